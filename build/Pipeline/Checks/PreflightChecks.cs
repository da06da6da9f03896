using Pipeline.Running;
using Pipeline.Terminal;
using Releases;
using Releases.Migrations;

namespace Pipeline.Checks;

/// <summary>All checks that are made before anything is touched, at the same time, reported together.</summary>
public static class PreflightChecks
{
    /// <summary>Runs the checks.</summary>
    /// <exception cref="RefusedException">Something speaks against the release; everything that was found.</exception>
    /// <exception cref="UsageException">An argument or a file is wrong.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        var findings = new Findings();
        context.Say($"checking git, the registry and {context.Regions.Count()} regions");
        await Task.WhenAll(
            findings.CollectAsync(() => SourceCheck.RunAsync(context, findings)),
            findings.CollectAsync(() => RegistryCheck.RunAsync(context, findings)),
            Task.WhenAll(
                context.Regions.Select(region =>
                    findings.CollectAsync(async () =>
                        await RegionCheck.RunAsync(context, await ReleaseOrders.OfAsync(context), region, findings)
                    )
                )
            )
        );
        findings.ThrowIfAny();
        foreach (var line in PlanText.Lines(context.Record.Current))
            context.Say(line);
        await ForeseeAsync(context);
        context.Say($"nothing speaks against {context.Record.Current.Version}");
        await Confirmation.AskAsync(context);
    }

    private static async Task ForeseeAsync(ReleaseContext context)
    {
        var outlooks = await MigrationOutlooks.ReadAsync(context);
        context.Record.Update(record =>
            record with
            {
                Migrations = [.. outlooks.Select(outlook => outlook.Verdict).OfType<MigrationVerdict>()],
            }
        );
        foreach (var outlook in outlooks)
            context.Say(OutlookText.OneLine(outlook, context.Record.Current.Version));
    }
}
