using System.Text.RegularExpressions;

namespace Drill.Kubelet;

/// <summary>The programs of containers unless a test or a fault says otherwise.</summary>
public static class ContainerScripts
{
    /// <summary>
    /// A Django <c>migrate</c>. It applies the migrations that the cluster's database lacks, or un-applies them when
    /// the command names an app and a migration.
    /// </summary>
    public static ContainerProgram Migration(ContainerStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return start.Database.Migrate(start.Command);
    }

    /// <summary>A web server that runs until it is stopped. An init container logs one line and ends.</summary>
    public static ContainerProgram Service(ContainerStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return start is { IsInit: true, IsSidecar: false }
            ? ContainerProgram.Exits(0, $"{start.Container}: done")
            : ContainerProgram.Serves(
                $"Starting {start.Container} from {start.Image}",
                "Listening at: http://0.0.0.0:8000"
            );
    }
}

/// <summary>The programs of one cluster's containers.</summary>
internal sealed partial class ContainerScriptSet
{
    private string? _former;

    public DjangoDatabase Database { get; } = new();

    public Func<ContainerStart, ContainerProgram> Migration { get; set; } = ContainerScripts.Migration;

    public Func<ContainerStart, ContainerProgram>? Questions { get; set; }

    public Func<ContainerStart, ContainerProgram> Service { get; set; } = ContainerScripts.Service;

    /// <summary>
    /// In a Job the first container migrates, and so does every container whose command says so. Other containers are
    /// servers.
    /// </summary>
    public ContainerProgram For(ContainerStart start)
    {
        var version = Version().Match(start.Image).Groups["version"].Value;
        // The first version that serves is the former one.
        _former ??= version.Length > 0 ? version : null;
        return start is { OwnerKind: "Job", IsInit: false, AsksDatabase: true }
            ? Questions?.Invoke(start)
                ?? (start.AsksForRows ? DjangoDatabase.Count() : Database.Show(version == _former))
            : Usual(start);
    }

    private ContainerProgram Usual(ContainerStart start) =>
        start is { OwnerKind: "Job", IsInit: false } && (start.IsFirst || start.Command.Contains("migrate"))
            ? Migration(start)
            : Service(start);

    [GeneratedRegex(@":(?<version>\d+\.\d+\.\d+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
