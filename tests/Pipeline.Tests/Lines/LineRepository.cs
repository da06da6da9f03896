using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;

namespace Pipeline.Tests.Lines;

/// <summary>An application with a remote, in which lines are patched by the command itself.</summary>
internal sealed class LineRepository : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _fleet;

    public LineRepository()
    {
        _fleet = _folder.Write(
            "fleet.yaml",
            """
            registry: r.example
            repository: app
            mainBranch: main
            workloads: [{ selector: app=web, kinds: [Deployment], tag: "{version}" }]
            migration: { manifest: jobs/migration.yaml, job: migration }
            default: all
            groups: { all: [uk] }
            waves: [[uk]]
            regions:
              uk: { provider: context, context: uk, tier: production, url: "http://localhost:1/" }
            """
        );
    }

    public GitRepositories Git { get; } = new();

    public string Clone => Git.Clone;

    /// <summary>What the environment of its runs has.</summary>
    public Dictionary<string, string> Exported { get; } = [];

    /// <summary>Runs a target on it.</summary>
    public Task<FinishedRun> RunAsync(string target, params string[] arguments) =>
        CommandRun.OfAsync(
            [$"--target={target}", $"--app={Git.Clone}", $"--fleet={_fleet}", "--actor=Ada", .. arguments],
            Exported,
            TestContext.Current.CancellationToken
        );

    /// <summary>The same, with a person who answers.</summary>
    public Task<FinishedRun> AskedAsync(string answer, string target, params string[] arguments) =>
        CommandRun.OfAsync(
            [$"--target={target}", $"--app={Git.Clone}", $"--fleet={_fleet}", "--actor=Ada", .. arguments],
            Exported,
            TestContext.Current.CancellationToken,
            ask: () => answer
        );

    /// <summary>Commits a file on the branch that is checked out.</summary>
    public string Write(string file, string text)
    {
        var path = Path.Combine(Git.Clone, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        Git.In("add", "--all");
        Git.In("commit", "--quiet", $"--message=Change {file}");
        return Git.Head;
    }

    /// <summary>Tags what is checked out, and pushes the tag and the branch.</summary>
    public string Release(string version)
    {
        Git.In("tag", "--annotate", $"--message={version}", version);
        Git.Push(CheckedOutCommit.RefOf(Clone)!, $"tags/{version}");
        return Git.Head;
    }

    /// <summary>What a branch of the remote is at.</summary>
    public string Remote(string branch) => Git.InRemote("rev-parse", $"refs/heads/{branch}");

    /// <summary>
    /// All refs, here and at the remote, and what is checked out: what a run that is refused leaves as it was.
    /// </summary>
    public string Everything() =>
        string.Join(
            '\n',
            Git.In("for-each-ref", "refs/heads", "refs/tags"),
            Git.InRemote("for-each-ref"),
            Git.In("status", "--porcelain", "--branch"),
            Git.In("worktree", "list")
        );

    public void Dispose()
    {
        Git.Dispose();
        _folder.Dispose();
    }
}
