using Foundation.Failures;
using Foundation.Secrets;
using Pipeline.Tools.Docker;
using Releases.Images;

namespace Pipeline.Tests.Tools.Docker;

public sealed class DockerTests : IDisposable
{
    private const string Digest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Version = "version --format {{json .Server}}";
    private static readonly RegistryCredentials Credentials = new("ann", new Secret("hunter2"));
    private readonly ScriptedTools _tools = new();
    private readonly RenderedArguments _rendered = new();
    private readonly DockerSettings _settings = new() { ConfigurationDirectory = "/private" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task Build_by_the_engine_is_rendered_exactly()
    {
        var settings = new DockerBuildSettings { File = "deploy/Dockerfile", Target = "deployment-static" };
        settings.Tags.Add("example.com/app:1.2.3-static");
        settings.Labels[OciLabels.Version] = "1.2.3";
        settings.Labels["by"] = "Ann \"A\"";
        settings.Arguments["MODE"] = "release";

        await new DockerBuilder(_rendered.Host).BuildAsync("/src/my app", settings, Ct);

        _rendered.Commands.ShouldBe([
            "docker build --file deploy/Dockerfile --target deployment-static --tag example.com/app:1.2.3-static"
                + " --label \"by=Ann \\\"A\\\"\" --label org.opencontainers.image.version=1.2.3"
                + " --build-arg MODE=release -- \"/src/my app\"",
        ]);
        _rendered.Variables["BUILDKIT_PROGRESS"].ShouldBe("plain");
    }

    [Theory]
    [InlineData(false, "docker buildx build --builder remote --load --tag a.io/b:c -- .")]
    [InlineData(true, "docker buildx build --builder remote --push --tag a.io/b:c -- .")]
    public async Task Build_by_a_buildx_builder_is_rendered_exactly(bool push, string expected)
    {
        var settings = new DockerBuildSettings { Builder = "remote", Push = push };
        settings.Tags.Add("a.io/b:c");

        await new DockerBuilder(_rendered.Host).BuildAsync(".", settings, Ct);

        _rendered.Commands.ShouldBe([expected]);
    }

    [Theory]
    [InlineData("""{"Os":"linux","Arch":"amd64"}""", "linux/amd64", null)]
    [InlineData("""{"Os":"linux","Arch":"arm64"}""", "linux/arm64", null)]
    [InlineData("""{"Os":"linux","Arch":"arm64"}""", "linux/amd64", "linux/amd64")]
    [InlineData("""{"Os":"linux","Arch":"amd64"}""", "linux/arm64/v8", "linux/arm64/v8")]
    [InlineData("""{"Os":"windows","Arch":"amd64"}""", "linux/amd64", "linux/amd64")]
    // Podman, and without a server of its own.
    [InlineData("""{"Os":"linux","OsArch":"linux/amd64"}""", "linux/amd64", "linux/amd64")]
    [InlineData("null", "linux/amd64", "linux/amd64")]
    [InlineData("29.0", "linux/amd64", "linux/amd64")]
    public async Task An_engine_is_told_the_platform_that_it_would_not_build_for_anyway(
        string engine,
        string wanted,
        string? told
    )
    {
        _tools.Answer("docker", (Version, $"echo '{engine}'"));

        var named = await new DockerEngine(_tools.Host).PlatformToNameAsync(
            ImagePlatform.TryParse(wanted)!,
            isOfEngine: true,
            new(),
            Ct
        );

        named.ShouldBe(told);
    }

    [Fact]
    public async Task A_buildx_builder_is_always_told_the_platform_and_no_engine_is_asked()
    {
        var engine = new DockerEngine(_rendered.Host);

        (await engine.PlatformToNameAsync(ImagePlatform.Default, isOfEngine: false, new(), Ct)).ShouldBe("linux/amd64");

        _rendered.Commands.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "docker build --target deployment --platform linux/amd64 -- .")]
    [InlineData(
        "remote",
        "docker buildx build --builder remote --load --target deployment --platform linux/amd64 -- ."
    )]
    public async Task A_platform_is_rendered_exactly(string? builder, string expected)
    {
        var settings = new DockerBuildSettings
        {
            Builder = builder,
            Target = "deployment",
            Platform = "linux/amd64",
        };

        await new DockerBuilder(_rendered.Host).BuildAsync(".", settings, Ct);

        _rendered.Commands.ShouldBe([expected]);
    }

    [Fact]
    public async Task Password_goes_to_standard_input_and_the_log_in_into_the_private_configuration()
    {
        await new DockerRegistryClient(_rendered.Host).LogInAsync("example.com", Credentials, _settings, Ct);

        _rendered.Commands.ShouldBe(["docker login --username ann --password-stdin -- example.com"]);
        _rendered.Input.ShouldBe("hunter2");
        _rendered.Variables["DOCKER_CONFIG"].ShouldBe("/private");
    }

    [Fact]
    public async Task Log_in_never_goes_into_the_configuration_of_the_user()
    {
        var client = new DockerRegistryClient(_rendered.Host);

        await Should.ThrowAsync<ArgumentException>(() =>
            client.LogInAsync("example.com", Credentials, new DockerSettings(), Ct)
        );
    }

    [Fact]
    public async Task Empty_password_asks_nobody()
    {
        var client = new DockerRegistryClient(_rendered.Host);

        var failure = await Should.ThrowAsync<ReleaseException>(() =>
            client.LogInAsync("example.com", new("ann", new Secret("")), _settings, Ct)
        );

        failure.Message.ShouldBe("The password for example.com is empty.");
        _rendered.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refused_log_in_is_one_line_without_the_password()
    {
        _tools.Answer(
            "docker",
            (
                "login --username ann --password-stdin -- example.com",
                "read p; echo \"Error response from daemon: Get https://example.com/v2/: unauthorized: $p\" >&2; exit 1"
            )
        );

        var failure = await Should.ThrowAsync<ReleaseException>(
            new DockerRegistryClient(_tools.Host).LogInAsync("example.com", Credentials, _settings, Ct)
        );

        failure.Message.ShouldBe("docker login: the registry does not accept the log-in.");
        failure.ToString().ShouldNotContain("hunter2");
        _tools.Log.Lines.ShouldAllBe(line => !line.Contains("hunter2"));
    }

    [Theory]
    [InlineData($"echo 'a: Pushed'; echo '1.2.3: digest: {Digest} size: 528'", Digest)]
    [InlineData("echo 'a: Pushed'", null)]
    [InlineData("echo 'a: Pushed'; echo 'Writing manifest to image destination' >&2", null)]
    public async Task Push_streams_its_progress_and_tells_the_digest_that_is_printed(string code, string? printed)
    {
        _tools.Answer("docker", ("push -- example.com/app:1.2.3", code));
        var lines = new List<string>();
        _settings.OnLine = lines.Add;

        var digest = await new DockerRegistryClient(_tools.Host).PushAsync("example.com/app:1.2.3", _settings, Ct);

        digest.ShouldBe(printed);
        lines.ShouldContain("a: Pushed");
    }

    [Fact]
    public async Task Push_that_fails_is_no_success()
    {
        _tools.Answer(
            "docker",
            ("push -- example.com/app:1.2.3", "echo 'a: Pushed'; echo 'error: broken' >&2; exit 1")
        );

        var failure = await Should.ThrowAsync<ReleaseException>(
            new DockerRegistryClient(_tools.Host).PushAsync("example.com/app:1.2.3", _settings, Ct)
        );

        failure.Message.ShouldBe("docker push failed with exit code 1: error: broken");
    }

    [Fact]
    public async Task Engine_that_is_down_is_one_line_with_the_next_step()
    {
        const string Text =
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";
        _tools.Answer("docker", (Version, $"echo '{Text}' >&2; exit 1"));

        var failure = await Should.ThrowAsync<ReleaseException>(new DockerEngine(_tools.Host).PlatformAsync(new(), Ct));

        failure.Message.ShouldBe("docker version: the Docker engine is not running.");
        failure.NextStep.ShouldBe("Start it: systemctl start docker, or Docker Desktop");
    }

    [Fact]
    public async Task Output_of_somebody_elses_program_in_a_build_is_not_taken_for_dockers_own_words()
    {
        const string Steps = "i=0; while [ $i -lt 30 ]; do echo \"#12 step $i\" >&2; i=$((i+1)); done";
        _tools.Add(
            "docker",
            $"echo '#9 denied: Cannot connect to the Docker daemon' >&2; {Steps}; echo 'ERROR: failed to solve' >&2; exit 1"
        );

        var failure = await Should.ThrowAsync<ReleaseException>(
            new DockerBuilder(_tools.Host).BuildAsync(".", new DockerBuildSettings(), Ct)
        );

        failure.Message.ShouldBe("docker build failed with exit code 1: ERROR: failed to solve");
    }

    [Theory]
    [InlineData("1.9 PermissionError: [Errno 13] Permission denied: '/srv/app/static'")]
    [InlineData("2.4 django.db.utils.OperationalError: connection to server failed: Connection refused")]
    [InlineData("0.8 npm error 401 Unauthorized - GET https://npm.example/left-pad")]
    [InlineData("0.8 curl: (6) Could not resolve host: no such host")]
    public async Task A_command_of_the_Dockerfile_that_fails_is_no_failure_of_a_registry(string printed)
    {
        const string own =
            "ERROR: failed to solve: process \"/bin/sh -c ./manage.py collectstatic\" did not complete successfully: exit code: 1";
        string[] said =
        [
            "------",
            " > [static 4/5] RUN ./manage.py collectstatic:",
            printed,
            "------",
            "Dockerfile:12",
            "--------------------",
            "  12 | >>> RUN ./manage.py collectstatic",
            "--------------------",
            own,
        ];

        (await FailAsync(new DockerBuildSettings(), said)).Message.ShouldBe(
            $"docker build failed with exit code 1: {own}"
        );
        foreach (
            var end in (string[])
                [
                    "The command '/bin/sh -c ./manage.py collectstatic' returned a non-zero code: 1",
                    "executor failed running [/bin/sh -c ./manage.py collectstatic]: exit code: 1",
                    "Error: building at STEP \"RUN ./manage.py\": while running runtime: exit status 1",
                ]
        )
            (await FailAsync(new DockerBuildSettings(), printed, end)).Message.ShouldBe(
                $"docker build failed with exit code 1: {end}"
            );
    }

    [Fact]
    public async Task A_disk_that_is_full_is_told_whoever_found_it_so() =>
        (
            await FailAsync(
                new DockerBuildSettings(),
                "3.1 OSError: [Errno 28] No space left on device",
                "ERROR: failed to solve: process \"/bin/sh -c pip install\" did not complete successfully: exit code: 1"
            )
        ).Message.ShouldBe("docker build: the disk is full.");

    [Fact]
    public async Task A_failed_command_that_the_build_went_on_from_hides_nothing() =>
        (
            await FailAsync(
                new DockerBuildSettings(),
                [
                    "process \"/bin/sh -c test\" did not complete successfully: exit code: 1",
                    .. Enumerable.Range(0, 10).Select(line => $"#12 step {line}"),
                    "ERROR: failed to solve: base: pull access denied, repository does not exist",
                ]
            )
        ).Message.ShouldBe("docker build: a base image is not there, or this user may not pull it.");

    [Theory]
    [InlineData(
        "ERROR: failed to solve: meg.azurecr.io/base: failed to authorize: unexpected status: 401 Unauthorized",
        "the registry of a base image does not accept the log-in."
    )]
    [InlineData(
        "ERROR: failed to solve: base: pull access denied, repository does not exist or may require authorization",
        "a base image is not there, or this user may not pull it."
    )]
    public async Task A_base_image_that_cannot_be_pulled_is_no_failure_of_the_release_registry(
        string said,
        string message
    )
    {
        var failure = await FailAsync(new DockerBuildSettings(), said);

        failure.Message.ShouldBe($"docker build: {message}");
        failure.NextStep.ShouldBe("docker login HOST: a build uses your own log-ins; see FROM in the Dockerfile");
    }

    [Theory]
    [InlineData("unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.")]
    [InlineData("denied: requested access to the resource is denied")]
    [InlineData("server message: insufficient_scope: authorization failed")]
    public async Task A_push_that_is_refused_after_the_log_in_was_accepted_lacks_a_right(string said)
    {
        _tools.Add("docker", $"echo '{said}' >&2; exit 1");

        var failure = await Should.ThrowAsync<ReleaseException>(
            new DockerRegistryClient(_tools.Host).PushAsync("meg.azurecr.io/app:1", new DockerSettings(), Ct)
        );

        failure.Message.ShouldBe("docker push: the registry does not let this log-in push there.");
        failure.NextStep.ShouldBe(
            "Ask for the right to push there (in Azure: role AcrPush), or log in as somebody who has it"
        );
    }

    [Theory]
    [InlineData("failed to push: 401 Unauthorized", "the registry does not accept the log-in.")]
    [InlineData("failed to push: denied: requested access", "the registry does not let this log-in push there.")]
    [InlineData(
        "base: pull access denied, repository does not exist",
        "a base image is not there, or this user may not pull it."
    )]
    public async Task A_builder_that_pushes_speaks_of_the_registry_that_it_means(string said, string message) =>
        (
            await FailAsync(
                new DockerBuildSettings { Builder = "remote", Push = true },
                $"ERROR: failed to solve: {said}"
            )
        ).Message.ShouldBe($"docker build: {message}");

    private Task<ReleaseException> FailAsync(DockerBuildSettings settings, params string[] said)
    {
        File.WriteAllLines(_tools.PathOf("said"), said);
        _tools.Add("docker", $"cat '{_tools.PathOf("said")}' >&2; exit 1");
        return Should.ThrowAsync<ReleaseException>(new DockerBuilder(_tools.Host).BuildAsync(".", settings, Ct));
    }
}
