using Foundation.Failures;
using Foundation.Text;

namespace Clusters.Kubeconfigs;

/// <summary>A kubeconfig: a file, or several that are read as one. Holds secrets and shows none.</summary>
public sealed class Kubeconfig
{
    private readonly IReadOnlyList<KubeconfigPart> _parts;

    private Kubeconfig(IReadOnlyList<KubeconfigPart> parts)
    {
        _parts = parts;
        Contexts =
        [
            .. parts
                .SelectMany(part => part.Root.Sections("contexts"))
                .Select(each => each.Required("name"))
                .Distinct(),
        ];
        CurrentContext = parts
            .Select(part => part.Root.Text("current-context"))
            .FirstOrDefault(name => name is not null);
    }

    /// <summary>The names of its contexts.</summary>
    public IReadOnlyList<string> Contexts { get; }

    /// <summary>The context that the files themselves point to, or <see langword="null"/>.</summary>
    public string? CurrentContext { get; }

    /// <summary>Reads the text of a kubeconfig.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="source">What errors call it: a file name, or how it was come by.</param>
    /// <param name="folder">
    /// The folder that relative paths start from, or <see langword="null"/> where there is no file and none is allowed.
    /// </param>
    /// <exception cref="ReleaseException">It is not a kubeconfig.</exception>
    public static Kubeconfig Parse(string text, string source, string? folder = null) =>
        new([KubeconfigPart.Parse(text, source, folder)]);

    /// <summary>Reads a kubeconfig file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ReleaseException">It cannot be read, or is not a kubeconfig.</exception>
    public static Kubeconfig Read(string path) => new([KubeconfigPart.Read(path)]);

    /// <summary>
    /// Reads files as one, as <c>KUBECONFIG</c> names them: what is not there counts as empty, and of entries with one
    /// name the first counts, whatever file it is in.
    /// </summary>
    /// <param name="paths">The files, in their order.</param>
    /// <returns><see langword="null"/> when none is there.</returns>
    /// <exception cref="ReleaseException">One of them cannot be read, or is not a kubeconfig.</exception>
    public static Kubeconfig? ReadAll(IEnumerable<string> paths)
    {
        KubeconfigPart[] parts =
        [
            .. paths.Distinct(StringComparer.Ordinal).Where(File.Exists).Select(KubeconfigPart.Read),
        ];
        return parts.Length == 0 ? null : new(parts);
    }

    /// <summary>Reads one context with its cluster and user, files that they name included.</summary>
    /// <param name="context">The context's name.</param>
    /// <exception cref="ReleaseException">It does not exist, or cannot be used safely.</exception>
    public ClusterEndpoint Select(string context)
    {
        var (chosen, _) = Named("contexts", "context", context);
        var (section, folder) = Named("clusters", "cluster", chosen.Required("cluster"));
        var cluster = new KubeconfigClusterReader(section, folder);
        var user = chosen.Text("user") is { } name ? UserOf(name, cluster) : KubeconfigUser.Anonymous;
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
    public override string ToString() => string.Join(" and ", _parts.Select(part => part.Source));

    private KubeconfigUser UserOf(string name, KubeconfigClusterReader cluster)
    {
        var (section, folder) = Named("users", "user", name);
        return new KubeconfigUserReader(section, folder).Read(cluster);
    }

    // Relative paths of an entry start at the folder of its own file.
    private (KubeconfigSection Section, string? Folder) Named(string list, string kind, string name)
    {
        var entries = _parts.SelectMany(part => part.Root.Sections(list).Select(entry => (Entry: entry, part.Folder)));
        foreach (var (entry, folder) in entries)
        {
            if (entry.Text("name") == name)
                return (entry.Section(kind) ?? throw entry.Wrong(kind, "is missing"), folder);
        }
        string[] known = [.. entries.Select(each => each.Entry.Required("name")).Distinct()];
        throw new ReleaseException($"{this}: there is no {kind} '{name}'; {NearestName.Hint(name, known)}");
    }
}
