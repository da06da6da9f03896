using Drill.Kubelet;
using Migrations.Verdicts;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Rollbacks;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>Where does the schema stand, can what serves run on it, and what are the ways on?</summary>
public sealed class FailedMigrationTests
{
    private const string First = "forms.0003_form_owner";
    private const string Second = "forms.0004_form_code";

    [Fact]
    public async Task Each_migration_is_followed_in_the_record_and_on_the_screen()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear, SampleMigrations.Unsafe);
        fleet["north"].MigrationScript = _ =>
            Migrating($"  Applying {First}... OK (1.250s)", $"  Applying {Second}... OK");

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Done);

        var schema = run.Region("north").Schema.ShouldNotBeNull();
        schema
            .Migrations.Select(step => (step.Name, step.State))
            .ShouldBe([(First, StepState.Applied), (Second, StepState.Applied)]);
        schema.Migrations[0].Seconds.ShouldBe(1.25);
        schema.Migrations[1].Seconds.ShouldNotBeNull();
        schema.Planned.ShouldBe(2);
        schema.Ways.ShouldBeNull();
        run.Output.ShouldContain($"migrate: 1 of 2: {First} applied 1.3s");
        run.Output.ShouldContain($"migrate: 2 of 2: {Second} applied");
        fleet.Questions("north").ShouldBeEmpty();
    }

    [Fact]
    public async Task Migrations_are_counted_from_what_was_served_when_the_region_s_turn_came()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear, SampleMigrations.Unsafe);
        fleet["north"].MigrationScript = _ => Migrating($"  Applying {First}... OK", $"  Applying {Second}... OK");

        var run = (await fleet.RunAsync("MigrateCluster", "--version=1.2.4")).ShouldEndWith(ExitCode.Done);

        run.Region("north").Schema.ShouldNotBeNull().Planned.ShouldBe(2);
        // Whoever looks at what is live asks for the ReplicaSets. That is done once, at the end.
        fleet["north"]
            .Requests.Reverse()
            .TakeWhile(request => request.Method != "POST" || !request.Path.EndsWith("/jobs", StringComparison.Ordinal))
            .Count(request => request.Path.EndsWith("/replicasets", StringComparison.Ordinal))
            .ShouldBe(1);
    }

    [Fact]
    public async Task The_last_screen_says_what_is_applied_whether_the_old_version_can_serve_and_the_ways_on()
    {
        await using var fleet = await FailingAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Failed);

        var schema = run.Region("north").Schema.ShouldNotBeNull();
        schema.Source.ShouldBe(SchemaSource.Database, schema.NotAsked);
        schema.In(StepState.Applied).ShouldBe([First]);
        schema.In(StepState.Failed).ShouldBe([Second]);
        schema.Serving.ShouldNotBeNull().Verdict.ShouldBe(Verdict.Clear);
        var screen = run.Screen;
        screen.ShouldContain("cause: lock timeout: another session held a lock");
        screen.ShouldContain("schema: 1 of");
        screen.ShouldContain("as the database says");
        screen.ShouldContain($"applied: {First}");
        screen.ShouldContain($"failed, and undone: {Second}");
        screen.ShouldContain("serving: 1.2.2 can run on this schema");
        screen.ShouldContain($"- no schema obstacle found in {First}");
        screen.ShouldContain("./build.sh --target=Deploy --version=1.2.4 --regions=north");
        screen.ShouldContain("- un-apply back to forms.0002_form_notes");
        screen.ShouldContain(
            "./build.sh --target=Rollback --version=1.2.2 --from=1.2.4 --regions=north --unapply-migrations"
        );
        screen.ShouldContain("./build.sh --target=Deploy --bump=patch --regions=north");
        fleet.Questions("north").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("migrations.RunSQL('UPDATE forms_form SET owner = 1')")]
    [InlineData("migrations.RunPython(lambda apps, schema_editor: None)")]
    public async Task A_way_back_that_would_be_refused_is_not_offered(string operation)
    {
        await using var fleet = await FailingAsync(
            SampleMigrations.Clear,
            SampleMigrations.Of("0004_form_code", "0003_form_owner", operation)
        );

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Failed);

        run.Region("north").Schema!.In(StepState.Applied).ShouldBe([First]);
        run.Region("north")
            .Schema!.NoWayBack.ShouldNotBeNull()
            .ShouldStartWith($"Rollback refuses it for {Second}, which is not applied: ");
        run.Region("north").Schema!.NoWayBack!.ShouldEndWith("; by hand: manage.py migrate forms 0002_form_notes");
        run.Screen.ShouldContain("- un-applying is no way: Rollback refuses it for");
        run.Screen.ShouldNotContain("--unapply-migrations");
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--from=1.2.4", "--unapply-migrations")).ShouldEndWith(
            ExitCode.Refused
        );
    }

    [Fact]
    public async Task A_way_back_that_may_fail_is_offered_with_the_word_that_accepts_it()
    {
        await using var fleet = await FailingAsync(
            SampleMigrations.Clear,
            SampleMigrations.Of("0004_form_code", "0003_form_owner", "migrations.RemoveField('form', 'title')")
        );

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Failed);

        run.Screen.ShouldContain("--unapply-migrations --accept-migration-risk");
    }

    [Fact]
    public async Task What_is_applied_of_an_unsafe_release_is_unsafe()
    {
        await using var fleet = await FailingAsync(
            SampleMigrations.Of("0003_form_owner", "0002_form_notes", "migrations.RemoveField('form', 'title')"),
            SampleMigrations.Unsafe
        );

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Failed);

        run.Region("north").Schema!.Serving.ShouldNotBeNull().Verdict.ShouldBe(Verdict.Unsafe);
        run.Screen.ShouldContain("serving: 1.2.2 CANNOT run on this schema");
    }

    [Fact]
    public async Task A_failed_migration_that_is_not_atomic_is_half_applied()
    {
        var (file, text) = SampleMigrations.Unsafe;
        var at = text.IndexOf("    operations", StringComparison.Ordinal);
        await using var fleet = await FailingAsync(
            SampleMigrations.Clear,
            (file, text.Insert(at, "    atomic = False\n"))
        );

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Failed);

        run.Region("north").Schema!.In(StepState.HalfApplied).ShouldBe([Second]);
        run.Region("north").Schema!.Serving!.Verdict.ShouldBe(Verdict.Investigate);
        var screen = run.Screen;
        screen.ShouldContain($"failed, HALF-APPLIED: {Second}");
        screen.ShouldContain($"before anything else compare the tables with {Second}");
    }

    [Fact]
    public async Task A_second_run_that_fails_the_same_way_gives_the_same_answer()
    {
        await using var fleet = await FailingAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);
        var first = await fleet.RunAsync("Deploy", "--version=1.2.4");
        fleet["north"].MigrationScript = _ => Failing();

        var second = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Failed);

        Answer(second).ShouldBe(Answer(first));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_leaves_what_the_log_says()
    {
        await using var fleet = await FailingAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);
        fleet["north"].QuestionScript = _ =>
            ContainerProgram.Crashes(1, "psycopg.OperationalError: connection failed: Connection refused");

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Failed);

        var schema = run.Region("north").Schema.ShouldNotBeNull();
        (schema.Source, schema.In(StepState.Applied).Single()).ShouldBe((SchemaSource.Log, First));
        schema.NotAsked.ShouldNotBeNull().ShouldContain("could not connect");
        fleet.Questions("north").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_question_is_never_a_migration()
    {
        await using var fleet = await FailingAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);
        var asked = new List<ContainerStart>();
        fleet["north"].QuestionScript = start =>
        {
            asked.Add(start);
            return ContainerProgram.Exits(0, "(no migrations)");
        };

        await fleet.RunAsync("Deploy", "--version=1.2.4");

        string.Join(' ', asked.ShouldHaveSingleItem().Command)
            .ShouldBe("python manage.py showmigrations --plan --no-color");
        asked[0].OwnerName.ShouldStartWith("migration-schema-");
    }

    private static async Task<StagedFleet> FailingAsync(params (string File, string Text)[] migrations)
    {
        var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.4", migrations);
        // The second attempt finds the first migration applied.
        var attempts = 0;
        fleet["north"].MigrationScript = _ =>
            Interlocked.Increment(ref attempts) > 1 ? Failing() : Failing($"  Applying {First}... OK");
        return fleet;
    }

    private static ContainerProgram Failing(params string[] before) =>
        ContainerProgram.Exits(
            1,
            [
                "Running migrations:",
                .. before,
                "Traceback (most recent call last):",
                "django.db.utils.OperationalError: canceling statement due to lock timeout",
                $"  Applying {Second}...",
            ]
        );

    private static ContainerProgram Migrating(params string[] lines) =>
        ContainerProgram.Exits(0, ["Operations to perform:", "Running migrations:", .. lines]);

    private static string Answer(FinishedRun run) =>
        string.Join(
            '\n',
            run.Region("north").Schema!.Migrations.Select(step => $"{step.Name} {step.State}"),
            run.Region("north").Schema!.Serving,
            string.Join('\n', run.Region("north").Schema!.Ways!)
        );
}
