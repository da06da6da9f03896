using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Settings;
using Drill.Storage;

namespace Drill.Kubelet;

/// <summary>A container that is about to run.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Image">The image's full reference.</param>
/// <param name="OwnerKind">The kind that controls the pod (<c>ReplicaSet</c>, <c>Job</c>), or empty.</param>
/// <param name="OwnerName">The name of the object that controls the pod, or empty.</param>
/// <param name="IsInit">Whether it is an init container.</param>
/// <param name="Restarts">How often the container ran before in this pod.</param>
public sealed record ContainerStart(
    string Namespace,
    string Pod,
    string Container,
    string Image,
    string OwnerKind,
    string OwnerName,
    bool IsInit,
    int Restarts
)
{
    /// <summary>The words of the container's command and arguments. Empty where the image says what runs.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>
    /// Whether it runs beside the pod's containers for as long as they run (Kubernetes documentation, "Sidecar
    /// Containers").
    /// </summary>
    public bool IsSidecar { get; init; }

    /// <summary>Whether it is the first of the pod's containers, without the init containers.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Whether it only asks the database which migrations are applied.</summary>
    internal bool AsksForSchema => Command.Contains("showmigrations");

    /// <summary>Whether it only asks the database how many rows tables have.</summary>
    internal bool AsksForRows => Command.Contains("shell");

    /// <summary>Whether it only asks the database something.</summary>
    internal bool AsksDatabase => AsksForSchema || AsksForRows;

    /// <summary>The database that the cluster's migrations work on.</summary>
    internal DjangoDatabase Database { get; init; } = new();

    internal static ContainerStart Of(Stored pod, JsonObject container, bool isInit, int restarts) =>
        new(
            pod.Namespace,
            pod.Name,
            container.Text("name") ?? "",
            container.Text("image") ?? "",
            pod.Controller.Text("kind") ?? "",
            pod.Controller.Text("name") ?? "",
            isInit,
            restarts
        )
        {
            Command = [.. Words(container, "command"), .. Words(container, "args")],
            IsFirst =
                !isInit && pod.Json.Items("spec.containers").FirstOrDefault().Text("name") == container.Text("name"),
        };

    private static IEnumerable<string> Words(JsonObject container, string name) =>
        (container[name] as JsonArray)?.Select(word => word.AsText() ?? "") ?? [];
}

/// <summary>What a container does: the lines that it logs, and how it ends.</summary>
/// <param name="Lines">
/// The lines. They are logged one after the other, at the pace's <see cref="Pace.LogLine"/>.
/// </param>
/// <param name="ExitCode">The exit code after the last line; null when the container runs until it is stopped.</param>
public sealed record ContainerProgram(IReadOnlyList<string> Lines, int? ExitCode)
{
    /// <summary>Whether the container logs all lines and ends at the moment of its start, whatever the pace.</summary>
    public bool AtOnce { get; init; }

    /// <summary>
    /// The exit code when the container is told to stop. 0 for a server, which listens to the signal. 137 for a program
    /// that has to be killed in the middle of its work.
    /// </summary>
    public int StopCode { get; init; } = ExitCode is null ? 0 : 137;

    /// <summary>A program that runs until it is stopped.</summary>
    public static ContainerProgram Serves(params IReadOnlyList<string> lines) => new(lines, null);

    /// <summary>A program that ends right after its start.</summary>
    public static ContainerProgram Crashes(int exitCode, params IReadOnlyList<string> lines) =>
        new(lines, exitCode) { AtOnce = true };

    /// <summary>A program that ends after its last line.</summary>
    public static ContainerProgram Exits(int exitCode, params IReadOnlyList<string> lines) => new(lines, exitCode);
}
