using Migrations.Verdicts;

namespace Releases.Schemas;

/// <summary>Compares the answers of one database to the images of two versions.</summary>
internal static class SchemaComparison
{
    /// <summary>
    /// What the database has, and lacks, of the newer version's migrations. A squash and what it replaces are the same:
    /// each version may have either, and Django names the one that its own image has.
    /// </summary>
    /// <param name="status">The status so far, of the live version's own answer.</param>
    /// <param name="own">The answer to the live version's image.</param>
    /// <param name="next">The answer to the newer version's image.</param>
    /// <param name="replaced">The squashes of both versions.</param>
    public static SchemaStatus Of(SchemaStatus status, AskedSchema own, AskedSchema next, ReplacedMigrations replaced)
    {
        var known = own.Migrations.Select(each => each.Name).ToHashSet();
        var applied = own.Applied.Concat(next.Applied).ToHashSet();
        return status with
        {
            Missing = [.. own.Open.Where(name => !replaced.IsIn(applied, name))],
            Ahead = [.. next.Applied.Where(name => !replaced.IsIn(known, name))],
            Open = [.. next.Open.Where(name => !replaced.IsIn(known, name))],
        };
    }
}
