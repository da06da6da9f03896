namespace Migrations.Comparison;

/// <summary>
/// Finds the folders of two versions that are the same app. When only one folder has a label, the label is the app,
/// wherever the folder is. Among several folders with one label, folders at the same path match first, then folders
/// that share the most migrations.
/// </summary>
internal sealed class AppMatching
{
    private readonly Dictionary<string, string> _older = [];
    private readonly Dictionary<string, string> _newer = [];
    private readonly Dictionary<string, string> _labels = [];

    /// <summary>Matches the apps of two versions.</summary>
    public AppMatching(IReadOnlyList<AppFolder> older, IReadOnlyList<AppFolder> newer)
    {
        var before = older.ToLookup(folder => folder.Label);
        var after = newer.ToLookup(folder => folder.Label);
        foreach (var label in before.Concat(after).Select(group => group.Key).Distinct())
            Match(label, [.. before[label]], [.. after[label]]);
    }

    /// <summary>The label of each app.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels;

    /// <summary>The apps of the older version by folder.</summary>
    public IReadOnlyDictionary<string, string> Older => _older;

    /// <summary>The apps of the newer version by folder.</summary>
    public IReadOnlyDictionary<string, string> Newer => _newer;

    private void Match(string label, List<AppFolder> before, List<AppFolder> after)
    {
        var isUnique = before.Count <= 1 && after.Count <= 1;
        foreach (var next in after)
            Name(_newer, next, isUnique ? label : $"{label} ({next.Path})");
        foreach (var (old, next) in Pairs(before, after))
            Name(_older, old, _newer[next.Path]);
        foreach (var old in before.Where(folder => !_older.ContainsKey(folder.Path)))
            Name(_older, old, isUnique ? label : $"{label} ({old.Path})");
    }

    private void Name(Dictionary<string, string> apps, AppFolder folder, string app)
    {
        apps[folder.Path] = app;
        _labels[app] = folder.Label;
    }

    private static IEnumerable<(AppFolder Old, AppFolder Next)> Pairs(List<AppFolder> before, List<AppFolder> after)
    {
        var candidates =
            from old in before
            from next in after
            let shared = next.Migrations.Count(old.Migrations.Contains)
            where shared > 0 || old.Path == next.Path || (before.Count == 1 && after.Count == 1)
            orderby old.Path == next.Path descending, shared descending, old.Path, next.Path
            select (old, next);
        var (taken, given) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (old, next) in candidates)
        {
            if (taken.Contains(old.Path) || given.Contains(next.Path))
                continue;
            taken.Add(old.Path);
            given.Add(next.Path);
            yield return (old, next);
        }
    }
}
