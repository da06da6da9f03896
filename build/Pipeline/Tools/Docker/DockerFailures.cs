namespace Pipeline.Tools.Docker;

/// <summary>What docker says, and what to do about it.</summary>
internal static class DockerFailures
{
    private const string LogIn = "Check DOCKER_REGISTRY_PASSWORD and --registry-user, or log in with az login";

    public static IReadOnlyList<FailureHint> All { get; } =
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
        new("no space left on device", "the disk is full.", "docker system prune"),
        new("no basic auth credentials", "the registry wants a log-in.", LogIn),
        new("incorrect username or password", "the registry does not accept the user or password.", LogIn),
        new("unauthorized", "the registry does not accept the log-in.", LogIn),
        new("denied: ", "the registry does not allow this user to push there.", LogIn),
        new("no such host", "the registry's host cannot be found.", "Check --image and the network"),
        new("connection refused", "the registry does not answer.", "Check --image and the network"),
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
}
