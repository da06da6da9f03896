using Foundation.Failures;
using Foundation.Text;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Orders;

namespace Releases.Procedures;

/// <summary>Runs a migration Job by hand and waits for its end.</summary>
internal static class ShellMigration
{
    private const int SecondsBetween = 5;

    // A pod that has no log within five minutes has a cause that its description tells.
    private const int LogAttempts = 60;

    /// <summary>The lines.</summary>
    /// <param name="order">What is released.</param>
    /// <param name="region">The region.</param>
    /// <exception cref="UsageException">The manifest cannot be rendered.</exception>
    public static IReadOnlyList<string> Lines(ReleaseOrder order, Region region)
    {
        var manifest = MigrationManifest.Render(order, region, JobPurpose.Migrate(order.Version, order.Digest));
        var name = (string)manifest["metadata"]!["name"]!;
        var job = $"job/{name}";
        var container = MigrateCommand.ContainerOf(manifest, order.Image) is { } migrating
            ? $"--container={migrating}"
            : "--all-containers";
        var waits = (int)order.MigrationTimeout.TotalSeconds / SecondsBetween;
        return
        [
            ShellWord.Say("migrating. Where a Job runs already, it is another release's, and this ends"),
            $"active=$({ShellWord.Line("kubectl", "get", "job", name, "--ignore-not-found", "--output=jsonpath={.status.active}")})",
            "test -z \"$active\"",
            ShellWord.Line("kubectl", "delete", "job", name, "--ignore-not-found"),
            $"kubectl create --filename=- <<'{ShellProcedure.EndOfText}'",
            ShellProcedure.Text(manifest),
            ShellProcedure.EndOfText,
            "tries=0",
            $"until {ShellWord.Line("kubectl", "logs", "--follow", container, job)}; do",
            $"  tries=$((tries + 1)); test $tries -lt {LogAttempts}; sleep {SecondsBetween}",
            "done",
            // The log can end before the Job does, and a log that broke off is no end either.
            "tries=0 ended=",
            "while test -z \"$ended\"; do",
            $"  ended=$({ShellWord.Line("kubectl", "get", job, "--output=jsonpath={.status.conditions[?(@.status==\"True\")].type}")})",
            "  case \"$ended\" in",
            $"    *Failed*) {ShellWord.Say("the migration FAILED, and nothing after it was changed; its log stands above")}; exit 1 ;;",
            "    *Complete*) ;;",
            $"    *) ended=; tries=$((tries + 1)); test $tries -lt {waits}; sleep {SecondsBetween} ;;",
            "  esac",
            "done",
        ];
    }
}
