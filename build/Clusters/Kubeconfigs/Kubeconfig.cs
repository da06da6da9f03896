using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;
using Foundation.Text;

namespace Clusters.Kubeconfigs;

/// <summary>A kubeconfig file. Holds secrets and shows none.</summary>
public sealed class Kubeconfig
{
    private readonly KubeconfigSection _root;
    private readonly string _source;
    private readonly string? _folder;

    private Kubeconfig(KubeconfigSection root, string source, string? folder)
    {
        _root = root;
        _source = source;
        _folder = folder;
        Contexts = [.. root.Sections("contexts").Select(each => each.Required("name"))];
        CurrentContext = root.Text("current-context");
    }

    /// <summary>The names of its contexts.</summary>
    public IReadOnlyList<string> Contexts { get; }

    /// <summary>The context that the file itself points to, or <see langword="null"/>.</summary>
    public string? CurrentContext { get; }

    /// <summary>Reads the text of a kubeconfig.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="source">What errors call it: a file name, or how it was come by.</param>
    /// <param name="folder">
    /// The folder that relative paths start from, or <see langword="null"/> where there is no file and none is allowed.
    /// </param>
    /// <exception cref="ReleaseException">It is not a kubeconfig.</exception>
    public static Kubeconfig Parse(string text, string source, string? folder = null) =>
        new(KubeconfigSection.Root(text, source), source, folder);

    /// <summary>Reads a kubeconfig file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ReleaseException">It cannot be read, or is not a kubeconfig.</exception>
    public static Kubeconfig Read(string path)
    {
        try
        {
            return Parse(
                BoundedFile.ReadText(path, InputLimits.TextFile),
                path,
                Path.GetDirectoryName(Path.GetFullPath(path))
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException($"cannot read the kubeconfig {path}: {exception.Message}", null, exception);
        }
    }

    /// <summary>Reads one context with its cluster and user, files that they name included.</summary>
    /// <param name="context">The context's name.</param>
    /// <exception cref="ReleaseException">It does not exist, or cannot be used safely.</exception>
    public ClusterEndpoint Select(string context)
    {
        var chosen = Named("contexts", "context", context);
        var cluster = new KubeconfigClusterReader(Named("clusters", "cluster", chosen.Required("cluster")), _folder);
        var user = chosen.Text("user") is { } name
            ? new KubeconfigUserReader(Named("users", "user", name), _folder).Read(cluster)
            : KubeconfigUser.Anonymous;
        return new ClusterEndpoint
        {
            Context = context,
            Server = cluster.Server,
            Namespace = chosen.Text("namespace"),
            TlsServerName = cluster.TlsServerName,
            Authorities = cluster.ReadAuthorities(),
            Proxy = cluster.Proxy,
            User = user,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => _source;

    private KubeconfigSection Named(string list, string kind, string name)
    {
        var entries = _root.Sections(list);
        var entry =
            entries.FirstOrDefault(each => each.Text("name") == name)
            ?? throw new ReleaseException(
                $"{_source}: there is no {kind} '{name}'; {NearestName.Hint(name, [.. entries.Select(each => each.Required("name"))])}"
            );
        return entry.Section(kind) ?? throw entry.Wrong(kind, "is missing");
    }
}
