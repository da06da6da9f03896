using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Releases.Rollout.Diagnosis;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Diagnosis;

public sealed class FatalWhenItPersistsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SymptomLedger _ledger;

    public FatalWhenItPersistsTests()
    {
        _ledger = new(_time);
    }

    public static TheoryData<string, V1Pod, TimeSpan> Troubles =>
        new()
        {
            { "a registry that blinks", Pod(Waiting("ErrImagePull", "503 Service Unavailable")), Grace.ImagePull },
            {
                "a registry whose name is not found",
                Pod(Waiting("ErrImagePull", "dial tcp: no such host")),
                Grace.ImagePull
            },
            {
                "a registry that cannot be reached",
                Pod(Waiting("RegistryUnavailable", "i/o timeout")),
                Grace.ImagePull
            },
            { "an image that cannot be inspected", Pod(Waiting("ImageInspectError", "i/o timeout")), Grace.ImagePull },
            { "a crash loop", Pod(Waiting("CrashLoopBackOff", "back-off 10s", restarts: 1)), Grace.CrashLoop },
            { "a pod that no node takes", Unschedulable(), Grace.Unschedulable },
        };

    public static TheoryData<string, V1Pod, TimeSpan> ContainerTroubles =>
        new()
        {
            {
                "a configuration that the kubelet has not seen yet",
                Pod(Waiting("CreateContainerConfigError", "failed to sync secret cache: timed out")),
                Grace.ConfigurationCache
            },
            {
                "a Secret that a driver makes once a pod mounts it",
                Pod(Waiting("CreateContainerConfigError", "secret \"shop\" not found")),
                TimeSpan.FromSeconds(60)
            },
            {
                "a ConfigMap that is applied after the workload",
                Pod(Waiting("CreateContainerConfigError", "configmap \"redis-cache\" not found")),
                TimeSpan.FromSeconds(60)
            },
            {
                "an engine that still holds the name",
                Pod(
                    Waiting(
                        "CreateContainerError",
                        "failed to reserve container name \"web_web-1\": name \"web_web-1\" is reserved for \"0123\""
                    )
                ),
                TimeSpan.FromMinutes(2)
            },
            {
                "an engine whose name is in use",
                Pod(
                    Waiting(
                        "CreateContainerError",
                        "Conflict. The container name \"/web\" is already in use by \"0123\""
                    )
                ),
                TimeSpan.FromMinutes(2)
            },
            {
                "an engine that does not create a container in time",
                Pod(Waiting("CreateContainerError", "context deadline exceeded")),
                TimeSpan.FromMinutes(2)
            },
            {
                "an engine that does not start a container in time",
                Pod(
                    Waiting("RunContainerError", "rpc error: code = DeadlineExceeded desc = context deadline exceeded")
                ),
                TimeSpan.FromMinutes(2)
            },
        };

    [Theory]
    [MemberData(nameof(Troubles))]
    [MemberData(nameof(ContainerTroubles))]
    public void Trouble_that_can_heal_is_fatal_only_when_it_lasts(string what, V1Pod pod, TimeSpan grace)
    {
        Note(pod);
        _ledger.Fatal.ShouldBeNull(what);
        _ledger.UntilFatal.ShouldBe(grace);
        _ledger.Foremost.ShouldNotBeNull();

        _time.Advance(grace - TimeSpan.FromSeconds(1));
        Note(pod);
        _ledger.Fatal.ShouldBeNull(what);
        _ledger.UntilFatal.ShouldBe(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(1));
        Note(pod);
        _ledger.Fatal.ShouldNotBeNull(what);
        _ledger.UntilFatal.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("manifest for example.azurecr.io/app:1.2.3 not found: manifest unknown")]
    [InlineData("failed to resolve reference: example.azurecr.io/app:1.2.3: not found")]
    [InlineData("pull access denied, repository does not exist or may require authorization")]
    [InlineData("failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized")]
    [InlineData("unauthorized: authentication required")]
    [InlineData("no basic auth credentials")]
    public void A_pull_that_the_registry_refuses_may_be_taken_the_next_time(string message)
    {
        Note(Pod(Waiting("ErrImagePull", message)));
        _ledger.Fatal.ShouldBeNull();
        // The kubelet tries again after ten seconds, and after twenty more.
        _time.Advance(TimeSpan.FromSeconds(29));
        Note(Pod(Waiting("ImagePullBackOff", message)));
        _ledger.Fatal.ShouldBeNull();

        _time.Advance(TimeSpan.FromSeconds(1));
        Note(Pod(Waiting("ErrImagePull", message)));
        _ledger.Fatal.ShouldNotBeNull().Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("pods \"web-1\" is forbidden: exceeded quota: small, requested: pods=1")]
    [InlineData("Internal error occurred: failed calling webhook: connection refused")]
    [InlineData(null)]
    public void A_quota_or_an_error_of_the_cluster_may_make_room_again(string? message) =>
        ReplicaDiagnosis.Of("FailedCreate", message).Grace.ShouldBe(Grace.Quota);

    // Old pods that end help against none of these.
    [Theory]
    [InlineData("pods \"web-1\" is forbidden: no PriorityClass with name high was found")]
    [InlineData("pods \"web-1\" is forbidden: status unknown for quota: small, resources: pods")]
    [InlineData(
        "pods \"web-1\" is forbidden: error looking up service account shop/web: serviceaccount \"web\" not found"
    )]
    [InlineData("pods \"web-1\" is forbidden: pod rejected: RuntimeClass \"gvisor\" not found")]
    [InlineData("pods \"web-1\" is forbidden: not yet ready to handle request")]
    [InlineData("admission webhook \"policy.sigstore.dev\" denied the request: no matching signatures")]
    [InlineData("admission webhook \"validation.gatekeeper.sh\" denied the request: it is forbidden here")]
    public void What_the_cluster_does_not_know_yet_may_be_known_a_moment_later(string message)
    {
        var symptom = ReplicaDiagnosis.Of("FailedCreate", message);

        (symptom.Grace, symptom.NeedsRoom).ShouldBe((Grace.Quota, false));
    }

    [Fact]
    public void Trouble_that_was_gone_starts_anew()
    {
        var crashing = Pod(Waiting("CrashLoopBackOff", "back-off", restarts: 1));
        Note(crashing);
        _time.Advance(Grace.CrashLoop - TimeSpan.FromSeconds(1));
        Note(Pod(Running(isReady: false, restarts: 1)));
        _ledger.UntilFatal.ShouldBeNull();
        Note(crashing);
        _time.Advance(TimeSpan.FromSeconds(2));

        _ledger.Fatal.ShouldBeNull();
    }

    [Fact]
    public void A_failed_pull_and_its_back_off_are_one_trouble_with_one_clock()
    {
        Note(Pod(Waiting("ErrImagePull", "503")));
        _time.Advance(Grace.ImagePull / 2);
        Note(Pod(Waiting("ImagePullBackOff", "503")));
        _time.Advance(Grace.ImagePull / 2);
        Note(Pod(Waiting("ErrImagePull", "503")));

        _ledger.Fatal!.Reason.ShouldBe("ErrImagePull");
    }

    [Fact]
    public void A_changed_message_does_not_start_the_clock_anew()
    {
        Note(Pod(Waiting("ErrImagePull", "503")));
        _time.Advance(Grace.ImagePull);
        Note(Pod(Waiting("ErrImagePull", "504")));

        _ledger.Fatal!.Message.ShouldBe("504");
    }

    [Fact]
    public void Trouble_that_turns_out_hopeless_is_fatal_at_once()
    {
        Note(Pod(Waiting("ErrImagePull", "503")));
        _ledger.Fatal.ShouldBeNull();
        Note(Pod(Waiting("ErrImagePull", "no match for platform in manifest")));

        _ledger.Fatal!.Message.ShouldBe("no match for platform in manifest");
    }

    [Fact]
    public void Where_time_passes_faster_so_does_patience()
    {
        var ledger = new SymptomLedger(_time, patience: 0.1);
        ledger.Note(PodDiagnosis.Of(Unschedulable(), []));

        ledger.UntilFatal.ShouldBe(Grace.Unschedulable / 10);
    }

    // A machine that has slept, or whose date somebody sets, has not watched the symptom meanwhile.
    [Theory]
    [InlineData(8)]
    [InlineData(-8)]
    public void A_date_that_jumps_takes_no_time_from_a_symptom_and_gives_it_none(int hours)
    {
        var clock = new JumpingClock();
        var ledger = new SymptomLedger(clock);
        var symptom = PodDiagnosis.Of(Unschedulable(), []).Single();
        ledger.Note([symptom]);

        clock.Date += TimeSpan.FromHours(hours);
        ledger.Note([symptom]);

        ledger.Fatal.ShouldBeNull();
        ledger.UntilFatal.ShouldBe(Grace.Unschedulable);
        ledger.LeftOf(symptom).ShouldBe(Grace.Unschedulable);
    }

    [Fact]
    public void A_trouble_that_takes_two_names_in_turn_or_comes_again_is_told_once()
    {
        Note(Pod(Waiting("ErrImagePull", "503")), Unschedulable());
        _ledger.TakeNew().Select(symptom => symptom.Reason).ShouldBe(["ErrImagePull", "Unschedulable"]);

        Note(Pod(Waiting("ImagePullBackOff", "503")));
        _ledger.TakeNew().ShouldBeEmpty();
        _ledger.Note([]);
        Note(Unschedulable());
        _ledger.TakeNew().ShouldBeEmpty();
    }

    [Fact]
    public void A_pod_that_nobody_has_looked_at_yet_is_not_told_of()
    {
        var pod = Pod();
        pod.Status = new V1PodStatus { Phase = "Pending" };
        pod.Spec = new V1PodSpec();
        Note(pod);

        _ledger.Foremost.ShouldNotBeNull().Reason.ShouldBe("Unschedulable");
        _ledger.TakeNew().ShouldBeEmpty();
    }

    [Fact]
    public void Of_several_the_one_that_heals_least_is_named()
    {
        Note(Unschedulable(), Pod(Waiting("InvalidImageName", "x")));

        _ledger.Foremost!.Reason.ShouldBe("InvalidImageName");
        _ledger.Fatal!.Reason.ShouldBe("InvalidImageName");
    }

    [Fact]
    public void Without_symptoms_nothing_is_fatal()
    {
        _ledger.Note([]);

        _ledger.Fatal.ShouldBeNull();
        _ledger.Foremost.ShouldBeNull();
        _ledger.UntilFatal.ShouldBeNull();
    }

    private static V1Pod Unschedulable()
    {
        var pod = Pod();
        pod.Metadata.Name = "web-2";
        pod.Status.Conditions =
        [
            new()
            {
                Type = "PodScheduled",
                Status = "False",
                Reason = "Unschedulable",
                Message = "0/3 nodes are available",
            },
        ];
        return pod;
    }

    private void Note(params V1Pod[] pods) => _ledger.Note(pods.SelectMany(pod => PodDiagnosis.Of(pod, [])));

    /// <summary>A clock whose date jumps while no time passes.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        public DateTimeOffset Date { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Date;

        public override long GetTimestamp() => 0;
    }
}
