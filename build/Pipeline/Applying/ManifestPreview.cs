using System.Collections.Concurrent;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Terminal;
using Releases.Applying;
using Releases.Fleets;

namespace Pipeline.Applying;

/// <summary>What applying the manifests would do, as the regions' servers say.</summary>
internal sealed class ManifestPreview
{
    private const int Width = 80;

    private const string Staying =
        "What is left was applied before, and no manifest asks for it any more. --prune removes it, but for namespaces, volumes, their claims, and definitions of resources.";

    private static readonly string[] Header = ["Manifest", "Object", "Change"];

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
                    var apply = new RegionApply(order, region, cluster);
                    try
                    {
                        preview._regions[region.Name] = await apply.PreviewAsync(
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
                || preview._regions.GetValueOrDefault(region.Name, []).Any(each => Changes(each.Change))
            ),
        ];
        return preview;
    }

    // Manifests change no version: what runs before, runs after.
    private static void NoteRunning(ReleaseContext context, Region region, string? version) =>
        context.Record.Update(region.Name, record => record with { From = version, Live = version });

    /// <summary>Whether the manifests ask for no object at all.</summary>
    public bool IsEmpty => All.All(each => each.Change is ObjectChange.Left or ObjectChange.Removed);

    private static bool Changes(ObjectChange change) =>
        change switch
        {
            ObjectChange.Unchanged or ObjectChange.Left => false,
            ObjectChange.Created or ObjectChange.Configured or ObjectChange.Removed or ObjectChange.Unknown => true,
        };

    /// <summary>
    /// Writes one line an object; where regions differ, which of them. Then each field of an object that changes.
    /// </summary>
    public void Write(TextWriter output)
    {
        var rows = _regions
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .SelectMany(entry =>
                entry.Value.Select(each => (Region: entry.Key, each.Wanted.File, Name: $"{each.Wanted}", each.Change))
            )
            .GroupBy(each => (each.File, each.Name))
            .Select(group =>
                new[] { group.Key.File, group.Key.Name, Changes([.. group.Select(each => (each.Region, each.Change))]) }
            );
        TextTable.Write(output, Header, [.. rows]);
        FieldReport.Write(output, _regions);
        if (All.Any(each => each.Change == ObjectChange.Left))
        {
            output.WriteLine();
            WrappedText.Write(output, "", Staying, Width);
        }
    }

    private string Changes(IReadOnlyList<(string Region, ObjectChange Change)> all)
    {
        var groups = all.GroupBy(each => each.Change).OrderByDescending(group => group.Key).ToArray();
        return groups.Length == 1 && all.Count == _regions.Count
            ? Word(groups[0].Key)
            : string.Join(
                "; ",
                groups.Select(group => $"{Word(group.Key)} in {string.Join(", ", group.Select(each => each.Region))}")
            );
    }

    private static string Word(ObjectChange change) => change.ToString().ToLowerInvariant();
}
