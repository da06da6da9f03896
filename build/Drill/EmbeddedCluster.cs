using System.Text.Json.Nodes;
using Drill.Api;
using Drill.Engine;
using Drill.Faults;
using Drill.Json;
using Drill.Kubelet;
using Drill.Registry;
using Drill.Storage;

namespace Drill;

/// <summary>One region's cluster. Tests and rehearsals control it here, beside its API.</summary>
public sealed class EmbeddedCluster
{
    private readonly ClusterHost _host;

    internal EmbeddedCluster(ClusterHost host, Uri apiUrl, Uri pageUrl, string kubeconfig)
    {
        _host = host;
        ApiUrl = apiUrl;
        PageUrl = pageUrl;
        Kubeconfig = kubeconfig;
    }

    /// <summary>The region's name, which is also the kubeconfig's context.</summary>
    public string Name => Plane.Region.Name;

    /// <summary>The API's HTTPS address.</summary>
    public Uri ApiUrl { get; }

    /// <summary>The HTTP address of the application's page.</summary>
    public Uri PageUrl { get; }

    /// <summary>A kubeconfig with this cluster only. It holds the region's token.</summary>
    public string Kubeconfig { get; }

    /// <summary>The faults of this cluster.</summary>
    public FaultSet Faults => _host.Faults;

    /// <summary>What the region's user may do.</summary>
    public AccessRules Access => _host.Access;

    /// <summary>The requests that the API was sent, oldest first.</summary>
    public IReadOnlyList<ApiRequest> Requests => _host.Requests.All;

    /// <summary>
    /// Decides whether the registry has the image of a full reference. The default says yes to every image.
    /// </summary>
    public Func<string, bool> ImageExists
    {
        get => Plane.Do(() => _host.Images.Exists);
        set => Plane.Do(() => _host.Images.Exists = value);
    }

    /// <summary>The migrations of the release that the region's database has not applied.</summary>
    public IReadOnlyList<string> UnappliedMigrations => Plane.Do(() => _host.Scripts.Database.Left);

    /// <summary>What the containers of Jobs do. The default is <see cref="ContainerScripts.Migration"/>.</summary>
    public Func<ContainerStart, ContainerProgram> MigrationScript
    {
        get => Plane.Do(() => _host.Scripts.Migration);
        set => Plane.Do(() => _host.Scripts.Migration = value);
    }

    /// <summary>
    /// What the containers of Jobs do that only ask which migrations are applied. By default the cluster's database
    /// answers.
    /// </summary>
    public Func<ContainerStart, ContainerProgram>? QuestionScript
    {
        get => Plane.Do(() => _host.Scripts.Questions);
        set => Plane.Do(() => _host.Scripts.Questions = value);
    }

    /// <summary>What all other containers do. The default is <see cref="ContainerScripts.Service"/>.</summary>
    public Func<ContainerStart, ContainerProgram> ServiceScript
    {
        get => Plane.Do(() => _host.Scripts.Service);
        set => Plane.Do(() => _host.Scripts.Service = value);
    }

    /// <summary>Creates the objects of a manifest, or replaces those that exist.</summary>
    /// <param name="manifest">
    /// YAML or JSON, of any number of documents. Objects without a namespace go to the region's.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The cluster refuses an object. The message is the server's.
    /// </exception>
    public void Apply(string manifest)
    {
        try
        {
            foreach (var document in Yaml.Documents(manifest))
                Plane.Do(() => Apply(document));
        }
        catch (ApiFailure refusal)
        {
            throw new InvalidOperationException(refusal.Message, refusal);
        }
    }

    /// <summary>Reads an object as the API would give it. Null when it does not exist.</summary>
    /// <param name="resource">The plural name with its group: <c>deployments.apps</c>, <c>pods</c>.</param>
    /// <param name="name">The object's name.</param>
    public JsonObject? Get(string resource, string name) =>
        Plane.Do(() => List(resource).FirstOrDefault(found => found.Name == name)?.Json.Copy());

    /// <summary>
    /// Reads all objects of a resource in the region's namespace, or in the cluster for kinds without a namespace.
    /// </summary>
    /// <param name="resource">The plural name with its group: <c>deployments.apps</c>, <c>pods</c>.</param>
    public IReadOnlyList<JsonObject> GetAll(string resource) =>
        Plane.Do(() => List(resource).Select(found => found.Json.Copy()).ToArray());

    /// <summary>
    /// Deletes an object as <c>kubectl delete</c> does. The objects that it owns are deleted after it.
    /// </summary>
    /// <param name="resource">The plural name with its group: <c>jobs.batch</c>.</param>
    /// <param name="name">The object's name.</param>
    public void Delete(string resource, string name) =>
        Plane.Do(() =>
        {
            var found = List(resource).First(stored => stored.Name == name);
            Plane.Objects.Delete(found.Key, new DeleteOptions(Propagation.Background));
        });

    /// <summary>Deletes a pod as an eviction does. Its containers end, and its owner creates another pod.</summary>
    public void Evict(string pod) =>
        Plane.Do(() =>
        {
            Plane.Objects.Delete(
                new ObjectKey(Plane.Kinds["", "Pod"], Plane.Region.Namespace, pod),
                new DeleteOptions()
            );
        });

    /// <summary>
    /// Removes the history of changes, as etcd's compaction does. A watch from an older version ends with 410 Gone.
    /// </summary>
    public void Compact() => Plane.Do(Plane.Store.Compact);

    /// <summary>Breaks every watch and every followed log, as a restart of the API server does.</summary>
    public void BreakStreams() => _host.Requests.BreakStreams();

    private ControlPlane Plane => _host.Plane;

    private Stored[] List(string resource) =>
        Plane.Kinds.All.FirstOrDefault(kind => kind.QualifiedPlural == resource) is { } kind
            ? [.. Plane.Store.List(kind, kind.Namespaced ? Plane.Region.Namespace : null)]
            : throw new ArgumentException($"the cluster has no resource \"{resource}\"", nameof(resource));

    private void Apply(JsonObject document)
    {
        var kind = Plane.Kinds.Of(document.Text("apiVersion"), document.Text("kind"));
        var ns = kind.Namespaced ? document.Text("metadata.namespace") ?? Plane.Region.Namespace : "";
        var key = new ObjectKey(kind, ns, document.Text("metadata.name") ?? "");
        var options = new WriteOptions("drill", kind.ApiVersion);
        if (key.Name.Length == 0 || Plane.Store.Get(key) is null)
            Plane.Objects.Create(kind, ns, document.Copy(), options);
        else
            Plane.Objects.Update(key, options, _ => document.Copy());
    }
}
