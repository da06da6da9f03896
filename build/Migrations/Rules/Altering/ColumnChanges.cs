using Migrations.Python.Values;
using Migrations.Schema;

namespace Migrations.Rules.Altering;

/// <summary>Compares what two states of a column demand, except for the type.</summary>
/// <param name="before">The column as older code expects it.</param>
/// <param name="after">The column as it is now.</param>
/// <param name="isSameTable">Whether a table of the older schema and a table of the newer one are the same.</param>
internal sealed class ColumnChanges(SchemaColumn before, SchemaColumn after, Func<string, string, bool> isSameTable)
{
    /// <summary>The attributes that are judged here, by the type, or as names, constraints and indexes.</summary>
    public static IReadOnlySet<string> Judged { get; } =
        new HashSet<string>([
            .. new[] { "null", "unique", "primary_key", "max_length", "db_column", "to", "to_field", "db_default" },
            .. new[] { "max_digits", "decimal_places", "db_constraint", "base_field", "db_index" },
        ]);

    /// <summary>The differences, one by one.</summary>
    public IEnumerable<Judgement> Compare()
    {
        Judgement?[] findings = [Retyped(), Null(), Key(), Target(), ForeignKeyConstraint(), DatabaseDefault()];
        return findings.OfType<Judgement>();
    }

    private Judgement? Retyped() =>
        after.Retyped is { } place && before.Retyped != place
            ? Judgement.Investigate($"SQL gives the column another type: read which values it accepts ({place}).")
        : after.Retyped is null && before is { Retyped: { } former, IsStated: false }
            ? Judgement.Investigate(
                $"SQL gave the column another type than its field says ({former}): read whether what older code writes fits.",
                Judgement.Unknown,
                reversible: null
            )
        : null;

    private Judgement? Null()
    {
        if (before.IsNullable == after.IsNullable && before.IsNullable is not null)
            return null;
        if (before.IsNullable is not { } took || after.IsNullable is not { } takes)
            return ValueText.AreEqual(before.Field?["null"], after.Field?["null"])
                ? null
                : Judgement.Investigate(
                    $"Whether the column takes NULL is known to the running program only ({after.Place}).",
                    reversible: null
                );
        return takes && !took
            ? Judgement.Investigate(
                "Older code may meet NULL, which it does not expect.",
                "nothing, but it fails where NULL was stored",
                reversible: null
            )
            : Judgement.Unsafe("Older code still writes NULL, which the column refuses now.");
    }

    private Judgement? Key() =>
        before.Field is { } old
        && after.Field is { } next
        && !ValueText.AreEqual(old["primary_key"], next["primary_key"])
        && old.Flag("primary_key") != next.Flag("primary_key")
            ? Judgement.Unsafe(
                "The primary key changes, and older code finds its rows by the former one.",
                reversible: null
            )
            : null;

    private Judgement? Target()
    {
        if (before.Target is not { } old || after.Target is not { } next)
            return null;
        if (isSameTable(old.Table, next.Table))
        {
            return old.Column == next.Column
                ? null
                : Judgement.Unsafe(
                    "The foreign key points to another field now, and older code writes values of the former one.",
                    reversible: null
                );
        }
        if (!next.IsConstraint)
            return Judgement.Investigate(
                $"The foreign key points to {next.Display} now, and older code reads its values as keys of {old.Display}.",
                reversible: null
            );
        return IsCertain(old) && IsCertain(next)
            ? Judgement.Unsafe(
                $"Older code writes keys of {old.Display} where the database wants those of {next.Display}.",
                reversible: null
            )
            : Judgement.Investigate(
                $"Whether it points to the same model as before is not known ({after.Place}).",
                reversible: null
            );
    }

    // A setting may name any model.
    private static bool IsCertain(ForeignTarget target) =>
        target.IsKnown
        || (
            target.Display.Contains('.', StringComparison.Ordinal)
            && !target.Display.StartsWith("settings.", StringComparison.Ordinal)
        );

    private Judgement? ForeignKeyConstraint()
    {
        var (had, has) = (before.Target is { IsConstraint: true }, after.Target is { IsConstraint: true });
        if (had == has || before.Field is null || after.Field is null)
            return null;
        return has
            ? Judgement.Investigate("Older code may write keys that the database refuses now.")
            : Judgement.Investigate(
                "Older code may meet keys of rows that do not exist.",
                "nothing, but it fails where such keys are",
                reversible: null
            );
    }

    private Judgement? DatabaseDefault() =>
        before.Field is { } field && field.Has("db_default") && after.Default is null
            ? Judgement.Unsafe("Older code leaves the column out, and the database no longer has a default for it.")
            : null;
}
