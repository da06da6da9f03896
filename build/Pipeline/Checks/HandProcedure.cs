using Pipeline.Running;
using Pipeline.Targets;
using Releases.Fleets;
using Releases.Orders;
using Releases.Procedures;
using Releases.Workloads;

namespace Pipeline.Checks;

/// <summary>What a run would do to a region, as commands for a shell.</summary>
internal static class HandProcedure
{
    /// <summary>The commands; <see langword="null"/> unless <c>--output=shell</c> asks for them.</summary>
    public static IReadOnlyList<string>? IfAsked(
        ReleaseContext context,
        ReleaseOrder order,
        Region region,
        IReadOnlyList<ImageChange> changes
    ) => context.Options.Output == OutputFormats.Shell ? ShellProcedure.Of(order, region, changes) : null;
}
