using Drill.Kubelet;

namespace Drill.Faults;

internal sealed class MigrationHangs : Fault
{
    public override ContainerProgram? Run(ContainerStart start) =>
        start.OwnerKind == "Job"
            ? ContainerProgram.Serves("Running migrations:", "  Applying audits.0041_audit_archived...")
            : null;
}
