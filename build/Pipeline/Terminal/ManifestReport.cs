using Foundation.Text;
using Releases.Applying;
using Releases.Plans;

namespace Pipeline.Terminal;

/// <summary>What applying manifests would do: one line an object, then each field that changes.</summary>
internal static class ManifestReport
{
    private const int Width = TextTable.UsualWidth;

    private static readonly string[] Header = ["Manifest", "Object", "Change"];

    /// <summary>Writes it. Where regions differ, it says which of them.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="regions">What applying would do, by region.</param>
    /// <param name="left">What is to be said where objects are left that no manifest asks for any more.</param>
    public static void Write(
        TextWriter output,
        IReadOnlyDictionary<string, IReadOnlyList<PlannedObject>> regions,
        string left
    )
    {
        var rows = regions
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .SelectMany(entry => entry.Value.Select(each => (Region: entry.Key, Object: each)))
            .GroupBy(each => (each.Object.File, Name: $"{each.Object}"))
            .Select(group =>
                new[]
                {
                    group.Key.File,
                    group.Key.Name,
                    Changes([.. group.Select(each => (each.Region, each.Object.Change))], regions.Count),
                }
            );
        TextTable.Write(output, Header, [.. rows]);
        FieldReport.Write(output, regions);
        if (regions.Values.Any(objects => objects.Any(each => each.Change == ObjectChange.Left)))
        {
            output.WriteLine();
            WrappedText.Write(output, "", left, Width);
        }
    }

    private static string Changes(IReadOnlyList<(string Region, ObjectChange Change)> all, int regions)
    {
        var groups = all.GroupBy(each => each.Change).OrderByDescending(group => group.Key).ToArray();
        return groups.Length == 1 && all.Count == regions
            ? groups[0].Key.Word()
            : string.Join(
                "; ",
                groups.Select(group => $"{group.Key.Word()} in {string.Join(", ", group.Select(each => each.Region))}")
            );
    }
}
