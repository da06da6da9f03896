using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;
using Migrations.Review;
using Pipeline.Running;
using Pipeline.Tools.Git;
using Releases.Surveys;
using Releases.Versions;

namespace Pipeline.Reviews;

/// <summary>The versions that are live anywhere.</summary>
/// <param name="context">The run.</param>
internal sealed class LiveVersions(ReleaseContext context)
{
    /// <summary>
    /// Those that the answer of <c>Status</c> names, where it is given; else the newest version that the branch began
    /// after.
    /// </summary>
    /// <param name="begin">The commit that the branch began at.</param>
    /// <exception cref="UsageException">The file is none, or cannot be read.</exception>
    public async Task<IReadOnlyList<NamedCommit>> FindAsync(string begin)
    {
        var git = context.Checkout.Git;
        var names = context.Options.LiveFile is { } file
            ? Read(file)
            : Newest(await context.GitTagsWithinAsync(begin, git, context.Cancelled));
        var live = new List<NamedCommit>();
        foreach (var name in names)
        {
            if (await context.GitCommitAsync(name, git, context.Cancelled) is { } commit)
                live.Add(new(name, commit));
            else
                context.Say($"warning: {name} is live, and this checkout does not know it: {await FetchAsync()}");
        }
        // Else a review that compared nothing would look like one that found nothing.
        if (names.Count == 0)
            context.Say($"warning: no live version is known, so none is compared: {await NamelessAsync()}");
        return live;
    }

    private async Task<string> NamelessAsync() =>
        context.Options.LiveFile is { } file
            ? $"{file} names none"
            : $"no tag of a version is before the branch; {await FetchAsync()}";

    private async Task<string> FetchAsync() =>
        await context.GitIsShallowAsync(context.Checkout.Git, context.Cancelled)
            ? $"the clone is shallow; {ShallowClone.DeepeningOf(context.Checkout.Git)}"
            : "git fetch --tags";

    private static IReadOnlyList<string> Newest(IEnumerable<string> tags) =>
        [
            .. tags.Select(ReleaseVersion.TryParse)
                .OfType<ReleaseVersion>()
                .OrderDescending()
                .Take(1)
                .Select(version => version.ToString()),
        ];

    // Regions whose workloads disagree run the versions of their workloads.
    private static IReadOnlyList<string> Read(string file)
    {
        try
        {
            var status = FleetStatusFormat.Read(file, BoundedFile.ReadText(file, InputLimits.TextFile));
            return
            [
                .. status
                    .Regions.SelectMany(region =>
                        region.Version is { } version
                            ? [version]
                            : region.Workloads.Select(workload => workload.Version).OfType<string>()
                    )
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--live: {file} cannot be read: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }
}
