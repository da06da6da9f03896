using Pipeline.Tools;
using Releases.Versions;

namespace Pipeline.Rehearsals;

/// <summary>The sample application of <c>tests/app</c> as a checkout with a remote, ready to be released.</summary>
/// <param name="host">Runs git.</param>
/// <param name="source">The folder of the sample.</param>
public sealed class SampleApplication(ToolHost host, string source)
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

    /// <summary>The manifests of its workloads, to be seeded into a cluster.</summary>
    /// <param name="image">The images' repository.</param>
    /// <param name="version">The version that shall run.</param>
    public IEnumerable<string> Manifests(string image, ReleaseVersion version) =>
        new[] { "web.yaml", "static.yaml", "cleanup.yaml" }
            .Select(name => File.ReadAllText(Path.Combine(source, "kubernetes", name)))
            .Select(text =>
                text.Replace("$IMAGE", image, StringComparison.Ordinal)
                    .Replace("$VERSION", version.ToString(), StringComparison.Ordinal)
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
        var repository = new NewRepository(host, folder);
        var user = await repository.UserNameAsync(MachineUser, cancellationToken);
        var written = Path.Combine(folder, "written");
        using var commits = new ImportStream(mainBranch, user, host.Time.GetUtcNow());
        Copy(source, written);
        if (HasMigrations)
            await AuditMigrations.WriteReleasedAsync(written, cancellationToken);
        commits.Commit($"Version {released}", written);
        commits.Tag(released.ToString());
        await File.AppendAllTextAsync(
            Path.Combine(written, "README.md"),
            "\nA change to be released.\n",
            cancellationToken
        );
        if (HasMigrations)
            await AuditMigrations.WriteChangeAsync(written, cancellationToken);
        commits.Commit("A change to be released", written);
        Directory.Delete(written, recursive: true);
        return await repository.CreateAsync(mainBranch, user, commits, cancellationToken);
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
