using Foundation.Secrets;
using Migrations.Verdicts;

namespace Releases.Records;

/// <summary>
/// A record whose free texts hold no secrets: what people, tools and servers have written. Names, images, versions and
/// outcomes stay, because the run finds its regions by them, and whoever reads the record does.
/// </summary>
internal static class RedactedRecord
{
    public static ReleaseRecord Of(ReleaseRecord record) =>
        record with
        {
            Actor = Text(record.Actor),
            ActorEmail = Optional(record.ActorEmail),
            Host = Text(record.Host),
            Arguments = Texts(record.Arguments),
            Pipeline = Optional(record.Pipeline),
            Problems = Texts(record.Problems),
            Contents = [.. record.Contents.Select(Of)],
            Migrations = [.. record.Migrations.Select(Of)],
            Regions = [.. record.Regions.Select(Of)],
        };

    /// <summary>What a region serves; of that only the reason why it is not known is a free text.</summary>
    public static string? Serves(string? text) => Serving.IsKnown(text) ? text : Optional(text);

    private static ReleaseContent Of(ReleaseContent content) =>
        content with
        {
            Added = [.. content.Added.Select(Of)],
            Removed = [.. content.Removed.Select(Of)],
            Trouble = Optional(content.Trouble),
        };

    private static ContentEntry Of(ContentEntry entry) => entry with { Title = Text(entry.Title) };

    private static RegionRecord Of(RegionRecord region) =>
        region with
        {
            Server = Optional(region.Server),
            Live = Serves(region.Live),
            Stages = [.. region.Stages.Select(stage => stage with { Detail = Optional(stage.Detail) })],
            Schema = region.Schema is { } schema ? Of(schema) : null,
            RestorePoint = region.RestorePoint is { } point ? point with { Command = Optional(point.Command) } : null,
            Failure = region.Failure is { } failure ? Of(failure) : null,
        };

    private static FailureRecord Of(FailureRecord failure) =>
        failure with
        {
            Message = Text(failure.Message),
            Log = Texts(failure.Log),
            Events = Texts(failure.Events),
            NextStep = Optional(failure.NextStep),
        };

    private static SchemaRecord Of(SchemaRecord schema) =>
        schema with
        {
            NotAsked = Optional(schema.NotAsked),
            Cause = Optional(schema.Cause),
            Serving = schema.Serving is { } serving ? serving with { Reasons = Texts(serving.Reasons) } : null,
            NoWayBack = Optional(schema.NoWayBack),
            Ways = schema.Ways is { } ways ? [.. ways.Select(Of)] : null,
        };

    private static WayOn Of(WayOn way) => new(Text(way.What), Optional(way.Command));

    private static MigrationVerdict Of(MigrationVerdict verdict) =>
        verdict with
        {
            Migrations =
            [
                .. verdict.Migrations.Select(change => change with { Operations = [.. change.Operations.Select(Of)] }),
            ],
            OtherChanges = [.. verdict.OtherChanges.Select(change => change with { Detail = Text(change.Detail) })],
            Rollout = verdict.Rollout is { } rollout ? Texts(rollout) : null,
        };

    private static OperationVerdict Of(OperationVerdict operation) =>
        operation with
        {
            Target = Text(operation.Target),
            Reason = Text(operation.Reason),
            Loses = Text(operation.Loses),
            Meets = Optional(operation.Meets),
            Accepted = operation.Accepted is { } accepted ? Texts(accepted) : null,
            Locks = operation.Locks is { } locks ? locks with { Safer = Text(locks.Safer) } : null,
        };

    private static IReadOnlyList<string> Texts(IReadOnlyList<string> texts) => [.. texts.Select(Text)];

    private static string? Optional(string? text) => text is null ? null : Text(text);

    private static string Text(string text) => SecretKeeper.Redact(text);
}
