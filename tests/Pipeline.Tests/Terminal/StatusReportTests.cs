using Pipeline.Terminal;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Records;
using Releases.Regions;
using Releases.Surveys;

namespace Pipeline.Tests.Terminal;

public sealed class StatusReportTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_hundred_healthy_regions_are_a_hundred_lines_and_a_count()
    {
        var lines = LinesOf([.. Enumerable.Range(0, 100).Select(number => Region($"region-{number:00}"))]);

        lines.Length.ShouldBe(104);
        lines[^1].ShouldBe("100 regions: 100 healthy. Live: 1.2.3 in 100.");
    }

    [Fact]
    public void A_hundred_regions_with_all_that_can_go_wrong_stay_narrow_and_few_lines()
    {
        var lines = LinesOf([
            .. Enumerable
                .Range(0, 100)
                .Select(number =>
                    Region($"a-region-with-a-rather-long-name-{number:00}") with
                    {
                        Health = Health.Unhealthy,
                        Ready = 100,
                        Wanted = 1000,
                        Version = new string('v', 100),
                        Problems =
                        [
                            .. Enumerable.Repeat(
                                $"Deployment web-{number}: {new string('x', 90)} {new string('y', 90)}",
                                9
                            ),
                        ],
                        NextStep = $"kubectl describe pod {new string('p', 150)}",
                        LastRelease = new("x", new string('a', 300), At),
                        Page = new(new Uri("https://example.com"), new string('v', 100), "it shows", true),
                        Lock = new("Ada on laptop", At.AddSeconds(number), At, false),
                        Unread = ["leases: forbidden"],
                        Migration = new("migration", "1.2.3", JobPhase.Running, null),
                    }
                ),
        ]);

        lines.ShouldAllBe(line => line.Length <= 120 || line.StartsWith("    kubectl "));
        lines.Length.ShouldBeLessThan(100 * 14);
        lines.Count(line => line.StartsWith("Lock: ", StringComparison.Ordinal)).ShouldBe(1);
        lines.ShouldContain(line => line.Contains("held by Ada on laptop since 2026-01-02 03:04:05Z"));
        lines.Count(line => line.StartsWith("Migration: ", StringComparison.Ordinal)).ShouldBe(1);
        lines.ShouldContain("  and 6 more; --output=json has all");
        lines[^1].ShouldStartWith("100 regions: 100 UNHEALTHY.");
    }

    [Fact]
    public void What_is_wrong_with_many_regions_alike_is_said_once()
    {
        var lines = LinesOf([
            .. Enumerable
                .Range(0, 100)
                .Select(number =>
                    Region($"region-{number:00}") with
                    {
                        Health = Health.Unknown,
                        Problems = ["nobody is logged in"],
                        NextStep = "az login",
                    }
                ),
        ]);

        lines.Length.ShouldBe(109);
        lines[103].ShouldStartWith("[region-00, region-01, ");
        lines[104].ShouldBe(" more]");
        lines[105..107].ShouldBe(["  nobody is logged in", "  next: az login"]);
    }

    [Theory]
    [InlineData(Provider.Aks, "table")]
    [InlineData(Provider.Gke, "table")]
    [InlineData(Provider.Aks, "markdown")]
    public void A_next_command_is_whole_in_one_line_and_leads_to_the_runs_fleet(Provider provider, string format)
    {
        var region = new Region
        {
            Name = "uk",
            Cluster = "uk",
            Namespace = "web",
            Provider = provider,
            Line = 7,
        };
        var status = Region("uk") with
        {
            Health = Health.Unhealthy,
            Problems = ["a pod crashes"],
            NextStep = $"{KubectlCommand.Of(region)} describe pod web-7d9c5b6f7d-x2x4k",
        };
        var record = new ReleaseRecord
        {
            Target = "Status",
            Version = "1.2.3",
            Actor = "Ann",
            Host = "laptop",
            StartedAt = DateTimeOffset.UnixEpoch,
            Arguments = ["--fleet=other.yaml"],
        };

        var lines = LinesOf([status], format, record: record);

        lines.ShouldContain(
            "    ./build.sh --target=Credentials --regions=uk --kubeconfig=artifacts/uk.kubeconfig --fleet=other.yaml; "
                + "kubectl --kubeconfig artifacts/uk.kubeconfig --namespace web describe pod web-7d9c5b6f7d-x2x4k"
        );
        lines.ShouldContain(format == "table" ? "  next:" : "- next:");
    }

    [Fact]
    public void A_next_command_that_is_short_stays_behind_its_words()
    {
        var status = Region("uk") with
        {
            Health = Health.Unknown,
            Problems = ["nobody is logged in"],
            NextStep = "log in: az login",
        };

        LinesOf([status]).ShouldContain("  next: log in: az login");
    }

    [Fact]
    public void What_a_cluster_says_cannot_move_the_cursor()
    {
        var lines = LinesOf([Region("uk") with { Health = Health.Unknown, Problems = ["\u001b[2Jgone\r\nreally"] }]);

        lines.ShouldContain("  \uFFFD[2Jgone really");
    }

    [Fact]
    public void It_can_be_had_as_markdown()
    {
        var lines = LinesOf([Region("uk")], "markdown");

        lines[0].ShouldBe("| Region | State | Version | Pods | Page | Last release |");
        lines[2].ShouldBe("| uk | healthy | 1.2.3 | 2/2 | - | 2026-01-02 03:04Z by Ada |");
    }

    [Theory]
    [InlineData("markdown", 80, true)]
    [InlineData("table", 200, true)]
    [InlineData("table", 80, false)]
    public void Names_and_versions_are_cut_only_on_a_terminal_that_is_too_narrow(string format, int width, bool isWhole)
    {
        string[] longOnes =
        [
            "a-region-with-a-name-of-a-whole-sentence",
            "feature-with-a-long-tag-4711",
            "Seed 9be56f8f maintainer of the application",
        ];
        var region = Region(longOnes[0]) with { Version = longOnes[1], LastRelease = new("release", longOnes[2], At) };

        var row = LinesOf([region], format, width)[2];

        longOnes.All(text => row.Contains(text, StringComparison.Ordinal)).ShouldBe(isWhole);
        row.Contains('…').ShouldBe(!isWhole);
    }

    private static string[] LinesOf(
        RegionStatus[] regions,
        string format = "table",
        int width = 80,
        ReleaseRecord? record = null
    )
    {
        using var output = new StringWriter();
        StatusReport.Write(output, new FleetStatus(At, regions), format, width, record);
        return output.ToString().TrimEnd().Split(Environment.NewLine);
    }

    private static RegionStatus Region(string name) =>
        new()
        {
            Name = name,
            Provider = "aks",
            Tier = "production",
            Namespace = "default",
            Health = Health.Healthy,
            Version = "1.2.3",
            Ready = 2,
            Wanted = 2,
            LastRelease = new("release 1.2.3 by Ada", "Ada", At),
        };
}
