using Pipeline.Tools;
using Releases.Versions;

namespace Pipeline.Rehearsals;

/// <summary>The sample application of <c>tests/app</c> as a checkout with a remote, ready to be released.</summary>
/// <param name="Host">Runs git.</param>
/// <param name="Source">The folder of the sample.</param>
public sealed record SampleApplication(ToolHost Host, string Source)
{
    // What only the tests on the real stack need.
    private static readonly string[] LeftOut =
    [
        "bin",
        "sidecar",
        "add-base",
        "image",
        "lib.sh",
        "migrate",
        "prepare",
        "region",
    ];

    /// <summary>The name of this machine's user: the author of its commits where git knows none.</summary>
    public required string MachineUser { get; init; }

    /// <summary>Whether the change to be released brings the migrations that a drill's migration log names.</summary>
    public bool HasMigrations { get; init; }

    /// <summary>What comes after the released version; a change to be released when nothing is said.</summary>
    public IReadOnlyList<SampleChange> Changes
    {
        get => field ?? [SampleChange.ToBeReleased(HasMigrations ? AuditMigrations.WriteChangeAsync : null)];
        init;
    }

    /// <summary>Texts that the application's own files are replaced by from the first commit on, by path.</summary>
    public IReadOnlyDictionary<string, string> Replaced { get; init; } = new Dictionary<string, string>();

    /// <summary>The manifests of its workloads, to be seeded into a cluster.</summary>
    /// <param name="image">The images' repository.</param>
    /// <param name="version">The version that shall run.</param>
    public IEnumerable<string> Manifests(string image, ReleaseVersion version) =>
        ServedManifests.Values.Select(text =>
            text.Replace("$IMAGE", image, StringComparison.Ordinal)
                .Replace("$VERSION", version.ToString(), StringComparison.Ordinal)
        );

    /// <summary>The same, by path and with variables, in the API versions that embedded clusters serve.</summary>
    public IReadOnlyDictionary<string, string> ServedManifests =>
        new[] { "web.yaml", "static.yaml", "cleanup.yaml" }
            .Select(name => Path.Combine("kubernetes", name))
            .ToDictionary(
                path => path,
                path =>
                    File.ReadAllText(Path.Combine(Source, path))
                        .Replace("batch/v1beta1", "batch/v1", StringComparison.Ordinal)
            );

    /// <summary>Makes a checkout with a bare remote: one version released, and a change since.</summary>
    /// <param name="folder">Where; both go below it.</param>
    /// <param name="mainBranch">The branch that releases are made from.</param>
    /// <param name="released">The version that is tagged.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <returns>The checkout.</returns>
    public async Task<string> CheckOutAsync(
        string folder,
        string mainBranch,
        ReleaseVersion released,
        CancellationToken cancellationToken
    )
    {
        var repository = new NewRepository(Host, folder);
        var user = await repository.UserNameAsync(MachineUser, cancellationToken);
        var written = Path.Combine(folder, "written");
        using var commits = new ImportStream(mainBranch, user, Host.Time.GetUtcNow());
        Copy(Source, written);
        if (HasMigrations)
            await AuditMigrations.WriteReleasedAsync(written, cancellationToken);
        foreach (var (file, text) in Replaced)
            await WriteAsync(Path.Combine(written, file), text, cancellationToken);
        commits.Commit($"Version {released}", written);
        commits.Tag(released.ToString());
        foreach (var change in Changes.Where(change => change.Branch is not null))
        {
            var aside = Path.Combine(folder, "aside");
            Copy(written, aside);
            await change.WriteAsync(aside, cancellationToken);
            commits.CommitAside(change.Branch!, change.Message, aside);
            Directory.Delete(aside, recursive: true);
        }
        foreach (var change in Changes.Where(change => change.Branch is null))
        {
            await change.WriteAsync(written, cancellationToken);
            commits.Commit(change.Message, written);
            if (change.Tag is { } tag)
                commits.Tag(tag);
        }
        Directory.Delete(written, recursive: true);
        return await repository.CreateAsync(mainBranch, user, commits, cancellationToken);
    }

    private static Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, text, cancellationToken);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(IsTaken))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from).Where(IsTaken))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static bool IsTaken(string path) => !LeftOut.Contains(Path.GetFileName(path));
}
