using System.Collections.Concurrent;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Terminal;
using Releases.Applying;
using Releases.Fleets;
using Releases.Orders;
using Releases.Plans;

namespace Pipeline.Applying;

/// <summary>What applying the manifests would do, as the regions' servers say.</summary>
internal sealed class ManifestPreview
{
    private const string Staying =
        "What is left was applied before, and no manifest asks for it any more. --prune removes it, but for namespaces, volumes, their claims, and definitions of resources.";

    private readonly ConcurrentDictionary<string, IReadOnlyList<AppliedObject>> _regions = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, bool> _newNotes = new(StringComparer.Ordinal);

    /// <summary>The regions in which something would change.</summary>
    public IReadOnlyList<Region> Changing { get; private set; } = [];

    /// <summary>How many objects would be removed, in all regions together.</summary>
    public int Removed => All.Count(each => each.Change == ObjectChange.Removed);

    private IEnumerable<AppliedObject> All => _regions.Values.SelectMany(objects => objects);

    /// <summary>Asks all regions at the same time.</summary>
    /// <param name="context">The run.</param>
    /// <param name="order">What would be applied.</param>
    /// <param name="findings">Receives what a server would refuse, and what keeps a region from being asked.</param>
    public static async Task<ManifestPreview> ReadAsync(ReleaseContext context, ApplyOrder order, Findings findings)
    {
        var preview = new ManifestPreview();
        await Task.WhenAll(
            context.Regions.Select(region =>
                findings.CollectAsync(async () =>
                {
                    var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
                    ContextNamespace.Require(context.Fleet, region, cluster);
                    var apply = new RegionApply(order, region, cluster);
                    try
                    {
                        preview._regions[region.Name] = await apply.PreviewAsync(
                            await apply.RenderAsync(context.Cancelled),
                            refusal => findings.Add(refusal.Message, refusal.NextStep),
                            context.Cancelled
                        );
                        preview._newNotes[region.Name] = apply.HasNewNote;
                    }
                    finally
                    {
                        NoteRunning(context, region, apply.Runs);
                    }
                })
            )
        );
        preview.Changing =
        [
            .. context.Regions.Where(region =>
                preview._newNotes.GetValueOrDefault(region.Name)
                || preview._regions.GetValueOrDefault(region.Name, []).Any(each => each.Change.ChangesRegion())
            ),
        ];
        return preview;
    }

    // Manifests change no version: what runs before, runs after.
    private static void NoteRunning(ReleaseContext context, Region region, string? version) =>
        context.Record.Update(region.Name, record => record with { From = version, Live = version });

    /// <summary>Whether the manifests ask for no object at all.</summary>
    public bool IsEmpty => All.All(each => each.Change is ObjectChange.Left or ObjectChange.Removed);

    /// <summary>Writes one line an object, then each field that changes.</summary>
    public void Write(TextWriter output) =>
        ManifestReport.Write(
            output,
            _regions.ToDictionary(
                entry => entry.Key,
                entry => (IReadOnlyList<PlannedObject>)[.. entry.Value.Select(PlannedObject.Of)]
            ),
            Staying
        );
}
