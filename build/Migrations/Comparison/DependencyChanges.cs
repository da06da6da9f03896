using System.Text;
using Migrations.Verdicts;

namespace Migrations.Comparison;

/// <summary>Compares the packages that two versions of a file name.</summary>
internal static class DependencyChanges
{
    /// <summary>One change for each package. One change for the whole file when its packages cannot be read.</summary>
    public static IEnumerable<OtherChange> Find(string path, MigrationChangeKind kind, byte[]? before, byte[]? after)
    {
        if (kind == MigrationChangeKind.Edited && (before is null || after is null))
            return [new(OtherChangeKind.Dependency, path, kind, "the file could not be read", Verdict.Investigate)];
        var (old, next) = (Packages(path, before), Packages(path, after));
        if (old.Count == 0 && next.Count == 0)
            return [new(OtherChangeKind.Dependency, path, kind, "", Verdict.Clear)];
        return old
            .Keys.Union(next.Keys)
            .Order(StringComparer.Ordinal)
            .Where(name => old.GetValueOrDefault(name) != next.GetValueOrDefault(name))
            .Select(name => Change(path, name, old.GetValueOrDefault(name), next.GetValueOrDefault(name)));
    }

    private static IReadOnlyDictionary<string, string> Packages(string path, byte[]? content) =>
        content is null ? new Dictionary<string, string>() : PackageList.Read(path, Encoding.UTF8.GetString(content));

    private static OtherChange Change(string path, string name, string? before, string? after) =>
        new(
            OtherChangeKind.Dependency,
            path,
            before is null ? MigrationChangeKind.Added
                : after is null ? MigrationChangeKind.Removed
                : MigrationChangeKind.Edited,
            $"{name} {before ?? "none"} → {after ?? "none"}",
            MayHaveMigrations(name) ? Verdict.Investigate : Verdict.Clear
        );

    // Nearly all packages of Django apps have django in their names.
    private static bool MayHaveMigrations(string name) =>
        name.Contains("django", StringComparison.Ordinal)
        || name.StartsWith("wagtail", StringComparison.Ordinal)
        || name is "easy-thumbnails";
}
