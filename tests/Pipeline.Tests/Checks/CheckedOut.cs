using Cake.Core;
using Foundation.Failures;
using NSubstitute;
using Pipeline.Checks;
using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Tests.Runs;
using Pipeline.Tests.Tools.Git;
using Releases.Fleets;
using Releases.Records;
using Releases.Versions;

namespace Pipeline.Tests.Checks;

/// <summary>An application's checkout with a real remote, and the check of it.</summary>
internal sealed class CheckedOut : IDisposable
{
    private RunJournal? _journal;

    public GitRepositories Git { get; } = new();

    /// <summary>The branch that the fleet file names.</summary>
    public string MainBranch { get; set; } = "main";

    /// <summary>What the last check wrote down.</summary>
    public ReleaseRecord Record => _journal!.Record.Current;

    /// <summary>Tags what is checked out, at the remote too.</summary>
    public void Publish(string tag)
    {
        Git.In("tag", "--annotate", "--message=x", tag);
        Git.Push($"tags/{tag}");
    }

    /// <summary>Tags a commit that no branch has, at the remote too.</summary>
    public void PublishAside(string tag)
    {
        var branch = Git.In("symbolic-ref", "--short", "HEAD");
        Git.In("checkout", "--quiet", "--detach");
        Git.Commit($"for {tag}");
        Publish(tag);
        Git.In("checkout", "--quiet", branch);
    }

    /// <summary>What speaks against a release, one line each.</summary>
    public async Task<IReadOnlyList<string>> FindingsAsync(
        string? version,
        Func<ReleaseOptions, ReleaseOptions>? change = null,
        params IReadOnlyList<string> tasks
    )
    {
        var context = ContextOf(OptionsOf(version, change), tasks.Count == 0 ? ["Preflight", "Tag"] : tasks);
        var findings = new Findings();
        await findings.CollectAsync(() => SourceCheck.RunAsync(context, findings));
        return ProblemsOf(findings);
    }

    /// <summary>What speaks against building an image from the folder, one line each.</summary>
    public async Task<IReadOnlyList<string>> FolderFindingsAsync(
        string version,
        Func<ReleaseOptions, ReleaseOptions>? change = null
    )
    {
        var context = ContextOf(OptionsOf(version, change), ["Preflight", "BuildImage"]);
        var findings = new Findings();
        await BuiltFolderCheck.RunAsync(context, await context.Checkout.StateAsync(), findings);
        return ProblemsOf(findings);
    }

    public void Dispose() => Git.Dispose();

    private ReleaseOptions OptionsOf(string? version, Func<ReleaseOptions, ReleaseOptions>? change)
    {
        var options = new ReleaseOptions
        {
            FleetFile = "fleet.yaml",
            App = Git.Clone,
            Version = ImageTag.TryParse(version),
        };
        return change is null ? options : change(options);
    }

    private static IReadOnlyList<string> ProblemsOf(Findings findings)
    {
        try
        {
            findings.ThrowIfAny();
            return [];
        }
        catch (RefusedException refusal)
        {
            return refusal.Reasons;
        }
        catch (UsageException usage)
        {
            return usage.Problems;
        }
    }

    private ReleaseContext ContextOf(ReleaseOptions options, IReadOnlyList<string> tasks)
    {
        var request = new ReleaseRequest
        {
            Target = tasks[^1],
            Options = options,
            Environment = RunEnvironments.Of(),
            Fleet = BareFleet() with { MainBranch = MainBranch },
            Cancelled = TestContext.Current.CancellationToken,
        };
        _journal = new RunJournal(request);
        return new ReleaseContext(CakeOf(Git), request, _journal) { TaskNames = tasks.ToHashSet() };
    }

    private static ICakeContext CakeOf(GitRepositories git)
    {
        var context = Substitute.For<ICakeContext>();
        context.FileSystem.Returns(git.Host.FileSystem);
        context.Environment.Returns(git.Host.Environment);
        context.ProcessRunner.Returns(git.Host.ProcessRunner);
        context.Tools.Returns(git.Host.Tools);
        return context;
    }

    /// <summary>A fleet without regions.</summary>
    public static Fleet BareFleet() =>
        new()
        {
            File = "fleet.yaml",
            Registry = "r",
            RegistryName = "r",
            Repository = "app",
            MainBranch = "main",
            Workloads = [],
            Migration = new JobRule("jobs/migration.yaml", "migration"),
            PagePattern = "{version}",
            DefaultGroup = "all",
            Groups = new Dictionary<string, IReadOnlyList<string>>(),
            Waves = [],
            Regions = [],
        };
}
