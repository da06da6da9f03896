using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Lanes;

namespace Pipeline.Tests.Checks;

/// <summary>What a region's server would say of the migration's Job is known before anything is touched.</summary>
public sealed class MigrationJobCheckTests
{
    private const string Misspelt = "backOffLimit: 1";
    private const string Unknown =
        "400 Job in version \"v1\" cannot be handled as a Job: strict decoding error: unknown field \"spec.backOffLimit\"";

    private const string Checking = "jobs/migration.yaml: north: checking Job migration: ";

    [Theory]
    [InlineData("Preflight", Misspelt, "Never", Unknown)]
    [InlineData("Plan", Misspelt, "Never", Unknown)]
    [InlineData("Deploy", Misspelt, "Never", Unknown)]
    [InlineData("Deploy", "backoffLimit: 1", "Always", "422 Job.batch \"migration\" is invalid: ")]
    public async Task A_Job_that_would_be_refused_is_a_finding(string target, string line, string restart, string words)
    {
        await using var fleet = await StagedFleet.WithJobAsync(SpecOf(line, restart));

        var run = (await fleet.RunAsync(target)).ShouldEndWith(ExitCode.Refused);

        Told(run).ShouldContain(Checking + words);
        ShouldBeUntouched(fleet);
    }

    [Fact]
    public async Task The_former_Job_and_the_note_of_its_migration_stay_where_the_next_one_would_be_refused()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);
        var (job, note) = (fleet.JobOf("north"), fleet.NoteOf("north")!.Write());
        fleet.WriteManifest("jobs/migration.yaml", Manifest(SpecOf(Misspelt, "Never")));

        Told((await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused)).ShouldContain(Checking);

        (fleet.JobOf("north"), fleet.NoteOf("north")!.Write()).ShouldBe((job, note));
    }

    [Theory]
    [InlineData("requests of memory are missing")]
    [InlineData("images come from our registry alone")]
    public async Task What_a_policy_denies_is_a_finding(string words)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await using var policy = Denying(fleet, words);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused);

        Told(run).ShouldContain($"{Checking}403 admission webhook \"policy.example.com\" denied the request: {words}");
        Told(run).ShouldContain("next: a policy of the cluster refuses it: fix what it names");
        ShouldBeUntouched(fleet);
    }

    // No engine is there to build it; that is another finding.
    [Fact]
    public async Task What_a_policy_says_of_an_image_that_is_still_to_be_pushed_keeps_nothing_back()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await using var policy = Denying(fleet, $"{fleet.Image}:1.2.4 has no signature");

        var run = await fleet.RunAsync("Preflight", "--version=1.2.4");

        run.Said.ShouldContain("warning: north: checking Job migration: 403 ");
        run.Said.ShouldContain("has no signature; the image is pushed before the Job is created");
        Told(run).ShouldNotContain(Checking);
    }

    [Fact]
    public async Task What_a_policy_says_of_an_image_that_was_pushed_is_a_finding()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await using var policy = Denying(fleet, $"{fleet.Image}:1.2.3 has no signature");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused);

        Told(run).ShouldContain($"{Checking}403 admission webhook");
        ShouldBeUntouched(fleet);
    }

    [Fact]
    public async Task No_server_is_asked_about_a_migration_that_is_done()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);
        await using var policy = Denying(fleet, "no migrations today");

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task Who_may_create_no_Job_hears_that_once()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Access.Deny("create", "jobs.batch");

        var run = (await fleet.RunAsync("Preflight")).ShouldEndWith(ExitCode.Refused);

        Told(run).ShouldContain("north: not permitted in namespace default: create jobs.batch");
        Told(run).ShouldNotContain("checking Job migration");
    }

    private static FailingCalls Denying(StagedFleet fleet, string words) =>
        fleet.RefuseJobs(
            "north",
            isDryRun: true,
            403,
            $"admission webhook \"policy.example.com\" denied the request: {words}"
        );

    private static void ShouldBeUntouched(StagedFleet fleet)
    {
        fleet["north"].Requests.ShouldNotContain(request => request.IsWrite);
        fleet.Git("ls-remote", "--tags", "origin").ShouldNotContain("refs/tags/1.2.3");
    }

    private static string SpecOf(string line, string restart) =>
        $"""
            spec:
              {line}
              template:
                spec:
                  restartPolicy: {restart}
                  containers:
                    - name: migration
                      image: "$IMAGE:$VERSION"
                      command: [python, manage.py, migrate]
            """;

    private static string Manifest(string spec) =>
        $"""
            apiVersion: batch/v1
            kind: Job
            metadata: {"{"} name: migration {"}"}
            {spec}
            """;

    // Preflight writes what it finds as errors, and a plan breaks its lines.
    private static string Told(FinishedRun run) =>
        string.Join(' ', run.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
