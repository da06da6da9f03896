using System.Text.Json;
using System.Text.Json.Serialization;
using Foundation.Text;
using Foundation.Timing;
using k8s.Models;
using Releases.Records;
using Releases.Versions;
using Releases.Workloads;

namespace Releases.Jobs;

/// <summary>The state of the migration that a region's note tells of.</summary>
public enum MigrationState
{
    /// <summary>The migration was begun. Its Job tells whether it has ended, while the Job is there.</summary>
    Begun,

    /// <summary>The migration succeeded.</summary>
    Done,

    /// <summary>The migration failed. Steps that it had finished stay in the database.</summary>
    Failed,

    /// <summary>A person has cancelled the migration. Steps that it had finished stay in the database.</summary>
    Cancelled,
}

/// <summary>
/// The note of a region's last migration. A Job disappears after its time to live, or somebody deletes it; the note
/// stays. Without a note nothing is known about a region. It does not mean that nothing was migrated.
/// </summary>
/// <param name="Version">The version whose image the Job ran.</param>
/// <param name="State">The state of the migration.</param>
/// <param name="Schema">The newest version of which migrations may be in the database.</param>
/// <param name="Actor">Who ran the migration.</param>
/// <param name="At">When the note was written.</param>
public sealed record MigrationNote(string Version, MigrationState State, string Schema, string Actor, DateTimeOffset At)
{
    /// <summary>The words for the version of a Job that has no label with it.</summary>
    public const string UnknownVersion = "an unknown version";

    /// <summary>The digest that the version's tag was pinned to, where the tag moves.</summary>
    public string? Digest { get; init; }

    /// <summary>The older version that the way back leads to. <see langword="null"/> for a migration forward.</summary>
    public string? Back { get; init; }

    /// <summary>
    /// The oldest version that a way back was begun to, until a migration forward is done: what versions between have
    /// brought may be un-applied, wholly or in part. <see langword="null"/> where none was.
    /// </summary>
    public string? FurthestBack { get; init; }

    /// <summary>
    /// <see cref="FurthestBack"/>, also of a note that an older tool wrote, which kept only the last way.
    /// </summary>
    [JsonIgnore]
    public ReleaseVersion? UnappliedTo => ReleaseVersion.TryParse(FurthestBack ?? Back);

    /// <summary>The finished steps of the way back, as <c>app.migration</c>.</summary>
    public IReadOnlyList<string> Steps
    {
        get;
        // The generated reader passes null for a field that an older note does not have.
        init => field = value ?? [];
    } = [];

    /// <summary>The states of the database before its last changes, in the order of time.</summary>
    public IReadOnlyList<NotedPoint> Points
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>What has to be noted when a Job begins or ends.</summary>
    /// <param name="before">What is noted so far.</param>
    /// <param name="purpose">What the Job is for.</param>
    /// <param name="state">How it stands.</param>
    /// <param name="actor">Who runs it.</param>
    /// <param name="at">When.</param>
    /// <param name="point">The state before; <see langword="null"/> adds none to those that are noted.</param>
    public static MigrationNote Of(
        MigrationNote? before,
        JobPurpose purpose,
        MigrationState state,
        string actor,
        DateTimeOffset at,
        NotedPoint? point = null
    )
    {
        var steps = before is not null && before.IsOfTheWay(purpose) ? before.Steps : [];
        var isBack = purpose.IsLast && state == MigrationState.Done;
        return new MigrationNote(
            purpose.Version.Text,
            state,
            isBack ? purpose.Back!.Text : Newer(before?.Schema, purpose.Version.Text),
            actor,
            at
        )
        {
            Digest = purpose.Digest,
            Back = purpose.Back?.Text,
            FurthestBack = Furthest(before, purpose.Back?.Text, state),
            Steps =
                purpose.Step is { } step && state == MigrationState.Done
                    ? [.. steps.Append($"{step.App}.{step.Target}").Distinct()]
                    : steps,
            Points = NotedPoint.Add(before?.Points ?? [], point),
        };
    }

    /// <summary>
    /// What has to be noted of a Job that nobody has noted, such as one that was made by hand. No step of a way back
    /// counts as finished any more. The states of the database before its last changes stay.
    /// </summary>
    /// <param name="before">What is noted so far.</param>
    /// <param name="job">The Job. Without a version it tells nothing of the schema.</param>
    /// <param name="state">How it stands.</param>
    /// <param name="actor">Who ran or ended it.</param>
    /// <param name="at">When.</param>
    public static MigrationNote OfUnnoted(
        MigrationNote? before,
        V1Job job,
        MigrationState state,
        string actor,
        DateTimeOffset at
    )
    {
        var label = job.GetLabel(ReleaseLabels.Version);
        var schema = label is null ? before?.Schema : Newer(before?.Schema, label);
        return new MigrationNote(label ?? UnknownVersion, state, schema ?? UnknownVersion, actor, at)
        {
            Back = job.GetLabel(ReleaseLabels.Back),
            FurthestBack = Furthest(before, job.GetLabel(ReleaseLabels.Back), state),
            Points = before?.Points ?? [],
        };
    }

    /// <summary>Whether this tells of a Job: of its version and of its way, forward or back.</summary>
    public bool TellsOf(V1Job job) =>
        job.GetLabel(ReleaseLabels.Version) == ReleaseLabels.ValueOf(Version)
        && job.GetLabel(ReleaseLabels.Back) == (Back is null ? null : ReleaseLabels.ValueOf(Back));

    /// <summary>
    /// The state before the first attempt at a purpose that was not reached by then: a second attempt may find a part
    /// of the changes in the database. <see langword="null"/> where the first attempt was an hour or more before.
    /// </summary>
    /// <param name="purpose">The purpose.</param>
    /// <param name="began">When the present attempt began, by the cluster's clock.</param>
    public RestorePoint? PointOf(JobPurpose purpose, DateTimeOffset began) =>
        IsOf(purpose) && (purpose.Step is not null || State != MigrationState.Done)
            ? Points
                .FirstOrDefault(point =>
                    point.Version == purpose.Version.Text
                    && point.Back == purpose.Back?.Text
                    && began - point.State.At < NotedPoint.OneAttempt
                )
                ?.State
            : null;

    /// <summary>Whether this says that a purpose was reached. Of a tag that moves only with the same content.</summary>
    public bool IsDone(JobPurpose purpose) =>
        purpose.Step is { } step
            ? IsOfTheWay(purpose) && Steps.Contains($"{step.App}.{step.Target}")
            : IsOf(purpose) && State == MigrationState.Done;

    /// <summary>Whether this tells of the way back that a purpose is a step of.</summary>
    public bool IsOfTheWay(JobPurpose purpose) =>
        purpose.Back is { } back && Back == back.Text && Version == purpose.Version.Text;

    /// <summary>Whether the database may have migrations of a version.</summary>
    public bool MayHold(ImageTag version) =>
        Schema == version.Text
        || (version.Version is { } asked && ReleaseVersion.TryParse(Schema) is { } newest && newest >= asked);

    /// <summary>The note's text.</summary>
    public string Write() => JsonSerializer.Serialize(this, MigrationNoteFormat.Default.MigrationNote);

    /// <summary>
    /// Reads a note. Anybody may write an annotation, so a text that is no note reads as <see langword="null"/>.
    /// </summary>
    public static MigrationNote? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, MigrationNoteFormat.Default.MigrationNote);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The note in one line for people.</summary>
    public override string ToString()
    {
        var what = Back is null ? $"migration to {Version}" : $"way back from {Version} to {Back}";
        return $"{what} {State.Word()} {UtcText.ForPeople(At)} by {Actor}";
    }

    private bool IsOf(JobPurpose purpose) =>
        purpose.Step is not null
            ? IsOfTheWay(purpose)
            : Back is null && Version == purpose.Version.Text && Digest == purpose.Digest;

    private static string? Furthest(MigrationNote? before, string? back, MigrationState state)
    {
        if (back is null)
            return state == MigrationState.Done ? null : before?.FurthestBack;
        return before?.FurthestBack is { } former && Newer(former, back) == back ? former : back;
    }

    // An older version that is released again takes nothing out of the database.
    private static string Newer(string? schema, string version) =>
        ReleaseVersion.TryParse(schema) is { } before && ReleaseVersion.TryParse(version) is { } now && before > now
            ? schema!
            : version;
}
