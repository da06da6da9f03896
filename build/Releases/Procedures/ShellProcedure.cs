using System.Text.Json;
using System.Text.Json.Nodes;
using Foundation.Failures;
using Foundation.Text;
using Releases.Applying;
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

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The lines of the procedure.</summary>
    /// <param name="order">What is released.</param>
    /// <param name="region">The region.</param>
    /// <param name="changes">The images that its workloads get.</param>
    /// <param name="objects">What is applied of the fleet's manifests; none in a run that applies none.</param>
    /// <exception cref="UsageException">The migration's manifest cannot be rendered.</exception>
    public static IReadOnlyList<string> Of(
        ReleaseOrder order,
        Region region,
        IReadOnlyList<ImageChange> changes,
        IReadOnlyList<ManifestObject> objects
    )
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
            .. ShellApply.Lines(objects),
            .. ShellRollout.SetImages(order, changes),
            .. ShellRollout.Verify(order, region, changes),
            ShellWord.Say($"{region.Name}: {order.Version} is live"),
            ")",
        ];
    }

    /// <summary>An object as the text of a command's standard input.</summary>
    // An interactive shell replaces an exclamation mark by a line of its history.
    internal static string Text(JsonObject manifest) =>
        manifest.ToJsonString(Indented).Replace("!", "\\u0021", StringComparison.Ordinal);
}
