using Foundation.Failures;
using Migrations.Verdicts;
using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Terminal;
using Pipeline.Tools.Git;
using Releases.Plans;
using Releases.Versions;

namespace Pipeline.Rollbacks;

/// <summary>Judges going back from what runs to an older version.</summary>
public static class RollbackVerdict
{
    /// <summary>Writes the verdict, and refuses where it is unsafe or something else speaks against it.</summary>
    /// <exception cref="UsageException">No version was named.</exception>
    /// <exception cref="RefusedException">The verdict is unsafe, or with <c>--strict</c> has to be investigated, or
    /// a region has an objection of <see cref="Checks.WayBackObjections"/>.</exception>
    /// <exception cref="ReleaseException">A version is not in the checkout, or a region could not be read. The verdicts
    /// of the other regions are written.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        var options = context.Options;
        var to = options.Version!;
        if (options is { Output: OutputFormats.Shell, From: not null })
            throw new UsageException(
                "--from: the commands of --output=shell are for what the regions really run; leave it out"
            );
        var live = options.From is null ? await LiveRegions.ReadAsync(context) : LiveRegions.None;
        var starts = options.From is { } said ? [(said, (string[])[])] : StartsOf(live.Read);
        var commits = await CommitsAsync(context, [to.Text, .. starts.Select(start => start.From)]);
        var check = context.NewMigrationCheck();
        var verdicts = new List<RegionsVerdict>();
        foreach (var (from, names) in starts)
        {
            var verdict = await check.RollbackAsync(commits[from], commits[to.Text], context.Cancelled);
            verdicts.Add(new RegionsVerdict(from, names, verdict with { From = from, To = to.Text }));
        }
        context.Record.Update(record =>
            record with
            {
                Migrations = [.. verdicts.Select(entry => entry.Verdict).OfType<MigrationVerdict>()],
            }
        );
        if (options.Output == OutputFormats.Shell)
            ProcedureReport.WriteRollback(context.Answer, verdicts, live.All);
        else
            VerdictReport.Write(context.Answer, verdicts, options.Output);
        if (options.Output is OutputFormats.Table or OutputFormats.Markdown)
            RestorePointLines.Write(
                context.Answer,
                live.Read,
                verdicts,
                isMarkdown: options.Output == OutputFormats.Markdown
            );
        Refuse(verdicts.Max(entry => entry.Verdict!.Verdict), live, options);
        if (live.Unread.Count > 0)
            throw live.NotRead();
    }

    private static void Refuse(Verdict worst, LiveRegions live, ReleaseOptions options)
    {
        string[] objections =
        [
            .. live.Read.SelectMany(region => region.Objections).Select(each => $"{each.Line}; next: {each.NextStep}"),
        ];
        var isUnsafe = worst == Verdict.Unsafe || (worst == Verdict.Investigate && options.Strict);
        if (objections.Length == 0 && !isUnsafe)
            return;
        string[] verdict = isUnsafe ? [$"going back to {options.Version}: {VerdictWords.OfGoingBack(worst)}"] : [];
        throw new RefusedException(
            [.. objections, .. verdict, .. live.Unread.Select(each => each.Line)],
            isUnsafe ? "fix forward with a patch release, or un-apply the migrations first" : null
        );
    }

    private static (string From, string[] Regions)[] StartsOf(IEnumerable<RegionPlan> regions) =>
        [
            .. regions
                .GroupBy(region => region.JudgedFrom ?? region.From!)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => (group.Key, group.Select(region => region.Name).ToArray())),
        ];

    // The remote's tags tell what was released. Without a remote, and for what somebody has typed that is no version,
    // the names of the checkout count.
    private static async Task<IReadOnlyDictionary<string, string>> CommitsAsync(
        ReleaseContext context,
        IReadOnlyList<string> names
    )
    {
        var versions = names.Select(ReleaseVersion.TryParse).OfType<ReleaseVersion>().Distinct().ToArray();
        var others = await OthersAsync(context, names);
        if ((await context.Checkout.RemotesAsync()).Count == 0)
        {
            context.Say("this checkout has no remote: its own tags tell what was released");
            return names.Distinct().ToDictionary(name => name, name => others.GetValueOrDefault(name, name));
        }
        var next = await NextAsync(context);
        var tagged = await TaggedAsync(context, [.. versions.Where(version => version != next?.Version)]);
        return names
            .Distinct()
            .ToDictionary(
                name => name,
                name =>
                    ReleaseVersion.TryParse(name) is not { } version ? others[name]
                    : version == next?.Version ? next.Value.Commit
                    : tagged[version]
            );
    }

    // A person who types a branch means the branch. What a region runs was built once, from who knows what of it.
    private static async Task<IReadOnlyDictionary<string, string>> OthersAsync(
        ReleaseContext context,
        IReadOnlyList<string> names
    )
    {
        var commits = new Dictionary<string, string>();
        foreach (var name in names.Where(name => ReleaseVersion.TryParse(name) is null).Distinct())
            commits[name] =
                name == context.Options.Version?.Text
                    ? name
                    : await context.Checkout.Commits.FindAsync(name, context.Cancelled);
        return commits;
    }

    // A patch that Deploy refuses has no tag yet: what is checked out is what it would be. Neither Rollback nor kubectl
    // can go to it.
    private static async Task<(ReleaseVersion Version, string Commit)?> NextAsync(ReleaseContext context)
    {
        var options = context.Options;
        if (options.OnlyTells || options.Output == OutputFormats.Shell || options.Version?.Version is not { } to)
            return null;
        var source = await context.Checkout.StateAsync();
        if (source.HasTagOf(to))
            return null;
        if (source.NextOnBranchOf(to.Line) == to)
        {
            context.Say($"{to} has no tag yet: judged is what is checked out, {source.ShortCommit} on {source.Branch}");
            return (to, source.Commit);
        }
        if (source.History.LatestOf(to.Line)?.Next(Increment.Patch) == to)
        {
            var isThere = source.Branches.Contains(to.Line.Branch);
            throw new ReleaseException(
                $"the remote has no tag {to}, so which migrations it has is not known",
                $"{await WayToAsync(context, to.Line, isThere)}, where {to} comes next; or push the tag of what was released"
            );
        }
        return null;
    }

    private static async Task<string> WayToAsync(ReleaseContext context, ReleaseLine line, bool isThere) =>
        isThere
            ? await BranchCommands.CheckOutLineAsync(context, line.Branch, context.Checkout.Git, context.Cancelled)
            : $"./build.sh --target=StartPatch --line={line} makes {line.Branch}";

    // A version that nobody released cannot be judged: that is an error of the command line, not a refusal.
    private static async Task<IReadOnlyDictionary<ReleaseVersion, string>> TaggedAsync(
        ReleaseContext context,
        ReleaseVersion[] versions
    )
    {
        try
        {
            return await new TaggedCommits(context).FindAsync(versions);
        }
        catch (RefusedException missing)
        {
            throw new ReleaseException(string.Join("; ", missing.Reasons), missing.NextStep, missing);
        }
    }
}
