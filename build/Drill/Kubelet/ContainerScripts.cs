namespace Drill.Kubelet;

/// <summary>What containers do unless a test or a fault says otherwise.</summary>
public static class ContainerScripts
{
    /// <summary>
    /// A Django <c>migrate</c>. It applies two migrations, or un-applies one when the command names an app and a
    /// migration.
    /// </summary>
    public static ContainerProgram Migration(ContainerStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return
            start.Command.SkipWhile(word => word != "migrate").ToArray() is ["migrate", var app, var name, ..]
            && !app.StartsWith('-')
            ? ContainerProgram.Exits(
                0,
                "Operations to perform:",
                $"  Target specific migration: {name}, from {app}",
                "Running migrations:",
                $"  Unapplying {app}.0042_issue_due_date... OK"
            )
            : Forward();
    }

    private static ContainerProgram Forward() =>
        ContainerProgram.Exits(
            0,
            "Operations to perform:",
            "  Apply all migrations: admin, audits, auth, contenttypes, sessions",
            "Running migrations:",
            "  Applying audits.0041_audit_archived... OK",
            "  Applying audits.0042_issue_due_date... OK"
        );

    /// <summary>A web server that runs until it is stopped. An init container logs one line and ends.</summary>
    public static ContainerProgram Service(ContainerStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return start.IsInit
            ? ContainerProgram.Exits(0, $"{start.Container}: done")
            : ContainerProgram.Serves(
                $"Starting {start.Container} from {start.Image}",
                "Listening at: http://0.0.0.0:8000"
            );
    }
}

/// <summary>What the containers of one cluster do.</summary>
internal sealed class ContainerScriptSet
{
    public Func<ContainerStart, ContainerProgram> Migration { get; set; } = ContainerScripts.Migration;

    public Func<ContainerStart, ContainerProgram> Service { get; set; } = ContainerScripts.Service;

    public ContainerProgram For(ContainerStart start) =>
        start is { OwnerKind: "Job", IsInit: false } ? Migration(start) : Service(start);
}
