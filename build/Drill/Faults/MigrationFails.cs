using Drill.Kubelet;

namespace Drill.Faults;

internal sealed class MigrationFails : Fault
{
    public override ContainerProgram? Run(ContainerStart start) =>
        start.OwnerKind == "Job"
            ? ContainerProgram.Exits(
                1,
                "Running migrations:",
                "  Applying audits.0041_audit_archived... OK",
                "  Applying audits.0042_issue_due_date...Traceback (most recent call last):",
                "django.db.utils.OperationalError: canceling statement due to lock timeout"
            )
            : null;
}
