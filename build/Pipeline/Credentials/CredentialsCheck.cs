using Clusters.Access;
using Foundation.Failures;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Sources;
using Pipeline.Terminal;
using Releases.Fleets;
using Releases.Records;

namespace Pipeline.Credentials;

/// <summary>
/// Fetches the regions' credentials and finds out what they are worth. The run has failed when one of them is not
/// enough.
/// </summary>
internal static class CredentialsCheck
{
    /// <summary>Checks the regions, and writes the one region's kubeconfig where that was asked for.</summary>
    /// <exception cref="UsageException">A kubeconfig was asked for that cannot be given.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        var wanted = context.Options.KubeconfigFile;
        if (wanted is not null)
            KubeconfigFile.RefuseIfUnfit(context, wanted);
        var accounts = new CloudAccounts(context, context.Logins, context.Cancelled);
        var checking = Task.WhenAll(context.Regions.Select(region => CheckAsync(context, accounts, region)));
        await SignOfLife.DuringAsync(context, "still asking the regions", checking);
        var regions = await checking;
        CredentialsReport.Write(context.Answer, regions);
        if (wanted is not null && KubeconfigFile.Write(context, regions[0].Region, wanted))
            context.Journal.LastLine = $"Kubeconfig: {wanted}";
        context.Journal.Conclude(regions.All(region => region.IsEnough) ? Outcome.Succeeded : Outcome.Failed);
    }

    private static async Task<RegionAccess> CheckAsync(ReleaseContext context, CloudAccounts accounts, Region region)
    {
        var account = AccountAsync(accounts, region);
        var access = new RegionAccess(region);
        try
        {
            var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
            ContextNamespace.Require(context.Fleet, region, cluster);
            access = access with { Kubernetes = await cluster.ReadVersionAsync(context.Cancelled) };
            access = access with
            {
                Missing = await AccessReview.FindMissingAsync(
                    cluster,
                    RequiredPermissions.Of(context.Fleet, Enum.GetValues<Stage>()),
                    context.Cancelled
                ),
            };
        }
        catch (ReleaseException exception)
        {
            access = access with { Problem = exception.Message, NextStep = exception.NextStep };
        }
        return access with { Account = await account };
    }

    // The same failure keeps the credentials from being fetched, and is told there.
    private static async Task<string?> AccountAsync(CloudAccounts accounts, Region region)
    {
        try
        {
            return await accounts.OfAsync(region);
        }
        catch (ReleaseException)
        {
            return null;
        }
    }
}
