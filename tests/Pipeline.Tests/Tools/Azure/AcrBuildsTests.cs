using Foundation.Failures;
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

    [Fact]
    public async Task Success_that_az_reports_of_a_run_that_is_not_done_is_a_failure()
    {
        _tools.Answer("az", (Build, Queued), (Status, "echo Running"));

        var failure = await Should.ThrowAsync<ReleaseException>(BuildAsync(new("app", "1.2.3"), Ct));

        failure.Message.ShouldBe("az acr build: run ca1 of registry MegForms is Running.");
        failure.NextStep.ShouldBe("az acr task logs -r MegForms --run-id ca1");
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

    private Task<string> BuildAsync(AcrBuildRequest request, CancellationToken cancellationToken) =>
        new AcrBuilds(_tools.Host, "MegForms").BuildAsync("/src", request, _settings, cancellationToken);
}
