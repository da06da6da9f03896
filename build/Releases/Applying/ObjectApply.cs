using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Clusters.Calls;
using Foundation.Failures;
using k8s.Models;

namespace Releases.Applying;

/// <summary>
/// Applies objects to a cluster by server-side apply, as the manager of their fields (Kubernetes, "Server-Side Apply").
/// </summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="forces">Whether it takes over fields that other managers own.</param>
internal sealed class ObjectApply(RegionCluster cluster, bool forces)
{
    /// <summary>The manager that owns the fields of the manifests.</summary>
    public const string Manager = "release";

    private const string MediaType = "application/apply-patch+yaml";

    // The server writes these fields at every change. The manifest does not ask for them.
    private static readonly string[] Bookkeeping = ["managedFields", "resourceVersion", "generation"];

    private readonly ConcurrentDictionary<string, Lazy<Task<V1APIResourceList>>> _served = new(StringComparer.Ordinal);

    /// <summary>Applies an object, or asks the server what applying would do.</summary>
    /// <param name="wanted">The object.</param>
    /// <param name="isPreview">Whether the server only checks and answers, and keeps nothing.</param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <exception cref="ApiRefusalException">
    /// The server refuses the object. For a conflict the server's words name the field and its owner.
    /// </exception>
    public async Task<AppliedObject> RunAsync(
        ManifestObject wanted,
        bool isPreview,
        CancellationToken cancellationToken
    )
    {
        var path = await PathAsync(wanted, cancellationToken);
        var live = await FindAsync(path, cancellationToken);
        var query = $"?fieldManager={Manager}{(forces ? "&force=true" : "")}{(isPreview ? "&dryRun=All" : "")}";
        var applied = await ChangingCall.SendAsync(
            cluster.Connection.Time,
            $"applying {wanted}",
            token =>
                cluster.Connection.PatchAsync<JsonObject>(
                    path + query,
                    wanted.Json.ToJsonString(),
                    MediaType,
                    $"{wanted.File}: {wanted}",
                    token
                ),
            cancellationToken
        );
        if (live is null)
            return new AppliedObject(wanted, ObjectChange.Created);
        var differences = FieldComparison.Of(wanted.Kind, Content(live), Content(applied));
        return new AppliedObject(wanted, differences.Count == 0 ? ObjectChange.Unchanged : ObjectChange.Configured)
        {
            Differences = differences,
        };
    }

    /// <summary>
    /// The object, where it is there and fields of it are ours; else <see langword="null"/>. Somebody else may have
    /// taken over what manifests asked for once.
    /// </summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<JsonObject?> FindOwnAsync(ManifestObject named, CancellationToken cancellationToken)
    {
        if (await TryPathAsync(named, cancellationToken) is not { } path)
            return null;
        var live = await FindAsync(path, cancellationToken);
        var managers = live?["metadata"]?["managedFields"] as JsonArray ?? [];
        return managers.Any(entry => entry?["manager"]?.GetValue<string>() == Manager) ? live : null;
    }

    /// <summary>Removes an object that is ours, and what it owns. Another one that has taken its name stays.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task RemoveAsync(ManifestObject named, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(named, cancellationToken) is not { } live)
            return;
        var path = await PathAsync(named, cancellationToken);
        var options = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "DeleteOptions",
            ["propagationPolicy"] = "Background",
            ["preconditions"] = new JsonObject { ["uid"] = live["metadata"]!["uid"]!.GetValue<string>() },
        };
        try
        {
            await ChangingCall.SendAsync(
                cluster.Connection.Time,
                $"removing {named}",
                token =>
                    cluster.Connection.DeleteAsync<JsonObject>(
                        path,
                        options.ToJsonString(),
                        $"removing {named}",
                        token
                    ),
                cancellationToken
            );
        }
        catch (ApiRefusalException refusal) when (refusal.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // It is gone, or another one has its name.
        }
    }

    private async Task<JsonObject?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.Connection.ReadAsync<JsonObject>(path, cancellationToken);
        }
        catch (ApiRefusalException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<string> PathAsync(ManifestObject wanted, CancellationToken cancellationToken) =>
        await TryPathAsync(wanted, cancellationToken)
        ?? throw new ReleaseException(
            $"{cluster.Region}: {wanted.File}: {wanted}: the cluster serves no {wanted.Kind} of {wanted.ApiVersion}",
            "correct apiVersion and kind, or install what serves them first"
        );

    /// <summary>
    /// The collection of an object in the region's namespace; <see langword="null"/> for one of the whole cluster, and
    /// where the cluster serves no such kind.
    /// </summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<(string Group, string Resource)?> CollectionAsync(
        ManifestObject wanted,
        CancellationToken cancellationToken
    ) => await KindAsync(wanted, cancellationToken) is { Namespaced: true } kind ? (wanted.Group, kind.Name) : null;

    private async Task<string?> TryPathAsync(ManifestObject wanted, CancellationToken cancellationToken)
    {
        if (await KindAsync(wanted, cancellationToken) is not { } kind)
            return null;
        var space = kind.Namespaced ? $"/namespaces/{cluster.Namespace}" : "";
        return $"{RootOf(wanted)}{space}/{kind.Name}/{Uri.EscapeDataString(wanted.Name)}";
    }

    private async Task<V1APIResource?> KindAsync(ManifestObject wanted, CancellationToken cancellationToken) =>
        (await ServedAsync(RootOf(wanted), cancellationToken)).FirstOrDefault(each =>
            each.Kind == wanted.Kind && !each.Name.Contains('/', StringComparison.Ordinal)
        );

    private static string RootOf(ManifestObject wanted) =>
        wanted.ApiVersion.Contains('/', StringComparison.Ordinal)
            ? $"apis/{wanted.ApiVersion}"
            : $"api/{wanted.ApiVersion}";

    private async Task<IList<V1APIResource>> ServedAsync(string root, CancellationToken cancellationToken)
    {
        try
        {
            var asking = _served.GetOrAdd(
                root,
                path => new(() => cluster.Connection.ReadAsync<V1APIResourceList>(path, cancellationToken))
            );
            return (await asking.Value).Resources;
        }
        catch (ApiRefusalException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return [];
        }
    }

    private static JsonObject Content(JsonObject json)
    {
        var content = json.DeepClone().AsObject();
        content.Remove("status");
        foreach (var field in Bookkeeping)
            (content["metadata"] as JsonObject)?.Remove(field);
        return content;
    }
}
