using Cake.Core;
using Foundation.Failures;
using Migrations.Verdicts;
using NSubstitute;
using Pipeline.Checks;
using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Tests.Runs;
using Releases.Applying;
using Releases.Fleets;
using Releases.Plans;
using Releases.Versions;

namespace Pipeline.Tests.Checks;

public sealed class ConfirmationTests : IDisposable
{
    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Theory]
    [InlineData("y")]
    [InlineData(" Y ")]
    [InlineData("yes")]
    [InlineData("YES")]
    [InlineData("SetImage")]
    [InlineData("set-image")]
    [InlineData("1.2.3")]
    [InlineData(" v1.2.3 ")]
    public async Task Who_says_yes_goes_on_and_has_seen_the_plan(string answer)
    {
        await AskAsync(() => answer);

        _output
            .ToString()
            .TrimEnd()
            .ReplaceLineEndings("\n")
            .ShouldBe(
                """
                Wave  From   To     Workloads      Migrations  Way back
                ----  -----  -----  -------------  ----------  --------
                1     1.2.2  1.2.3  1 of 1 change  1           unsafe
                      uk

                1.2.2 -> 1.2.3: 1 migration runs; UNSAFE to roll back afterwards
                Migration         Operation               Verdict  Un-apply  Loses
                ----------------  ----------------------  -------  --------  ----------
                forms.0003_notes  RemoveField Form.notes  unsafe   possible  its values
                    old code reads it

                No backup first: uk; docs/backups.md tells how to have one

                Release 1.2.3 to 1 region? [y/N]
                """
            );
    }

    [Theory]
    [InlineData("")]
    [InlineData("n")]
    [InlineData("yess")]
    [InlineData("deploy")]
    [InlineData("1.2.4")]
    [InlineData("v1.2")]
    [InlineData(null)]
    public async Task Anything_else_refuses(string? answer) =>
        (await Should.ThrowAsync<RefusedException>(() => AskAsync(() => answer))).Reasons.ShouldBe(["not confirmed"]);

    [Theory]
    [InlineData("help")]
    [InlineData("?")]
    public async Task Who_asks_what_can_be_answered_is_told_and_asked_again(string word)
    {
        var answers = new Queue<string>([word, "n"]);

        await Should.ThrowAsync<RefusedException>(() => AskAsync(answers.Dequeue));

        answers.ShouldBeEmpty();
        _output
            .ToString()
            .ReplaceLineEndings("\n")
            .ShouldEndWith(
                """
                Release 1.2.3 to 1 region? [y/N] y, yes, SetImage or 1.2.3 is yes; anything else is no.
                Release 1.2.3 to 1 region? [y/N] 
                """
            );
    }

    [Fact]
    public async Task Where_nobody_is_there_to_ask_nothing_happens()
    {
        var refusal = await Should.ThrowAsync<RefusedException>(() => AskAsync(null));

        refusal.Reasons.ShouldBe(["nobody is there to ask: add --yes"]);
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nobody_is_there_who_said_yes_before_goes_on()
    {
        await AskAsync(null, yes: true);

        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_said_yes_before_is_not_asked()
    {
        await AskAsync(() => throw new InvalidOperationException("asked"), yes: true);

        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_deploys_nothing_asks_nothing()
    {
        await AskAsync(() => throw new InvalidOperationException("asked"), task: "Preflight");

        _output.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cn", "Release 1.2.3 to 1 of 2 regions?")]
    [InlineData("cc", "Release 1.2.3 to 2 regions?")]
    [InlineData("cnn", "Release 1.2.3 to 1 of 3 regions?")]
    [InlineData("on", "Release 1.2.3 to 1 of 2 regions?")]
    [InlineData("mn", "Release 1.2.3 to 1 of 2 regions?")]
    public async Task The_question_counts_the_regions_that_change(string kinds, string question)
    {
        await AskAsync(() => "y", plan: PlanOf(kinds));

        _output.ToString().ShouldContain(question);
    }

    [Theory]
    [InlineData("n")]
    [InlineData("nn")]
    public async Task Where_nothing_changes_nothing_is_asked(string kinds)
    {
        await AskAsync(() => throw new InvalidOperationException("asked"), plan: PlanOf(kinds));

        _output.ToString().ShouldBeEmpty();
    }

    [Theory]
    // The workloads run the version, and nothing says that its migrations have run: they would run now.
    [InlineData("n", "MigrateCluster+SetImage", "to 1 region?")]
    [InlineData("dnd", "MigrateCluster+SetImage", "to 1 of 3 regions?")]
    [InlineData("dd", "MigrateCluster+SetImage", null)]
    [InlineData("dnd", "MigrateCluster", "to 1 of 3 regions?")]
    // Whoever holds the lock may leave other images behind by the time that the run has waited for it.
    [InlineData("dld", "MigrateCluster+SetImage", "to 1 of 3 regions?")]
    [InlineData("l", "SetImage", "to 1 region?")]
    public async Task A_region_counts_when_anything_may_change_in_it(string kinds, string tasks, string? asks)
    {
        await AskAsync(() => "y", task: tasks, plan: PlanOf(kinds));

        if (asks is null)
            _output.ToString().ShouldBeEmpty();
        else
            _output.ToString().ShouldContain($"Release 1.2.3 {asks}");
    }

    [Fact]
    public async Task A_run_that_may_take_images_back_asks_also_where_it_would_bring_none()
    {
        await AskAsync(() => "y", plan: PlanOf("d"), restores: true);

        _output.ToString().ShouldContain("Release 1.2.3 to 1 region?");
    }

    [Fact]
    public async Task A_migration_alone_may_have_something_to_do_where_the_version_runs()
    {
        await AskAsync(() => "y", task: "MigrateCluster", plan: PlanOf("n"));

        _output.ToString().ShouldContain("Release 1.2.3 to 1 region?");
    }

    // c: has changes, n: has none, d: has none and is migrated, l: as d, and locked, o: not known what runs,
    // m: a manifest is applied.
    private static ReleasePlan PlanOf(string kinds) =>
        Plan with
        {
            Regions =
            [
                .. kinds.Select(
                    (kind, number) =>
                        Plan.Regions[0] with
                        {
                            Name = $"region-{number}",
                            From =
                                kind == 'c' ? "1.2.2"
                                : kind == 'o' ? null
                                : "1.2.3",
                            Changes = kind == 'c' ? Plan.Regions[0].Changes : [],
                            IsMigrated = kind is 'd' or 'l',
                            Lock = kind == 'l' ? "ada" : null,
                            Objects = kind == 'm' ? [new("web.yaml", "Service", "web", ObjectChange.Configured)] : null,
                        }
                ),
            ],
        };

    private static readonly ReleasePlan Plan = new()
    {
        Version = "1.2.3",
        Regions =
        [
            new()
            {
                Name = "uk",
                Provider = "aks",
                Wave = 1,
                From = "1.2.2",
                Changes = [new("Deployment", "web", "app:1.2.2", "app:1.2.3")],
            },
        ],
        Migrations =
        [
            new(
                "1.2.2",
                ["uk"],
                new()
                {
                    From = "1.2.2",
                    To = "1.2.3",
                    Verdict = Verdict.Unsafe,
                    Migrations =
                    [
                        new(
                            "forms",
                            "0003_notes",
                            MigrationChangeKind.Added,
                            Verdict.Unsafe,
                            [new("RemoveField", "Form.notes", Verdict.Unsafe, "old code reads it", true, "its values")]
                        ),
                    ],
                    OtherChanges = [],
                }
            ),
        ],
    };

    private async Task AskAsync(
        Func<string?>? ask,
        bool yes = false,
        string task = "SetImage",
        ReleasePlan? plan = null,
        bool restores = false
    )
    {
        var tasks = task.Split('+');
        var request = new ReleaseRequest
        {
            Target = tasks[^1],
            Options = new ReleaseOptions
            {
                FleetFile = "",
                App = "",
                Yes = yes,
                RestoresOnFailure = restores,
                Version = ImageTag.TryParse("1.2.3"),
            },
            Environment = RunEnvironments.Of() with { Ask = ask, Errors = _output },
            Waves =
            [
                new Wave(
                    1,
                    [
                        new()
                        {
                            Name = "uk",
                            Provider = Provider.Aks,
                            Cluster = "uk",
                        },
                    ]
                ),
            ],
            Cancelled = CancellationToken.None,
        };
        var context = new ReleaseContext(Substitute.For<ICakeContext>(), request, new RunJournal(request))
        {
            TaskNames = tasks.ToHashSet(),
        };
        await Confirmation.AskAsync(context, plan ?? Plan);
    }
}
