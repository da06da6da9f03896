using System.Text.Json.Serialization;
using Foundation.Text;

namespace Releases.Schemas;

/// <summary>The answer of a region's database, compared with what the region's workloads run.</summary>
/// <param name="Version">The live version. Its image was asked.</param>
public sealed record SchemaStatus(string Version)
{
    private const int MostNames = 5;

    /// <summary>How many migrations the live version has.</summary>
    public int Count { get; init; }

    /// <summary>The live version's migrations that are not applied.</summary>
    public IReadOnlyList<string> Missing
    {
        get;
        // The generated reader passes null for a field that an older status does not have.
        init => field = value ?? [];
    } = [];

    /// <summary>The newer version whose image was asked also. <see langword="null"/> where none was.</summary>
    public string? Newer { get; init; }

    /// <summary>The applied migrations of the newer version that the live version does not have.</summary>
    public IReadOnlyList<string> Ahead
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The migrations of the newer version that are not applied.</summary>
    public IReadOnlyList<string> Open
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// Why the checkout could not tell what squashes replace. A squash of the newer version may then count as ahead.
    /// </summary>
    public string? SquashesNotRead { get; init; }

    /// <summary>
    /// How many rows the tables have that the newer version's migrations lock for as long as they are large. Empty
    /// where there is none, or the database was not asked.
    /// </summary>
    public IReadOnlyList<TableRows> Tables
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Why the database could not be asked how many rows the tables have.</summary>
    public string? RowsNotAsked { get; init; }

    /// <summary>Why the database or the newer version's image could not be asked.</summary>
    public string? NotAsked { get; init; }

    /// <summary>Whether the schema has migrations that the live version does not know.</summary>
    [JsonIgnore]
    public bool IsAhead => Ahead.Count > 0;

    /// <summary>The status in lines for people.</summary>
    public IEnumerable<string> Lines()
    {
        if (Count > 0)
            yield return Missing.Count == 0
                ? $"{Count} of {Counted.Of(Count, "migration")} of {Version}, which serves, applied"
                : $"HALF-WAY: {Version} serves, and of its {Counted.Of(Count, "migration")} these are not applied: {Names(Missing)}";
        if (Newer is { } newer && Ahead.Count > 0)
            yield return Open.Count == 0
                ? $"AHEAD of {Version}: all of {newer} is applied, {Names(Ahead)} too"
                : $"HALF-WAY from {Version} to {newer}: applied are {Names(Ahead)}; not applied {Names(Open)}";
        else if (Newer is not null && Open.Count > 0)
            yield return $"to be applied for {Newer}: {Names(Open)}";
        else if (Newer is not null && NotAsked is null)
            yield return $"nothing is to be applied for {Newer}";
        if (SquashesNotRead is { } unread && IsAhead)
            yield return $"what squashes replace is not known, so one may be listed that changes nothing: {unread}";
        if (RowsNotAsked is { } uncounted)
            yield return $"how many rows its tables have is not known: {uncounted}";
        if (NotAsked is { } why)
            yield return $"not known: {why}";
    }

    private static string Names(IReadOnlyList<string> names) => FewNames.Of(names, MostNames);
}
