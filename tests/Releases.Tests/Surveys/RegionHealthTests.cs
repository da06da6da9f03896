using Clusters.Locks;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Rollout.Diagnosis;
using Releases.Rollout.Status;
using Releases.Surveys;
using Releases.Workloads;

namespace Releases.Tests.Surveys;

public sealed class RegionHealthTests
{
    private const string Repository = "example.azurecr.io/app";
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly WorkloadRule Rule = new("image=app", [WorkloadKind.Deployment], "{version}");
    private static readonly RolloutStatus Done = new(true, "2 of 2 ready", 2, 2);
    private static readonly RolloutStatus Waiting = new(false, "1 of 2 pods available", 1, 2);

    private static readonly Region Uk = new()
    {
        Name = "uk",
        Provider = Provider.Aks,
        Cluster = "uk",
        Url = new Uri("https://uk.example.com/"),
    };

    [Fact]
    public void A_region_whose_pods_all_serve_is_healthy()
    {
        var status = Judge(Reading(("web", "1.2.3", Done), ("api", "1.2.3", Done)));

        (status.Health, status.Version, status.Ready, status.Wanted).ShouldBe((Health.Healthy, "1.2.3", 4, 4));
        status.NextStep.ShouldBeNull();
    }

    [Fact]
    public void A_rollout_that_nothing_speaks_against_is_on_its_way() =>
        Judge(Reading(("web", "1.2.3", Waiting))).Health.ShouldBe(Health.Progressing);

    [Fact]
    public void Pods_that_are_lost_after_a_rollout_make_a_region_unhealthy()
    {
        var status = Judge(Reading(("web", "1.2.3", Waiting with { WasDone = true })));

        status.Health.ShouldBe(Health.Unhealthy);
        status.Problems.ShouldBe(["Deployment web: 1 of 2 pods available"]);
        status.NextStep.ShouldBe("kubectl describe deployment web");
    }

    [Fact]
    public void Pods_that_an_autoscaler_has_just_brought_are_on_their_way()
    {
        var reading = Reading(("web", "1.2.3", Waiting with { WasDone = true }));

        Judge(
            reading with
            {
                States = reading.States.ToDictionary(
                    entry => entry.Key,
                    entry => entry.Value with { IsStarting = true }
                ),
            }
        )
            .Health.ShouldBe(Health.Progressing);
    }

    [Fact]
    public void A_workload_that_is_not_waited_for_and_lacks_pods_makes_a_region_unhealthy()
    {
        var status = Judge(Reading(("web", "1.2.3", Done with { Ready = 1, Text = "1 of 2 pods ready" })));

        status.Health.ShouldBe(Health.Unhealthy);
        status.Problems.ShouldBe(["Deployment web: 1 of 2 pods ready"]);
        status.NextStep.ShouldBe("kubectl describe deployment web");
    }

    [Fact]
    public void A_rollout_that_the_cluster_has_given_up_is_named_with_its_reason() =>
        Judge(Reading(("web", "1.2.3", Waiting with { Stop = new("ProgressDeadlineExceeded", "timed out") })))
            .Problems.ShouldBe(["Deployment web: ProgressDeadlineExceeded: timed out"]);

    [Fact]
    public void Of_several_symptoms_the_one_that_never_heals_is_named_with_its_pod()
    {
        var status = Judge(
            Reading(
                [
                    new Symptom("CrashLoopBackOff", "ended once", Grace.CrashLoop) { Pod = "web-1" },
                    new Symptom("InvalidImageName", "no name", Grace.None) { Pod = "web-2" },
                ],
                ("web", "1.2.3", Waiting)
            )
        );

        status.Problems.ShouldBe(["Deployment web: 1 of 2 pods available; InvalidImageName: no name"]);
        status.NextStep.ShouldBe("kubectl describe pod web-2");
    }

    [Fact]
    public void A_page_that_shows_another_version_than_the_pods_is_a_problem()
    {
        var status = Judge(Reading(("web", "1.2.3", Done)) with { Page = new("1.2.2", "it shows 1.2.2") });

        status.Problems.ShouldBe(["https://uk.example.com/: it shows 1.2.2"]);
        status.Page.ShouldNotBeNull().Agrees.ShouldBe(false);
    }

    [Fact]
    public void While_pods_are_exchanged_a_page_may_show_the_older_version() =>
        Judge(Reading(("web", "1.2.3", Waiting)) with { Page = new("1.2.2", "it shows 1.2.2") })
            .Health.ShouldBe(Health.Progressing);

    [Fact]
    public void A_page_that_cannot_be_read_is_a_problem_at_any_time() =>
        Judge(Reading(("web", "1.2.3", Waiting)) with { Page = new(null, "it answers 502 BadGateway") })
            .Problems.ShouldBe(["https://uk.example.com/: it answers 502 BadGateway"]);

    [Fact]
    public void Workloads_that_disagree_leave_the_version_open()
    {
        var status = Judge(
            Reading(("web", "1.2.3", Done), ("api", "1.2.2", Done)) with
            {
                Page = new("1.2.2", "it shows 1.2.2"),
            }
        );

        (status.Health, status.Version, status.Drifts).ShouldBe((Health.Healthy, null, true));
        status.Page.ShouldNotBeNull().Agrees.ShouldBeNull();
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(30, false)]
    public void A_lock_says_whether_its_holder_still_renews_it(int expiresIn, bool isExpired) =>
        Judge(
            Reading(("web", "1.2.3", Done)) with
            {
                Lock = new HeldLease("Ada on laptop", Now, Now.AddSeconds(expiresIn)),
            }
        )
            .Lock.ShouldNotBeNull()
            .IsExpired.ShouldBe(isExpired);

    [Fact]
    public void A_region_that_cannot_be_read_says_why_without_its_own_name_twice()
    {
        var status = RegionHealth.Unknown(Uk, "uk: the server does not answer", "log in");

        (status.Health, status.Version, status.NextStep).ShouldBe((Health.Unknown, null, "log in"));
        status.Problems.ShouldBe(["the server does not answer"]);
    }

    [Fact]
    public void A_status_reads_back_the_same()
    {
        var json = FleetStatusFormat.Write(
            new FleetStatus(Now, [Judge(Reading(("web", "1.2.3", Done))), RegionHealth.Unknown(Uk, "x", null)])
        );

        FleetStatusFormat.Write(FleetStatusFormat.Read("status.json", json)).ShouldBe(json);
        json.ReplaceLineEndings("").ShouldStartWith("{  \"schema\": 1,  \"readAt\": \"2026-01-02T03:04:05Z\",");
        json.ShouldContain("\"healthy\": false");
    }

    [Theory]
    [InlineData("null", 1)]
    [InlineData("{\n  \"regions\": 1\n}", 2)]
    public void A_text_that_is_no_status_is_named_with_its_line(string json, int line) =>
        Should
            .Throw<UsageException>(() => FleetStatusFormat.Read("status.json", json))
            .Problems.ShouldHaveSingleItem()
            .ShouldStartWith($"status.json:{line}: ");

    private static RegionStatus Judge(RegionReading reading) => RegionHealth.Of(Uk, reading, Now);

    private static RegionReading Reading(params (string Name, string Version, RolloutStatus Status)[] workloads) =>
        Reading([], workloads);

    private static RegionReading Reading(
        Symptom[] symptoms,
        params (string Name, string Version, RolloutStatus Status)[] workloads
    )
    {
        var states = workloads
            .Select(entry => new WorkloadState(
                new Workload(
                    WorkloadKind.Deployment,
                    entry.Name,
                    [new WorkloadContainer(entry.Name, $"{Repository}:{entry.Version}", IsInit: false)]
                ),
                entry.Status,
                symptoms
            ))
            .ToArray();
        var selected = RegionWorkloads.Of("uk", [(Rule, [.. states.Select(state => state.Workload)])], Repository);
        return new RegionReading(selected, states.ToDictionary(state => state.Workload.ToString()), "kubectl");
    }
}
