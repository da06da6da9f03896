using Foundation.Failures;
using Pipeline.Options;
using Pipeline.Requests;
using Pipeline.Targets;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Reports;
using Pipeline.Tests.Runs;
using Releases.Records;

namespace Pipeline.Tests.Options;

/// <summary>Every target with every argument: it is taken, or refused in one line that names it.</summary>
public sealed class ArgumentTableTests : IDisposable
{
    private static readonly string[] Lanes =
    [
        "Deploy",
        "Drill",
        "MigrateCluster",
        "Plan",
        "Preflight",
        "SetImage",
        "VerifyRollout",
    ];

    private static readonly string[] Bidding =
    [
        "ask",
        "go",
        "keep",
        "list",
        "show",
        "take",
        "tell",
        "wait",
        "walk",
        "write",
    ];

    private static readonly string[] Chain = [.. Lanes, "BuildImage", "BuildStatic", "PushAcr", "Tag"];

    // Arguments that mean something to these targets alone. All others mean something to some part of every run, or
    // nothing bad.
    private static readonly Dictionary<string, string[]> Takers = new()
    {
        ["schema"] = ["Plan", "Status"],
        // Pipeline takes --output=gitlab and no other.
        ["output"] = ["CheckMigrations", "CheckRollback", "Deploy", "History", "Plan", "Rollback", "Status"],
        ["apply-manifests"] = ["Deploy", "Drill", "Plan", "Preflight"],
        ["force-conflicts"] = ["ApplyManifests"],
        ["prune"] = ["ApplyManifests"],
        ["provider"] = ["AddRegion"],
        ["cluster"] = ["AddRegion"],
        ["resource-group"] = ["AddRegion"],
        ["subscription"] = ["AddRegion"],
        ["url"] = ["AddRegion"],
        ["aliases"] = ["AddRegion"],
        ["groups"] = ["AddRegion"],
        ["wave"] = ["AddRegion"],
        ["manifests"] = ["AddRegion"],
        ["kubeconfig"] = ["Credentials"],
        ["bump"] = Chain,
        ["on-failure"] = [.. Lanes, "Rollback"],
        ["from"] = ["CheckMigrations", "CheckRollback", "Rollback"],
        ["strict"] = ["CheckMigrations", "CheckRollback", "Rollback"],
        ["live"] = ["CheckMigrations"],
        ["code-quality"] = ["CheckMigrations"],
        ["unapply-migrations"] = ["Rollback"],
        ["accept-migration-risk"] = [.. Lanes, "Revert", "Rollback"],
        ["backup"] = [.. Lanes.Except(["Drill"]), "Rollback"],
        ["tier"] = ["AddRegion", "Pipeline"],
        ["start"] = ["Pipeline"],
        ["shell"] = ["Completion"],
        ["line"] = ["FinishPatch", "StartPatch"],
        ["commit"] = ["Revert"],
        ["drop-migrations"] = ["Revert"],
        ["report"] = [.. Chain, "CheckRollback", "History", "Report", "Rollback", "Status"],
        ["watch"] = ["Status"],
        ["interval"] = ["Status"],
        ["dry-run"] = ["AddRegion", "Deploy", "Rollback", "VerifyRollout"],
        ["fault"] = ["Drill"],
        ["serve"] = ["Drill"],
        ["scenario"] = ["Drill"],
    };

    private static readonly string[] NotInDrills =
    [
        "builder",
        "app",
        "image",
        "bump",
        "registry-user",
        "notify",
        "gke",
        "gke-regions",
        "gke-project",
        "gke-location",
    ];

    private static readonly Dictionary<string, string> Needed = new()
    {
        ["AddRegion"] = "--regions=new",
        ["StartPatch"] = "--line=1.0",
        ["FinishPatch"] = "--line=1.0",
        ["Revert"] = "--commit=4f2a9c1",
        ["ReleaseNotes"] = "--record=RECORD",
        ["Report"] = "--record=RECORD",
        ["Completion"] = "--shell=bash",
    };

    private static readonly Dictionary<string, string> Samples = new()
    {
        ["version"] = "--version=1.2.3",
        ["bump"] = "--bump=patch",
        ["regions"] = "--regions=north",
        ["gke"] = "--gke --regions=new --gke-project=p --gke-location=l",
        ["gke-regions"] = "--gke-regions=new --regions=new --gke-project=p --gke-location=l",
        ["gke-project"] = "--gke-project=p",
        ["gke-location"] = "--gke-location=l",
        ["provider"] = "--provider=aks",
        ["cluster"] = "--cluster=kind",
        ["resource-group"] = "--resource-group=RG",
        ["subscription"] = "--subscription=paid",
        ["url"] = "--url=https://new.example.com/",
        ["aliases"] = "--aliases=n",
        ["groups"] = "--groups=all",
        ["wave"] = "--wave=1",
        ["manifests"] = "--manifests=gke",
        ["fleet"] = "--fleet=FLEET",
        ["namespace"] = "--namespace=other",
        ["app"] = "--app=FOLDER",
        ["image"] = "--image=registry.example/app",
        ["builder"] = "--builder=acr",
        ["waves"] = "--waves=north",
        ["tail-migration"] = "--tail-migration",
        ["migration-timeout"] = "--migration-timeout=30m",
        ["rollout-timeout"] = "--rollout-timeout=10m",
        ["wait-lock"] = "--wait-lock=10m",
        ["allow-version-gap"] = "--allow-version-gap",
        ["allow-downgrade"] = "--allow-downgrade",
        ["on-failure"] = "--on-failure=stop",
        ["unapply-migrations"] = "--unapply-migrations",
        ["accept-migration-risk"] = "--accept-migration-risk",
        ["backup"] = "--backup=always",
        ["registry-user"] = "--registry-user=ann",
        ["cloud-access"] = "--cloud-access=cli",
        ["dry-run"] = "--dry-run",
        ["yes"] = "--yes",
        ["actor"] = "--actor=Ann",
        ["record"] = "--record=RECORD",
        ["report"] = "--report=FOLDER/report.html",
        ["dotenv"] = "--dotenv=FOLDER/release.env",
        ["notify"] = "--notify=FOLDER/webhooks",
        ["from"] = "--from=1.2.4",
        ["live"] = "--live=FOLDER/live.json",
        ["code-quality"] = "--code-quality=FOLDER/quality.json",
        ["strict"] = "--strict",
        ["schema"] = "--schema",
        ["watch"] = "--watch",
        ["interval"] = "--interval=5s --watch",
        ["output"] = "--output=json",
        ["apply-manifests"] = "--apply-manifests",
        ["force-conflicts"] = "--force-conflicts",
        ["prune"] = "--prune",
        ["kubeconfig"] = "--kubeconfig=FOLDER/kubeconfig",
        ["tier"] = "--tier=production",
        ["start"] = "--start=manual",
        ["shell"] = "--shell=zsh",
        ["line"] = "--line=1.0",
        ["commit"] = "--commit=4f2a9c1",
        ["drop-migrations"] = "--drop-migrations",
        ["fault"] = "--fault=north:crash-loop",
        ["serve"] = "--serve",
        ["scenario"] = "--scenario=rollback",
        ["progress"] = "--progress=plain",
        ["target"] = "",
        ["verbosity"] = "--verbosity=quiet",
        ["working"] = "--working=FOLDER",
        ["exclusive"] = "--exclusive",
        ["description"] = "--description",
        ["tree"] = "--tree",
        ["dryrun"] = "--dryrun",
        ["info"] = "--info",
        ["help"] = "--help",
    };

    private readonly TemporaryFolder _folder = new();

    public ArgumentTableTests()
    {
        _folder.Write("webhooks", "https://hooks.example/x");
        _folder.Write("record.json", RecordFormat.Write(SampleRuns.Failed));
        _folder.Write(
            "fleet.yaml",
            """
            registry: example.azurecr.io
            repository: app
            workloads: [{ selector: app=x }]
            default: all
            groups: { all: [north] }
            regions: { north: { provider: context, context: kind } }
            """
        );
    }

    public static TheoryData<string> Names => [.. TargetCatalog.Names];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_table_has_every_argument() =>
        Samples.Keys.ShouldBe(
            KnownArguments.Release.Concat(KnownArguments.Host).Select(argument => argument.Name),
            ignoreOrder: true
        );

    [Fact]
    public void What_an_argument_does_is_told_in_the_third_person() =>
        KnownArguments
            .Release.Concat(KnownArguments.Host)
            .Where(argument =>
                argument
                    .Meaning.Split([": ", "; "], StringSplitOptions.None)
                    .Any(part => Bidding.Contains(part.Split(' ')[0]))
            )
            .Select(argument => argument.Name)
            .ShouldBeEmpty();

    [Theory, MemberData(nameof(Names))]
    public void A_target_takes_an_argument_or_refuses_it_in_a_line_that_names_it(string target)
    {
        foreach (var (argument, sample) in Samples)
        {
            var problems = ProblemsOf(target, argument, sample);

            if (IsTaken(target, argument))
                problems.ShouldBeEmpty($"{target} {sample}");
            else
                problems
                    .Count(problem => problem.StartsWith($"--{argument}: ", StringComparison.Ordinal))
                    .ShouldBe(1, $"{target} {sample}");
            if (sample.Split(' ').Length == 1)
                problems.Count.ShouldBeLessThan(2, $"{target} {sample}");
        }
    }

    [Theory]
    [InlineData("MigrateCluster", false)]
    [InlineData("SetImage", false)]
    [InlineData("VerifyRollout", false)]
    [InlineData("Tag", true)]
    [InlineData("BuildImage", true)]
    [InlineData("BuildStatic", true)]
    [InlineData("PushAcr", true)]
    [InlineData("Preflight", true)]
    [InlineData("Plan", true)]
    [InlineData("Deploy", true)]
    public void A_lane_alone_goes_to_no_version_that_nobody_has_made(string target, bool isTaken) =>
        ProblemsOf(target, "bump", "--bump=patch --exclusive")
            .ShouldBe(
                isTaken
                    ? []
                    : [$"--bump: {target} alone does not make the version that follows; name one with --version=X.Y.Z"]
            );

    private static bool IsTaken(string target, string argument) =>
        !(target == "Drill" && NotInDrills.Contains(argument))
        && (!Takers.TryGetValue(argument, out var takers) || takers.Contains(target));

    private IReadOnlyList<string> ProblemsOf(string target, string argument, string sample)
    {
        var needed =
            argument == "bump" || TargetCatalog.Find(target)!.Facts is { NeedsVersion: false } ? "" : "--version=1.2.3";
        var words = Words.Of(
            [
                $"--target={target}",
                "--fleet=FLEET",
                .. $"{needed} {Needed.GetValueOrDefault(target)}".Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ],
            sample.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
        try
        {
            RequestReader.Read(
                CommandLine.Parse([.. words.Select(Filled)]),
                RunEnvironments.Of(),
                TestContext.Current.CancellationToken
            );
            return [];
        }
        catch (UsageException exception)
        {
            return exception.Problems;
        }
    }

    private string Filled(string word) =>
        word.Replace("FLEET", _folder["fleet.yaml"], StringComparison.Ordinal)
            .Replace("RECORD", _folder["record.json"], StringComparison.Ordinal)
            .Replace("FOLDER", _folder.Path, StringComparison.Ordinal);
}
