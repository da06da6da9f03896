namespace Migrations.Verdicts;

/// <summary>
/// The migrations that squashes replace (Django documentation, "Squashing migrations"). Whether a database has a
/// squash or all that it replaces is the same to its schema.
/// </summary>
/// <param name="Parts">
/// The migrations that each squash replaces, and those that squashes among them replace; all as <c>app.name</c>.
/// </param>
public sealed record ReplacedMigrations(IReadOnlyDictionary<string, IReadOnlySet<string>> Parts)
{
    /// <summary>No migration is a squash, as far as anybody knows.</summary>
    public static ReplacedMigrations None { get; } = new(new Dictionary<string, IReadOnlySet<string>>());

    /// <summary>
    /// Whether a migration is among others: by itself, within a squash, or as a squash of which all parts are.
    /// </summary>
    /// <param name="names">The others, as <c>app.name</c>.</param>
    /// <param name="name">The migration, as <c>app.name</c>.</param>
    public bool IsIn(IReadOnlySet<string> names, string name)
    {
        if (IsPartIn(names, name))
            return true;
        var parts = Parts.GetValueOrDefault(name)?.Where(part => !Parts.ContainsKey(part)).ToList();
        return parts is { Count: > 0 } && parts.TrueForAll(part => IsPartIn(names, part));
    }

    private bool IsPartIn(IReadOnlySet<string> names, string name) =>
        names.Contains(name) || Parts.Any(squash => names.Contains(squash.Key) && squash.Value.Contains(name));
}
