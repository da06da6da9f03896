using Releases;
using Releases.Migrations;

namespace Pipeline.Checks;

/// <summary>Compares the migrations of a release with those of every version that is live.</summary>
public static class MigrationOutlooks
{
    /// <summary>
    /// Compares what is checked out with what the regions of the record run. A version that the checkout does not know is no
    /// reason not to release: it is said, in <see cref="MigrationOutlook.Trouble"/>.
    /// </summary>
    /// <returns>One entry for each live version that differs from the release, in the order of the waves.</returns>
    public static async Task<IReadOnlyList<MigrationOutlook>> ReadAsync(ReleaseContext context)
    {
        var source = await context.Checkout.StateAsync();
        var check = new MigrationCheck(context.Options.App);
        var outlooks = new List<MigrationOutlook>();
        var starts = context.Record.Current.Regions.Where(region => region.From is not null);
        // One after another: each is a few processes of git, and there are few versions however many regions.
        foreach (var start in starts.GroupBy(region => region.From!))
        {
            var regions = start.Select(region => region.Name).ToArray();
            if (start.Key != source.Version.Text)
                outlooks.Add(await CompareAsync(start.Key, regions));
        }
        return outlooks;

        async Task<MigrationOutlook> CompareAsync(string from, string[] regions)
        {
            try
            {
                // The version's own tag may not exist yet.
                var verdict = await check.ReleaseAsync(from, source.Commit, context.Cancelled);
                return new MigrationOutlook(from, regions, verdict with { To = source.Version.Text });
            }
            catch (ReleaseException exception)
            {
                return new MigrationOutlook(from, regions, null, exception.Message.TrimEnd('.'));
            }
        }
    }
}
