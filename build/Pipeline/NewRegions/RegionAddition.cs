using Foundation.Failures;
using Foundation.Text;
using Pipeline.Checks;
using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Fleets;
using Releases.Fleets.Editing;
using Releases.Fleets.Reading;
using Releases.Records;

namespace Pipeline.NewRegions;

/// <summary>Adds a region to the fleet file, and tells what a release would miss there.</summary>
internal static class RegionAddition
{
    /// <summary>
    /// Shows the change, asks, writes it, and looks at the region. A region that is there is only looked at.
    /// </summary>
    /// <exception cref="UsageException">Arguments or the file are wrong; nothing was written.</exception>
    /// <exception cref="RefusedException">
    /// The file has other changes, or the person who was asked said no; nothing was written.
    /// </exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        if (context.TaskNames.Count > 1)
            throw new UsageException("AddRegion runs alone: give no other --target beside it");
        var name = RegionDraft.NameOf(context.Options);
        var known = context.Fleet.Regions.FirstOrDefault(region => region.IsCalled(name));
        if (known is not null)
        {
            KnownRegion.RefuseOthers(context.Fleet, known, context.Options);
            context.Say($"{known.Name} is in the fleet file already: {context.Fleet.File}:{known.Line}");
        }
        var fleet = known is null
            ? await AddAsync(context, RegionDraft.Of(context.Fleet, context.Options))
            : context.Fleet;
        if (context.Options.OnlyTells)
            return;
        var misses = await LookAsync(context, fleet, fleet.Regions.First(region => region.IsCalled(name)));
        // What was asked for is done once the region is written; a second look is asked for what it finds.
        context.Journal.Conclude(misses && known is not null ? Outcome.Failed : Outcome.Succeeded);
    }

    private static async Task<Fleet> AddAsync(ReleaseContext context, NewRegion region)
    {
        var file = context.Fleet.File;
        var change = FleetFileEdit.Add(file, await FleetFileOnDisk.ReadAsync(context), region);
        // With --yes nobody is asked, and the change is an answer.
        if (context.Options.OnlyTells || context.Options.Yes)
            Show(context.RunEnvironment.Output, file, change);
        if (context.Options.OnlyTells)
            return context.Fleet;
        await Confirmation.AskAsync(context, errors => Show(errors, file, change), $"Write this to {file}?");
        FleetFileOnDisk.Write(file, change);
        context.Say(
            $"{region.Name} is in {file}; review and commit that: {ShellWord.Line("git", "-C", context.Fleet.Folder, "diff")}"
        );
        return FleetFile.Read(file, context.RunEnvironment.Home);
    }

    private static void Show(TextWriter writer, string file, FleetChange change)
    {
        writer.WriteLine(file);
        foreach (var line in change.Lines)
            writer.WriteLine(line);
    }

    /// <returns>Whether something is missing.</returns>
    private static async Task<bool> LookAsync(ReleaseContext context, Fleet fleet, Region region)
    {
        var reading = new RegionNeeds(context, fleet, region).ReadAsync();
        await SignOfLife.DuringAsync(context, $"still looking at {region.Name}", reading);
        var needs = await reading;
        var isOurs = fleet.File == Path.Combine(context.RunEnvironment.Root, FoundFleet.Place);
        NeedsReport.Write(
            context.RunEnvironment.Output,
            region.Name,
            needs,
            $"./build.sh --target={TargetNames.AddRegion} --regions={region.Name}{(isOurs ? "" : $" {ShellWord.Of($"--fleet={fleet.File}")}")}"
        );
        return needs.Any(need => need.State == NeedState.Missing);
    }
}
