namespace Drill.Kubelet;

/// <summary>What the containers of one cluster do.</summary>
internal sealed class ContainerScriptSet
{
    public Func<ContainerStart, ContainerProgram> Migration { get; set; } = ContainerScripts.Migration;

    public Func<ContainerStart, ContainerProgram> Service { get; set; } = ContainerScripts.Service;

    public ContainerProgram For(ContainerStart start) =>
        start is { OwnerKind: "Job", IsInit: false } ? Migration(start) : Service(start);
}
