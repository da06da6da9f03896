using Releases;
using Releases.Fleets;
using Releases.Images;
using Releases.Notifying;
using Releases.Versions;

namespace Pipeline.Options;

/// <summary>What was asked for: read once from the arguments and the environment, then only data.</summary>
public sealed record ReleaseOptions
{
    /// <summary>Limit of a migration that was given none.</summary>
    public static readonly TimeSpan DefaultMigrationTimeout = TimeSpan.FromMinutes(30);

    /// <summary>Limit of a rollout that was given none.</summary>
    public static readonly TimeSpan DefaultRolloutTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The release, when it was named; else <see cref="Bump"/> finds it.</summary>
    public ImageTag? Version { get; init; }

    /// <summary>How the version grows from the line's latest, instead of <see cref="Version"/>.</summary>
    public Increment? Bump { get; init; }

    /// <summary>Which regions.</summary>
    public RegionRequest Regions { get; init; } = new();

    /// <summary>The fleet file.</summary>
    public required string FleetFile { get; init; }

    /// <summary>The application's checkout.</summary>
    public required string App { get; init; }

    /// <summary>Repository of the images with its registry; the fleet's when <see langword="null"/>.</summary>
    public string? Image { get; init; }

    /// <summary>What builds: <c>docker</c>, <c>acr</c>, or the name of a buildx builder.</summary>
    public string Builder { get; init; } = "docker";

    /// <summary>Whether migrations show their log as it comes.</summary>
    public bool TailMigration { get; init; }

    /// <summary>Limit of a region's migration.</summary>
    public TimeSpan MigrationTimeout { get; init; }

    /// <summary>Limit of a region's rollout, the live page included.</summary>
    public TimeSpan RolloutTimeout { get; init; }

    /// <summary>How long a region's deploy lock is waited for when somebody else holds it; zero: not at all.</summary>
    public TimeSpan LockWait { get; init; }

    /// <summary>Whether a version may follow from no existing one.</summary>
    public bool AllowVersionGap { get; init; }

    /// <summary>Whether a region may go to a version older than the one that is live.</summary>
    public bool AllowDowngrade { get; init; }

    /// <summary>Whether a rollback un-applies the migrations that the older version does not have.</summary>
    public bool UnapplyMigrations { get; init; }

    /// <summary>Whether a verdict that is not clear is taken.</summary>
    public bool AcceptMigrationRisk { get; init; }

    /// <summary>Whether a region that fails gets its former images back.</summary>
    public bool RestoresOnFailure { get; init; }

    /// <summary>The user that goes with <c>DOCKER_REGISTRY_PASSWORD</c>; the registry's name when <see langword="null"/>.</summary>
    public string? RegistryUser { get; init; }

    /// <summary>Whether nobody is asked.</summary>
    public bool Yes { get; init; }

    /// <summary>Who releases; git's user when <see langword="null"/>.</summary>
    public string? Actor { get; init; }

    /// <summary>The branch or tag that CI runs for, when it does.</summary>
    public string? CiRef { get; init; }

    /// <summary>Whether this is the job that CI starts by itself for a tag.</summary>
    public bool IsTagJob { get; init; }

    /// <summary>The address of the CI job, when it runs in one.</summary>
    public string? CiJob { get; init; }

    /// <summary>Where the record is written; below <c>artifacts/</c> when <see langword="null"/>.</summary>
    public string? RecordFile { get; init; }

    /// <summary>Where the record is written as a page for people, if anywhere.</summary>
    public string? ReportFile { get; init; }

    /// <summary>The version that runs, for the way back.</summary>
    public string? From { get; init; }

    /// <summary>Whether a verdict that has to be investigated refuses, too.</summary>
    public bool Strict { get; init; }

    /// <summary>How a verdict is written: <c>table</c>, <c>json</c> or <c>markdown</c>.</summary>
    public string Output { get; init; } = "table";

    /// <summary>Whether applying manifests takes over fields that others own.</summary>
    public bool ForcesConflicts { get; init; }

    /// <summary>Where a person wants a region's kubeconfig.</summary>
    public string? KubeconfigFile { get; init; }

    /// <summary>The line that is patched.</summary>
    public ReleaseLine? Line { get; init; }

    /// <summary>The commit that is taken back, as it was named.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether taking a commit back leaves its migration files where they are.</summary>
    public bool DropMigrations { get; init; }

    /// <summary>Where the run's outcome goes as variables; <see langword="null"/> for nowhere.</summary>
    public string? DotenvFile { get; init; }

    /// <summary>Who is told of the run's start and end.</summary>
    public IReadOnlyList<Webhook> Webhooks { get; init; } = [];

    /// <summary>What goes wrong in a drill, each <c>REGION:KIND</c>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Whether a drill keeps its clusters up afterwards.</summary>
    public bool Serve { get; init; }

    /// <summary>How progress is shown: <c>live</c>, <c>plain</c>, or <c>auto</c>: live on a terminal.</summary>
    public string Progress { get; init; } = "auto";

    /// <summary>Reads the options.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="environment">Gives environment variables.</param>
    /// <param name="root">This repository.</param>
    /// <param name="workingFolder">What paths on the command line are relative to.</param>
    /// <param name="problems">Receives all that is wrong, one line each.</param>
    public static ReleaseOptions Read(
        CommandLine line,
        Func<string, string?> environment,
        string root,
        string workingFolder,
        ICollection<string> problems
    )
    {
        var reader = new OptionReader(line, environment);
        var options = new ReleaseOptions
        {
            Version = VersionOptions.Version(reader, line),
            Bump = VersionOptions.Bump(reader, line),
            Regions = ReadRegions(reader),
            FleetFile = PathOf(reader, "fleet", workingFolder) ?? Path.Combine(root, "kubernetes", "fleet.yaml"),
            App = PathOf(reader, "app", workingFolder) ?? root,
            Image = ReadImage(reader),
            Builder = reader.Text("builder") ?? "docker",
            TailMigration = reader.Flag("tail-migration"),
            MigrationTimeout = reader.Duration("migration-timeout", DefaultMigrationTimeout),
            RolloutTimeout = reader.Duration("rollout-timeout", DefaultRolloutTimeout),
            LockWait = reader.Duration("wait-lock", TimeSpan.Zero),
            AllowVersionGap = reader.Flag("allow-version-gap"),
            AllowDowngrade = reader.Flag("allow-downgrade"),
            UnapplyMigrations = reader.Flag("unapply-migrations"),
            AcceptMigrationRisk = reader.Flag("accept-migration-risk"),
            RestoresOnFailure = reader.Choice("on-failure", "stop", "stop", "rollback") == "rollback",
            RegistryUser = reader.Text("registry-user"),
            Yes = reader.Flag("yes"),
            Actor = reader.Text("actor") is { } actor && !string.IsNullOrWhiteSpace(actor) ? actor : null,
            CiRef = NotEmpty(environment("CI_COMMIT_REF_NAME")),
            IsTagJob =
                bool.TryParse(environment("CI"), out var isCi)
                && isCi
                && NotEmpty(environment("CI_COMMIT_TAG")) is not null,
            CiJob = NotEmpty(environment("CI_JOB_URL")),
            RecordFile = PathOf(reader, "record", workingFolder),
            ReportFile = ReadReport(reader, workingFolder),
            From = VersionOptions.From(reader),
            DotenvFile = PathOf(reader, "dotenv", workingFolder),
            Webhooks = WebhookOptions.Read(reader),
            Strict = reader.Flag("strict"),
            Output = reader.Choice("output", "table", "table", "json", "markdown"),
            ForcesConflicts = reader.Flag("force-conflicts"),
            KubeconfigFile = PathOf(reader, "kubeconfig", workingFolder),
            Line = VersionOptions.Line(reader),
            Commit = reader.Text("commit"),
            DropMigrations = reader.Flag("drop-migrations"),
            Faults = line.Values("fault"),
            Serve = reader.Flag("serve"),
            Progress = reader.Choice("progress", "auto", "auto", "live", "plain"),
        };
        foreach (var problem in reader.Problems)
            problems.Add(problem);
        return options;
    }

    private static string? ReadReport(OptionReader reader, string workingFolder)
    {
        var file = PathOf(reader, "report", workingFolder);
        if (file is not null && Path.GetExtension(file).ToLowerInvariant() is not (".html" or ".htm"))
            reader.Note($"--report: a report is a page: name it FILE.html, not '{reader.Text("report")}'");
        return file;
    }

    private static string? ReadImage(OptionReader reader)
    {
        if (reader.Find("image") is not { } found)
            return null;
        var image = ImageReference.Parse(found.Value);
        if (image.Tag is not null || image.Digest is not null || !CanBePushedTo(image.Repository))
            reader.Note($"{found.Source}: '{found.Value}' has to be REGISTRY/REPOSITORY without a tag");
        return image.Repository;
    }

    private static bool CanBePushedTo(string repository)
    {
        try
        {
            return RegistryImage.Parse($"{repository}:any").Repository.Length > 0;
        }
        catch (UsageException)
        {
            return false;
        }
    }

    private static RegionRequest ReadRegions(OptionReader reader)
    {
        var space = reader.Text("namespace");
        if (space is not null && !KubernetesName.IsLabel(space))
            reader.Note($"--namespace: '{space}' cannot be a namespace");
        return new RegionRequest
        {
            Names = reader.List("regions"),
            Gke = reader.Flag("gke"),
            GkeRegions = reader.List("gke-regions"),
            GkeProject = reader.Text("gke-project"),
            GkeLocation = reader.Text("gke-location"),
            Namespace = space,
            Waves =
            [
                .. reader
                    .List("waves", ';')
                    .Select(wave =>
                        wave.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    ),
            ],
        };
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? PathOf(OptionReader reader, string name, string workingFolder) =>
        reader.Text(name) is { } path ? Path.GetFullPath(path, workingFolder) : null;
}
