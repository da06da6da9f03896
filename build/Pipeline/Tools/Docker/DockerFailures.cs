namespace Pipeline.Tools.Docker;

/// <summary>What docker says, and what to do about it.</summary>
internal static class DockerFailures
{
    private const string LogIn = "Check DOCKER_REGISTRY_PASSWORD and --registry-user, or log in with az login";
    private const string NoRightStep =
        "Ask for the right to push there (in Azure: role AcrPush), or log in as somebody who has it";
    private const string LogInYourself = "docker login HOST: a build uses your own log-ins; see FROM in the Dockerfile";
    private const string FullDisk = "no space left on device";
    private const string CheckBase = "Check FROM in the Dockerfile and the network";

    private static IReadOnlyList<FailureHint> OfEngine { get; } =
    [
        new(
            "Cannot connect to the Docker daemon",
            "the Docker engine is not running.",
            "Start it: systemctl start docker, or Docker Desktop"
        ),
        new("error during connect", "the Docker engine cannot be reached.", "Check DOCKER_HOST and docker context ls"),
        new(
            "permission denied while trying to connect to the Docker daemon",
            "this user may not use the Docker engine.",
            "Add the user to group docker: sudo usermod -aG docker $USER"
        ),
        new(
            "buildx component is missing or broken",
            "DOCKER_BUILDKIT asks for buildx, which is not installed.",
            "Install the buildx plugin, or unset DOCKER_BUILDKIT"
        ),
        new(
            "unknown flag: --builder",
            "--builder needs the buildx plugin, which is not installed.",
            "Install the buildx plugin, or leave --builder out"
        ),
        new(
            "unknown command: docker buildx",
            "--builder needs the buildx plugin, which is not installed.",
            "Install the buildx plugin, or leave --builder out"
        ),
        new("no builder", "there is no buildx builder of that name.", "docker buildx ls"),
        new(
            "\"--platform\" is only supported",
            "the Docker engine is too old to build for another platform than its own.",
            "Update the engine, or take another builder: --builder=acr, or one of buildx"
        ),
        new("unable to prepare context", "the build context or its Dockerfile is not there.", "Check --app=DIR"),
        new("failed to read dockerfile", "the Dockerfile is not there.", "Check --app=DIR"),
        new("target stage", "the Dockerfile has no stage of that name.", "Add the stage to the Dockerfile"),
        new(FullDisk, "the disk is full.", "docker system prune"),
        new(
            "server gave HTTP response to HTTPS client",
            "the registry speaks no TLS.",
            "Add it to insecure-registries of the engine's daemon.json, or give it a certificate"
        ),
        new(
            "image does not exist locally",
            "the image was not built on this engine.",
            "Run the build first: --target=BuildImage"
        ),
    ];

    /// <summary>Refusals of a push. The registry has accepted the log-in before.</summary>
    public static IReadOnlyList<FailureHint> OfPush { get; } =
    [NoRight("unauthorized"), NoRight("insufficient_scope"), NoRight("denied: ")];

    /// <summary>Failures of a log-in and of a push.</summary>
    public static IReadOnlyList<FailureHint> All { get; } =
    [
        .. OfEngine,
        new("no basic auth credentials", "the registry wants a log-in.", LogIn),
        new("incorrect username or password", "the registry does not accept the user or password.", LogIn),
        new("unauthorized", "the registry does not accept the log-in.", LogIn),
        new("denied: ", "the registry does not allow this user to push there.", LogIn),
        new("no such host", "the registry's host cannot be found.", "Check --image and the network"),
        new("connection refused", "the registry does not answer.", "Check --image and the network"),
    ];

    /// <summary>
    /// Failures of a build that pushes: it asks for base images, then pushes with a log-in that was accepted.
    /// </summary>
    public static IReadOnlyList<FailureHint> OfPushingBuild { get; } =
    [
        new("pull access denied", "a base image is not there, or this user may not pull it.", LogInYourself),
        NoRight("insufficient_scope"),
        NoRight("denied: "),
        .. All,
    ];

    /// <summary>Failures of a build that stays on this machine: it asks registries for its base images only.</summary>
    public static IReadOnlyList<FailureHint> OfBuild { get; } =
    [
        .. OfEngine,
        new("no basic auth credentials", "the registry of a base image wants a log-in.", LogInYourself),
        new("unauthorized", "the registry of a base image does not accept the log-in.", LogInYourself),
        new("pull access denied", "a base image is not there, or this user may not pull it.", LogInYourself),
        new("requested access to the resource is denied", "this user may not pull a base image.", LogInYourself),
        new("no such host", "the host of a base image cannot be found.", CheckBase),
        new("connection refused", "the registry of a base image does not answer.", CheckBase),
    ];

    /// <summary>Whether a line says that the disk is full.</summary>
    public static bool TellsOfFullDisk(string line) => line.Contains(FullDisk, StringComparison.OrdinalIgnoreCase);

    private static FailureHint NoRight(string text) =>
        new(text, "the registry does not let this log-in push there.", NoRightStep);
}
