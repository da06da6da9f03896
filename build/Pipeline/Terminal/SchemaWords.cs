using Foundation.Text;
using Foundation.Timing;
using Migrations.Verdicts;
using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>Where a schema stands in words, the same on the screen and in the report.</summary>
public static class SchemaWords
{
    /// <summary>Who says so, and how far it is.</summary>
    public static string Stand(SchemaRecord schema)
    {
        var done = schema.In(StepState.Applied).Count;
        var count =
            schema.In(StepState.Unapplied).Count is > 0 and var back
                ? $"{back} of {Counted.Of(schema.Migrations.Count, "migration")} taken back"
            : schema.Migrations.Count == 0 ? "no migration was seen to begin"
            : $"{done} of {Counted.Of(schema.Migrations.Count, "migration")} applied";
        return schema.Source switch
        {
            SchemaSource.Database => $"{count}, as the database says",
            SchemaSource.Log => schema.NotAsked is { } why
                ? $"{count}, as the log says; the database could not be asked: {why}"
                : $"{count}, as the log says",
        };
    }

    /// <summary>The migrations by how far they are, the applied ones first.</summary>
    public static IEnumerable<(string Word, IReadOnlyList<string> Names)> Groups(SchemaRecord schema) =>
        schema
            .Migrations.GroupBy(step => step.State)
            .OrderBy(group => Order(group.Key))
            .Select(group => (Of(group.Key), (IReadOnlyList<string>)[.. group.Select(Text)]));

    /// <summary>A state in a word or two.</summary>
    public static string Of(StepState state) =>
        state switch
        {
            StepState.NotBegun => "not begun",
            StepState.Running => "begun",
            StepState.Applied => "applied",
            StepState.Unapplied => "taken back",
            StepState.Failed => "failed, and undone",
            StepState.HalfApplied => "failed, HALF-APPLIED",
        };

    /// <summary>Whether what serves can run on the schema.</summary>
    public static string Of(SchemaServing serving) =>
        serving.Verdict switch
        {
            Verdict.Clear => $"{serving.Version} can run on this schema",
            Verdict.Investigate => $"whether {serving.Version} can run on this schema has to be investigated",
            Verdict.Unsafe => $"{serving.Version} CANNOT run on this schema",
            null => $"whether {serving.Version} can run on this schema is not known",
        };

    private static string Text(SchemaStep step) =>
        step.Seconds is { } seconds ? $"{step.Name} {DurationText.Of(TimeSpan.FromSeconds(seconds))}" : step.Name;

    private static int Order(StepState state) =>
        state switch
        {
            StepState.Applied => 0,
            StepState.Unapplied => 1,
            StepState.Running => 2,
            StepState.Failed => 3,
            StepState.HalfApplied => 4,
            StepState.NotBegun => 5,
        };
}
