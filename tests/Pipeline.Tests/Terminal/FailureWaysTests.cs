using Migrations.Verdicts;
using Pipeline.Terminal;
using Releases.Records;

namespace Pipeline.Tests.Terminal;

/// <summary>What the last screen says a person can do about a region that failed.</summary>
public sealed class FailureWaysTests
{
    [Theory]
    [InlineData(
        Verdict.Clear,
        "open, no schema obstacle found: ./build.sh --target=Rollback --version=1.2.2 --regions=uk"
    )]
    [InlineData(
        Verdict.Investigate,
        "investigate before you go: ./build.sh --target=CheckRollback --version=1.2.2 --from=1.2.3"
    )]
    [InlineData(
        Verdict.Unsafe,
        "closed, unsafe: fix forward; why: ./build.sh --target=CheckRollback --version=1.2.2 --from=1.2.3"
    )]
    public void Whether_the_way_back_is_open_is_said_with_its_command(Verdict verdict, string expected) =>
        Ways(Stage.Verify, verdict, "--target=Deploy")["way back"].ShouldBe(expected);

    [Theory]
    [InlineData(Verdict.Clear, "mixed 1.2.2/1.2.3; 1.2.2 can run on the schema of 1.2.3")]
    [InlineData(
        Verdict.Investigate,
        "mixed 1.2.2/1.2.3; whether 1.2.2 can run on the schema of 1.2.3 has to be investigated"
    )]
    [InlineData(Verdict.Unsafe, "mixed 1.2.2/1.2.3; 1.2.2 CANNOT run on the schema of 1.2.3")]
    public void What_serves_now_is_said_with_whether_it_can(Verdict verdict, string expected) =>
        Ways(Stage.Verify, verdict)["serves"].ShouldBe(expected);

    [Theory]
    [InlineData("1.2.3", "1.2.2", "open, no schema obstacle found: ./build.sh --target=Rollback --version=1.2.2")]
    [InlineData(null, "1.2.2", "open, no schema obstacle found: ./build.sh --target=Rollback --version=1.2.2")]
    [InlineData("1.2.3", null, "not known: which version ran before could not be read; who released what there: ")]
    [InlineData(null, null, "not known: which version ran before could not be read; who released what there: ")]
    public void A_second_attempt_goes_back_to_what_ran_before_the_first(string? from, string? before, string expected)
    {
        var record = RecordOf("Deploy", Stage.Verify, Verdict.Clear, []);
        var region = record.Regions[0] with { From = from, Before = before };

        var way = FailureWays.Of(record, region).Single(way => way.Name == "way back");

        $"{way.Text}: {way.Command}".ShouldStartWith(expected);
    }

    [Fact]
    public void Commands_lead_to_the_fleet_and_the_application_of_the_run()
    {
        string[] arguments =
        [
            "--target=Deploy",
            "--fleet",
            "my fleet.yaml",
            "--app=/src/app",
            "--namespace=web",
            "--yes",
        ];
        const string Where = "'--fleet=my fleet.yaml' --namespace=web --app=/src/app";

        Ways(Stage.Verify, Verdict.Clear, arguments)["way back"]
            .ShouldEndWith($"./build.sh --target=Rollback --version=1.2.2 --regions=uk {Where}");
        Ways(Stage.Verify, Verdict.Unsafe, arguments)["way back"]
            .ShouldEndWith($"./build.sh --target=CheckRollback --version=1.2.2 --from=1.2.3 {Where}");
        Ways(Stage.Verify, Verdict.Clear, arguments)["again"]
            .ShouldEndWith($"./build.sh --target=Deploy --version=1.2.3 --regions=uk {Where} --yes");
        RepeatedCommand
            .There(RecordOf("Deploy", Stage.Verify, Verdict.Clear, arguments), "kubectl get pods")
            .ShouldBe("kubectl get pods");
    }

    [Fact]
    public void Credentials_for_a_second_command_are_those_of_the_fleet_of_the_run() =>
        RepeatedCommand
            .There(
                RecordOf("Deploy", Stage.Verify, Verdict.Clear, ["--target=Deploy", "--fleet=staging/fleet.yaml"]),
                "./build.sh --target=Credentials --regions=uk --kubeconfig=uk.kubeconfig; kubectl --kubeconfig uk.kubeconfig delete pod web-0"
            )
            .ShouldBe(
                "./build.sh --target=Credentials --regions=uk --kubeconfig=uk.kubeconfig --fleet=staging/fleet.yaml; kubectl --kubeconfig uk.kubeconfig delete pod web-0"
            );

    [Fact]
    public void Where_no_image_was_changed_there_is_nothing_to_go_back_from() =>
        Ways(Stage.Migrate, Verdict.Unsafe)["way back"].ShouldBe("not needed, no image was changed");

    [Theory]
    [InlineData(Stage.Migrate, null, "1.2.2", "open, no schema obstacle found")]
    [InlineData(Stage.Migrate, "1.2.3", "1.2.2", "open, no schema obstacle found")]
    [InlineData(Stage.Apply, "1.2.3", "1.2.2", "open, no schema obstacle found")]
    [InlineData(Stage.Apply, "1.2.3", null, "not known: which version ran before could not be read")]
    public void Images_of_an_earlier_attempt_can_be_taken_back_wherever_the_second_failed(
        Stage stage,
        string? from,
        string? before,
        string expected
    )
    {
        var record = RecordOf("Deploy", stage, Verdict.Clear, []);
        var region = record.Regions[0] with { From = from, Before = before };

        var ways = FailureWays.Of(record, region).ToDictionary(way => way.Name, way => way.Text);

        ways["way back"].ShouldStartWith(expected);
        ways["serves"]
            .ShouldBe(before is null ? "mixed 1.2.2/1.2.3" : "mixed 1.2.2/1.2.3; 1.2.2 can run on the schema of 1.2.3");
    }

    [Fact]
    public void The_command_to_repeat_is_for_that_region_alone_with_the_arguments_of_the_run() =>
        Ways(
            Stage.Verify,
            Verdict.Clear,
            "--target=Deploy",
            "--bump=patch",
            "--record=x.json",
            "--app=my app",
            "--tail-migration"
        )["again"]
            .ShouldBe(
                "fix the cause above, then the same for this region: ./build.sh --target=Deploy --version=1.2.3 --regions=uk '--app=my app' --tail-migration"
            );

    [Fact]
    public void What_serves_now_and_where_to_read_on_are_said()
    {
        var ways = Ways(Stage.Verify, Verdict.Clear);

        ways["serves"].ShouldStartWith("mixed 1.2.2/1.2.3");
        ways["runbook"].ShouldBe("docs/runbook.md, \"A region failed\": CrashLoopBackOff");
    }

    [Fact]
    public void After_a_drill_no_command_leads_to_a_real_region() =>
        WaysOf("Drill", Stage.Verify, Verdict.Clear).Values.ShouldAllBe(text => !text.Contains("./build.sh"));

    private static Dictionary<string, string> Ways(Stage stage, Verdict verdict, params string[] arguments) =>
        WaysOf("Deploy", stage, verdict, arguments);

    private static Dictionary<string, string> WaysOf(
        string target,
        Stage stage,
        Verdict verdict,
        params string[] arguments
    )
    {
        var record = RecordOf(target, stage, verdict, arguments);
        return FailureWays
            .Of(record, record.Regions[0])
            .ToDictionary(way => way.Name, way => way.Command is null ? way.Text : $"{way.Text}: {way.Command}");
    }

    private static ReleaseRecord RecordOf(string target, Stage stage, Verdict verdict, string[] arguments)
    {
        var region = new RegionRecord
        {
            Name = "uk",
            Provider = "aks",
            Wave = 1,
            From = "1.2.2",
            Live = "mixed 1.2.2/1.2.3",
            Failure = new FailureRecord(stage, "CrashLoopBackOff", "x"),
        };
        return new ReleaseRecord
        {
            Target = target,
            Version = "1.2.3",
            Actor = "Ann",
            Host = "laptop",
            StartedAt = DateTimeOffset.UnixEpoch,
            Arguments = arguments,
            Migrations =
            [
                new MigrationVerdict
                {
                    From = "1.2.2",
                    To = "1.2.3",
                    Verdict = verdict,
                    Migrations = [],
                    OtherChanges = [],
                },
            ],
            Regions = [region],
        };
    }
}
