using System.Net;
using Clusters.Calls;
using Releases.Fleets;
using Releases.Rollout;
using Releases.Workloads;

namespace Releases.Tests.Rollout;

public sealed class OpenChangesTests
{
    private static readonly Workload Web = Of("1.2.2");
    private static readonly IReadOnlyList<WorkloadContainer> New = Of("1.2.3").Containers;

    private readonly OpenChanges _open = new();
    private int _arrived;

    public static TheoryData<Exception, bool> Ends =>
        new()
        {
            { new UnansweredChangeException("it", new OperationCanceledException()), true },
            { new ClusterUnreachableException("broken", mayHaveHappened: true, null), true },
            { new ClusterUnreachableException("refused", mayHaveHappened: false, null), false },
            { new ApiRefusalException("500", HttpStatusCode.InternalServerError, null, null), true },
            {
                new ApiRefusalException("failed calling webhook", HttpStatusCode.InternalServerError, null, null),
                false
            },
            { new ApiRefusalException("504", HttpStatusCode.GatewayTimeout, null, null), true },
            { new ApiRefusalException("403", HttpStatusCode.Forbidden, null, null), false },
            { new OperationCanceledException(), false },
            { new InvalidOperationException("a bug"), true },
        };

    [Theory, MemberData(nameof(Ends))]
    public async Task What_may_have_happened_is_kept_open(Exception end, bool isOpen)
    {
        await FailAsync(end);

        _open.Words.ShouldBe(isOpen ? "the answer to the last change of Deployment web did not come" : null);
    }

    [Fact]
    public async Task An_answer_settles_it()
    {
        await FailAsync(Lost());
        await SendAsync(() => Task.CompletedTask);

        _open.Workloads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_try_that_is_refused_says_nothing_about_the_first()
    {
        await FailAsync(Lost());
        await FailAsync(new ApiRefusalException("403", HttpStatusCode.Forbidden, null, null));

        _open.Workloads.ShouldBe(["Deployment web"]);
    }

    [Fact]
    public async Task A_workload_that_shows_it_settles_it_once()
    {
        await FailAsync(Lost());

        _open.See(Of("1.2.2"));
        _open.Workloads.ShouldBe(["Deployment web"]);
        _open.See(Of("1.2.3") with { Name = "static" });
        _open.Workloads.ShouldBe(["Deployment web"]);
        _open.See(Of("1.2.3"));
        _open.See(Of("1.2.3"));

        _open.Words.ShouldBeNull();
        _arrived.ShouldBe(1);
    }

    private static ClusterUnreachableException Lost() => new("broken", mayHaveHappened: true, null);

    private async Task FailAsync(Exception end) =>
        (await Record.ExceptionAsync(() => SendAsync(() => Task.FromException(end)))).ShouldBe(end);

    private Task SendAsync(Func<Task> send) => _open.SendAsync(Web, New, () => _arrived++, send);

    private static Workload Of(string version) =>
        new(WorkloadKind.Deployment, "web", [new WorkloadContainer("web", $"app:{version}", IsInit: false)]);
}
