using System.Globalization;
using Pipeline.Targets;
using Releases.Fleets;
using Releases.Images;
using Releases.Orders;

namespace Pipeline.Options;

/// <summary>Reads <see cref="ReleaseOptions"/> from the command line and the environment.</summary>
public static class ReleaseOptionsReader
{
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
        var found = FoundFleet.From(workingFolder);
        var options = new ReleaseOptions
        {
            Version = VersionOptions.Version(reader, line),
            Bump = VersionOptions.Bump(reader, line),
            Regions = ReadRegions(reader),
            FleetFile = reader.PathOf("fleet", workingFolder) ?? found?.File ?? Path.Combine(root, FoundFleet.Place),
            App = reader.PathOf("app", workingFolder) ?? found?.App ?? root,
            Image = ReadImage(reader),
            Builder = reader.Text("builder") ?? "docker",
            CloudAccess = CloudAccessOf(reader),
            TailMigration = reader.Flag("tail-migration"),
            MigrationTimeout = reader.Duration("migration-timeout", ReleaseOptions.DefaultMigrationTimeout),
            RolloutTimeout = reader.Duration("rollout-timeout", ReleaseOptions.DefaultRolloutTimeout),
            LockWait = reader.Duration("wait-lock", TimeSpan.Zero),
            AllowVersionGap = reader.Flag("allow-version-gap"),
            AllowDowngrade = reader.Flag("allow-downgrade"),
            UnapplyMigrations = reader.Flag("unapply-migrations"),
            Backup = BackupOf(reader),
            AcceptMigrationRisk = reader.Flag("accept-migration-risk"),
            RestoresOnFailure = reader.Choice("on-failure", "stop", "stop", "rollback") == "rollback",
            RegistryUser = reader.Text("registry-user"),
            Yes = reader.Flag("yes"),
            Actor = reader.Text("actor") is { } actor && !string.IsNullOrWhiteSpace(actor) ? actor : null,
            ActorEmail = NotEmpty(environment("GITLAB_USER_EMAIL")),
            Overruled = OverruledGuards.Of(line, reader),
            CiRef = NotEmpty(environment("CI_COMMIT_REF_NAME")),
            IsTagJob =
                bool.TryParse(environment("CI"), out var isCi)
                && isCi
                && NotEmpty(environment("CI_COMMIT_TAG")) is not null,
            PipelineCreatedAt = CreatedAt(environment),
            CiJob = NotEmpty(environment("CI_JOB_URL")),
            RecordFile = reader.PathOf("record", workingFolder),
            ReportFile = ReadReport(reader, workingFolder),
            From = VersionOptions.From(reader, line),
            DotenvFile = reader.PathOf("dotenv", workingFolder),
            Webhooks = WebhookOptions.Read(reader, workingFolder),
            KubeconfigFile = reader.PathOf("kubeconfig", workingFolder),
            RegionJobs = RegionJobs.From(reader),
            Shell = reader.Text("shell") is null ? null : reader.Choice("shell", "", [.. CompletedShells.All]),
            Line = VersionOptions.Line(reader),
            Commit = reader.Text("commit"),
            DropMigrations = reader.Flag("drop-migrations"),
            Faults = line.Values("fault"),
            Serve = reader.Flag("serve"),
            Progress = reader.Choice("progress", "auto", "auto", "live", "plain", "json"),
        };
        options = WithManifests(WithAnswer(WithOthers(options, reader), reader, workingFolder), reader);
        foreach (var problem in reader.Problems)
            problems.Add(problem);
        return options;
    }

    // The jobs of the regions are in a pipeline of their own, which begins when the images are there. It is told when
    // the tag's began.
    private static DateTimeOffset? CreatedAt(Func<string, string?> environment) =>
        DateTimeOffset.TryParse(
            NotEmpty(environment(RegionJobs.CreatedAtVariable)) ?? environment("CI_PIPELINE_CREATED_AT"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;

    private static CloudAccess CloudAccessOf(OptionReader reader) =>
        Enum.Parse<CloudAccess>(reader.Choice("cloud-access", "api", "api", "environment", "cli"), ignoreCase: true);

    private static ReleaseOptions WithManifests(ReleaseOptions options, OptionReader reader) =>
        options with
        {
            AppliesManifests = reader.Flag("apply-manifests"),
            ForcesConflicts = reader.Flag("force-conflicts"),
            Prunes = reader.Flag("prune"),
        };

    private static ReleaseOptions WithOthers(ReleaseOptions options, OptionReader reader) =>
        options with
        {
            NewRegion = NewRegionOptions.Read(reader),
            OnlyTells = reader.Flag(DryRun.Name),
            Scenario = reader.Text("scenario"),
        };

    private static ReleaseOptions WithAnswer(ReleaseOptions options, OptionReader reader, string workingFolder)
    {
        options = options with
        {
            Strict = reader.Flag("strict"),
            AsksSchema = reader.Flag("schema"),
            LiveFile = reader.PathOf("live", workingFolder),
            CodeQualityFile = reader.PathOf("code-quality", workingFolder),
            Output = reader.Choice("output", OutputFormats.Table, [.. OutputFormats.All]),
            WatchInterval = WatchOptions.Interval(reader),
        };
        if (options is { WatchInterval: not null, AsksSchema: true })
            reader.Note("--schema: it starts a Job in each region, so not again and again; leave --watch out");
        if (options is { WatchInterval: not null, ReportFile: not null })
            reader.Note("--report: a watch has no end that a page could be made of; leave --watch out");
        return options;
    }

    private static BackupPolicy? BackupOf(OptionReader reader) =>
        Enum.TryParse<BackupPolicy>(
            reader.Choice("backup", "", [.. Enum.GetNames<BackupPolicy>().Select(name => name.ToLowerInvariant())]),
            ignoreCase: true,
            out var policy
        )
            ? policy
            : null;

    private static string? ReadReport(OptionReader reader, string workingFolder)
    {
        var file = reader.PathOf("report", workingFolder);
        if (file is not null && Path.GetExtension(file).ToLowerInvariant() is not (".html" or ".htm"))
            reader.Note($"--report: a report is a page: name it FILE.html, not '{reader.Text("report")}'");
        return file;
    }

    private static string? ReadImage(OptionReader reader)
    {
        if (reader.Find("image") is not { } found)
            return null;
        var image = ImageReference.Parse(found.Value);
        if (
            image.Tag is not null
            || image.Digest is not null
            || RegistryImage.TryParse($"{image.Repository}:any") is null
        )
            reader.Note($"{found.Source}: '{found.Value}' has to be REGISTRY/REPOSITORY without a tag");
        return image.Repository;
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
}
