using Releases;

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
                    findings.CollectAsync(() => RegionCheck.RunAsync(context, region, findings))
                )
            )
        );
        findings.ThrowIfAny();
        foreach (var region in context.Record.Current.Regions)
            context.Say(
                $"[{region.Name}] wave {region.Wave}: {region.From ?? "?"} -> {context.Record.Current.Version}"
            );
        context.Say($"nothing speaks against {context.Record.Current.Version}");
        await Confirmation.AskAsync(context);
    }
}
