namespace Drill;

/// <summary>What the containers of a rehearsal do unless a test or a fault says otherwise.</summary>
public static class ContainerScripts
{
    /// <summary>A Django migration that has two migrations to apply.</summary>
    public static ContainerProgram Migration(ContainerStart start) =>
        ContainerProgram.Exits(
            0,
            "Operations to perform:",
            "  Apply all migrations: admin, audits, auth, contenttypes, sessions",
            "Running migrations:",
            "  Applying audits.0041_audit_archived... OK",
            "  Applying audits.0042_issue_due_date... OK"
        );

    /// <summary>A web server that runs until it is stopped; an init container that is done at once.</summary>
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
