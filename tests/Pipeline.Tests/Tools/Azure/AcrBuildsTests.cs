using Foundation.Failures;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Tools.Azure;

namespace Pipeline.Tests.Tools.Azure;

public sealed class AcrBuildsTests : IDisposable
{
    private const string Build = "acr build -r MegForms -t app:1.2.3 --no-format /src";
    private const string Status = "acr task show-run -r MegForms --run-id ca1 --query status -o tsv";
    private const string Digest = "acr repository show -n MegForms --image app:1.2.3 --query digest -o tsv";
    private const string Queued = "echo 'WARNING: Queued a build with ID: ca1' >&2";
    private readonly ScriptedTools _tools = new();
    private readonly AzSettings _settings = new();
    private readonly LookingTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task Build_streams_its_log_and_returns_the_digest_that_the_registry_has()
    {
        var lines = new List<string>();
        _settings.OnLine = lines.Add;
        _tools.Answer("az", (Build, Queued), (Status, "echo Succeeded"), (Digest, "echo sha256:abc"));

        (await BuildAsync(new("app", "1.2.3"), Ct)).ShouldBe("sha256:abc");

        lines.ShouldBe(["WARNING: Queued a build with ID: ca1"]);
    }

    [Fact]
    public async Task Stage_and_file_are_handed_on()
    {
        const string Static =
            "acr build -r MegForms -t app:1.2.3 --target deployment-static --file deploy/Dockerfile --no-format /src";
        _tools.Answer("az", (Static, Queued), (Status, "echo Succeeded"), (Digest, "echo sha256:abc"));

        var request = new AcrBuildRequest("app", "1.2.3") { Target = "deployment-static", File = "deploy/Dockerfile" };

        (await BuildAsync(request, Ct)).ShouldBe("sha256:abc");
    }

    [Fact]
    public async Task Build_arguments_are_handed_on()
    {
        const string WithVersion = "acr build -r MegForms -t app:1.2.3 --build-arg VERSION=1.2.3 --no-format /src";
        _tools.Answer("az", (WithVersion, Queued), (Status, "echo Succeeded"), (Digest, "echo sha256:abc"));

        var request = new AcrBuildRequest("app", "1.2.3")
        {
            Arguments = new Dictionary<string, string> { ["VERSION"] = "1.2.3" },
        };

        (await BuildAsync(request, Ct)).ShouldBe("sha256:abc");
    }

    [Fact]
    public async Task Another_platform_than_that_of_the_tasks_is_named()
    {
        const string ForArm = "acr build -r MegForms -t app:1.2.3 --platform linux/arm64 --no-format /src";
        _tools.Answer("az", (ForArm, Queued), (Status, "echo Succeeded"), (Digest, "echo sha256:abc"));

        (await BuildAsync(new("app", "1.2.3") { Platform = "linux/arm64" }, Ct)).ShouldBe("sha256:abc");
    }

    [Theory]
    [InlineData("exit 0", "Running")]
    [InlineData("exit 0", "Queued", "Started", "Running", "Running")]
    [InlineData("echo 'ERROR: The connection was aborted' >&2; exit 1", "Running")]
    [InlineData("echo 'ERROR: The connection was aborted' >&2; exit 1", "", "Running", "")]
    public async Task A_run_whose_log_broke_off_is_waited_for(string end, params string[] first)
    {
        var lines = new List<string>();
        _settings.OnLine = lines.Add;
        _tools.Answer(
            "az",
            (Build, $"{Queued}; {end}"),
            (Status, OneByOne([.. first, "Succeeded"])),
            (Digest, "echo sha256:abc")
        );

        (await BuildAsync(new("app", "1.2.3"), Ct)).ShouldBe("sha256:abc");

        lines
            .Where(line => line.StartsWith("the log", StringComparison.Ordinal))
            .ShouldBe(["the log of run ca1 broke off; the run goes on, and its end is waited for"]);
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Canceled")]
    [InlineData("Error")]
    [InlineData("Timeout")]
    public async Task A_run_that_ends_otherwise_after_its_log_broke_off_is_a_failure(string status)
    {
        _tools.Answer("az", (Build, Queued), (Status, OneByOne("Running", status)));

        var failure = await Should.ThrowAsync<ReleaseException>(BuildAsync(new("app", "1.2.3"), Ct));

        failure.Message.ShouldBe($"az acr build: run ca1 of registry MegForms is {status}.");
        failure.NextStep.ShouldBe("az acr task logs -r MegForms --run-id ca1");
    }

    [Theory]
    [InlineData("echo Failed")]
    [InlineData("echo 'ERROR: no network' >&2; exit 1")]
    public async Task What_az_said_of_a_failed_build_is_kept(string status)
    {
        _tools.Answer("az", (Build, $"{Queued}; echo 'ERROR: step 3 failed' >&2; exit 1"), (Status, status));

        var failure = await Should.ThrowAsync<ReleaseException>(BuildAsync(new("app", "1.2.3"), Ct));

        failure.Message.ShouldBe("az acr build failed with exit code 1: ERROR: step 3 failed");
    }

    [Fact]
    public async Task A_run_is_not_waited_for_longer_than_a_build_may_take()
    {
        var start = _time.GetTimestamp();
        _settings.ToolTimeout = TimeSpan.FromMinutes(10);
        _tools.Answer("az", (Build, Queued), (Status, "echo Running"));

        var failure = await Should.ThrowAsync<ReleaseException>(BuildAsync(new("app", "1.2.3"), Ct));

        failure.Message.ShouldBe("az acr build: run ca1 of registry MegForms is Running.");
        _time.GetElapsedTime(start).ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Who_interrupts_the_wait_cancels_the_run()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        _settings.OnLine = line =>
        {
            if (line.StartsWith("the log", StringComparison.Ordinal))
                cancel.Cancel();
        };
        _tools.Answer(
            "az",
            (Build, Queued),
            (Status, "echo Running"),
            ("acr task cancel-run -r MegForms --run-id ca1", $"echo yes > {_tools.PathOf("cancelled")}")
        );

        await Should.ThrowAsync<OperationCanceledException>(BuildAsync(new("app", "1.2.3"), cancel.Token));

        File.Exists(_tools.PathOf("cancelled")).ShouldBeTrue();
    }

    [Fact]
    public async Task Success_without_an_image_in_the_registry_is_a_failure()
    {
        _tools.Answer("az", (Build, Queued), (Status, "echo Succeeded"), (Digest, "exit 0"));

        var failure = await Should.ThrowAsync<ReleaseException>(BuildAsync(new("app", "1.2.3"), Ct));

        failure.Message.ShouldBe("az acr build reported success, but app:1.2.3 is not in registry MegForms.");
    }

    [Fact]
    public async Task Interrupted_build_is_cancelled_where_it_runs()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        _settings.OnLine = _ => cancel.CancelAfter(TimeSpan.Zero);
        _tools.Answer(
            "az",
            (Build, $"{Queued}; sleep 600"),
            ("acr task cancel-run -r MegForms --run-id ca1", $"echo yes > {_tools.PathOf("cancelled")}")
        );

        await Should.ThrowAsync<OperationCanceledException>(BuildAsync(new("app", "1.2.3"), cancel.Token));

        File.Exists(_tools.PathOf("cancelled")).ShouldBeTrue();
    }

    // One of them at each question, and the last one from then on; the empty one is no answer.
    private string OneByOne(params string[] statuses)
    {
        var asked = _tools.PathOf("asked");
        var cases = statuses.Select(
            (status, index) =>
                $"{(index == statuses.Length - 1 ? "*" : $"{index + 1}")}) {(status.Length == 0 ? "exit 1" : $"echo {status}")} ;; "
        );
        return $"echo x >> {asked}; case $(wc -l < {asked} | tr -d ' ') in {string.Concat(cases)} esac";
    }

    private Task<string> BuildAsync(AcrBuildRequest request, CancellationToken cancellationToken) =>
        new AcrBuilds(_tools.Host with { Time = _time }, "MegForms").BuildAsync(
            "/src",
            request,
            _settings,
            cancellationToken
        );

    // A look at a run comes at once, and has taken its time; no tool is hurried.
    private sealed class LookingTime : FakeTimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == AcrBuilds.Look)
                ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
            return timer;
        }
    }
}
