using Foundation.Text;
using Releases.Applying;
using Releases.Plans;

namespace Pipeline.Terminal;

/// <summary>Which fields of which objects change, once for all regions in which they change alike.</summary>
internal static class FieldReport
{
    private const int Width = TextTable.UsualWidth;
    private const int ShownFields = 20;

    /// <summary>Writes a paragraph an object.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="regions">What applying would do, by region.</param>
    public static void Write(TextWriter output, IEnumerable<KeyValuePair<string, IReadOnlyList<PlannedObject>>> regions)
    {
        var changes = regions
            .OrderBy(region => region.Key, StringComparer.Ordinal)
            .SelectMany(region => region.Value.Select(each => (Region: region.Key, Object: each)))
            .Where(each => each.Object.Fields.Count > 0)
            .GroupBy(each => (each.Object.File, $"{each.Object}", Fields(each.Object)));
        foreach (var alike in changes)
        {
            var (file, name, _) = alike.Key;
            output.WriteLine();
            WrappedText.Write(
                output,
                "",
                $"{file}: {name} in {string.Join(", ", alike.Select(each => each.Region))}",
                Width
            );
            Write(output, alike.First().Object.Fields);
        }
    }

    private static void Write(TextWriter output, IReadOnlyList<FieldDifference> fields)
    {
        foreach (var field in fields.Take(ShownFields))
            WrappedText.Write(output, "  ", $"{field}", Width);
        if (fields.Count > ShownFields)
            output.WriteLine($"  and {Counted.Of(fields.Count - ShownFields, "field")} more");
    }

    private static string Fields(PlannedObject planned) => string.Join('\n', planned.Fields);
}
