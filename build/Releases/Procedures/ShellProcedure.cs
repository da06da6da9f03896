using Foundation.Failures;
using Foundation.Text;
using Releases.Fleets;
using Releases.Orders;
using Releases.Workloads;

namespace Releases.Procedures;

/// <summary>
/// What a release or a rollback does to one region, as commands of kubectl for a POSIX shell: for the night in which
/// this tool cannot run. Nothing is un-applied. The commands are one subshell, so that a paste is read whole before its
/// first command runs. They end at the first one that fails.
/// </summary>
public static class ShellProcedure
{
    /// <summary>The line that ends a text on a command's standard input. JSON never has this line.</summary>
    internal const string EndOfText = "END_OF_TEXT";

    /// <summary>The lines of the procedure.</summary>
    /// <param name="order">What is released.</param>
    /// <param name="region">The region.</param>
    /// <param name="changes">The images that its workloads get.</param>
    /// <exception cref="UsageException">The migration's manifest cannot be rendered.</exception>
    public static IReadOnlyList<string> Of(ReleaseOrder order, Region region, IReadOnlyList<ImageChange> changes)
    {
        var access = ShellAccess.Of(region);
        return
        [
            "(",
            "set -eu",
            // Without it some shells leave out what follows on EXIT when they are interrupted.
            "trap 'exit 130' INT TERM HUP",
            ShellWord.Say($"{region.Name}: {order.Version}, by hand"),
            .. access.Lines,
            .. ShellLock.Lines(order.MigrationTimeout, access.CleanUp),
            .. order.IsRollback ? [] : ShellMigration.Lines(order, region),
            .. ShellRollout.SetImages(order, changes),
            .. ShellRollout.Verify(order, region, changes),
            ShellWord.Say($"{region.Name}: {order.Version} is live"),
            ")",
        ];
    }
}
