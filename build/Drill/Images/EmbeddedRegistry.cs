using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Drill.Images;

/// <summary>
/// An image registry inside this process, on a loopback port that the system chooses. It serves the part of the OCI
/// distribution specification that pushing and pulling need. It speaks plain HTTP, which engines accept from
/// 127.0.0.0/8 without a setting.
/// </summary>
public sealed class EmbeddedRegistry : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication _web;
    private readonly BlobStore _blobs;
    private readonly ManifestStore _manifests;

    private EmbeddedRegistry(WebApplication web, BlobStore blobs, ManifestStore manifests, string host)
    {
        _web = web;
        _blobs = blobs;
        _manifests = manifests;
        Host = host;
    }

    /// <summary>The registry's name in references and to <c>docker login</c>: <c>127.0.0.1:PORT</c>.</summary>
    public string Host { get; }

    /// <summary>All tags that were pushed, as <c>HOST/REPOSITORY:TAG</c> in ordinal order.</summary>
    public IReadOnlyList<string> References =>
        [.. _manifests.Tags.Select(tag => $"{Host}/{tag.Repository}:{tag.Name}").Order(StringComparer.Ordinal)];

    /// <summary>The temporary folder of layers and configurations.</summary>
    internal string Folder => _blobs.Folder;

    /// <summary>Starts an empty registry. It answers when the task completes.</summary>
    /// <param name="user">The only user.</param>
    /// <param name="password">The user's password. The registry refuses every request without it.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<EmbeddedRegistry> StartAsync(
        string user,
        string password,
        CancellationToken cancellationToken
    )
    {
        var blobStore = new BlobStore();
        var manifestStore = new ManifestStore();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        ListenOptions? listener = null;
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => listener = Listen(kestrel));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        var server = builder.Build();
        try
        {
            server.Run(new RegistryEndpoint(blobStore, manifestStore, user, password).AnswerAsync);
            await server.StartAsync(cancellationToken);
            return new EmbeddedRegistry(server, blobStore, manifestStore, $"127.0.0.1:{listener!.IPEndPoint!.Port}");
        }
        catch
        {
            await server.DisposeAsync();
            blobStore.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether the registry holds the image of a full reference: <c>HOST/REPOSITORY:TAG</c>, or with <c>@DIGEST</c>.
    /// </summary>
    public bool Has(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var (image, digest) = reference.Split('@', 2) is [var named, var pinned] ? (named, pinned) : (reference, null);
        if (!image.StartsWith($"{Host}/", StringComparison.Ordinal))
            return false;

        var (repository, tag) = image[(Host.Length + 1)..].Split(':', 2) is [var path, var last]
            ? (path, last)
            : (image[(Host.Length + 1)..], "latest");
        return _manifests.Find(repository, digest ?? tag) is not null;
    }

    /// <summary>Puts an image there as a build elsewhere would have pushed it, with nothing to run.</summary>
    /// <param name="repository">The repository, without the registry.</param>
    /// <param name="tag">The tag. It moves when it names another image already.</param>
    /// <param name="labels">The labels of the image's configuration.</param>
    /// <param name="system">The operating system that its configuration names.</param>
    /// <param name="architecture">The processor that its configuration names.</param>
    public void Put(
        string repository,
        string tag,
        IReadOnlyDictionary<string, string> labels,
        string system = "linux",
        string architecture = "amd64"
    ) => _manifests.Put(repository, tag, BuiltImage.In(_blobs, tag, labels, system, architecture));

    /// <summary>Stops the registry and removes all images.</summary>
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _blobs.Dispose();
    }

    private static ListenOptions Listen(KestrelServerOptions kestrel)
    {
        ListenOptions? listener = null;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        // An engine that compresses layers while it sends them may be slow.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, 0, listen => listener = listen);
        return listener!;
    }
}
