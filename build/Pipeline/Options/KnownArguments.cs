using Pipeline.Targets;

namespace Pipeline.Options;

/// <summary>Every argument that a person can give, in the order of the documentation.</summary>
public static class KnownArguments
{
    /// <summary>The arguments of a release.</summary>
    public static readonly IReadOnlyList<KnownArgument> Release =
    [
        new("version", "X.Y.Z", "the release; staging regions take any image tag", "VERSION", "CI_COMMIT_TAG"),
        new("bump", "patch|minor|major", "the next version after the latest of the line, instead of --version"),
        new(
            "regions",
            "a,b",
            "regions or groups of the fleet; default: the fleet's default group",
            "REGIONS",
            "CLUSTERS"
        ),
        new("gke", null, "regions that the fleet does not know are GKE clusters", "GCP_GKE"),
        new("gke-regions", "a,b", "of the regions that the fleet does not know, only these are GKE clusters"),
        new("gke-project", "NAME", "Google project of the GKE clusters that the fleet does not know"),
        new("gke-location", "NAME", "Google region or zone of the GKE clusters that the fleet does not know"),
        new("provider", "aks|gke|context", "AddRegion: where the region's cluster runs"),
        new("cluster", "NAME", "AddRegion: the name of its cluster or context; default: the region's"),
        new("resource-group", "NAME", "AddRegion: its Azure resource group"),
        new("subscription", "NAME", "AddRegion: its Azure subscription; default: that of az"),
        new(
            "tier",
            "production|staging",
            "AddRegion: what it is for; Pipeline: the regions that have jobs; default production"
        ),
        new("url", "URL", "AddRegion: its public address"),
        new("aliases", "a,b", "AddRegion: its other names"),
        new("groups", "a,b", "AddRegion: the groups that it joins; default: the fleet's default group"),
        new("wave", "N", "AddRegion: the wave that it joins; default: the last"),
        new("manifests", "FOLDER", "AddRegion: the folder of its own manifests"),
        new(
            "fleet",
            "FILE",
            "the fleet file; default: kubernetes/fleet.yaml of the repository that you are in, else of this one"
        ),
        new("namespace", "NAME", "the namespace, instead of the fleet's"),
        new(
            "app",
            "DIR",
            "the application's checkout; default: the repository that you are in when it has a fleet file, else this one"
        ),
        new("image", "REF", "repository of the images; default: the fleet's", "IMAGE"),
        new("builder", "NAME", "docker (default), acr, or the name of a buildx builder"),
        new("waves", "\"a;b,c\"", "the waves, instead of the fleet's"),
        new("tail-migration", null, "shows the migrations' log as it comes"),
        new("migration-timeout", "30m", "limit of a region's migration: 90s, 10m, 1h"),
        new("rollout-timeout", "10m", "limit of a region's rollout and live page"),
        new("wait-lock", "10m", "waits for a region that somebody else is releasing to, instead of refusing"),
        new("allow-version-gap", null, "takes a version that follows from no existing one") { IsOverruling = true },
        new(
            "allow-downgrade",
            null,
            "takes a version older than the live one, or than the one that the database was migrated to"
        )
        {
            IsOverruling = true,
        },
        new("on-failure", "stop|rollback", "what a region that fails does with its own images; default stop"),
        new("unapply-migrations", null, "Rollback: first un-applies what the older version does not have"),
        new(
            "accept-migration-risk",
            null,
            "goes on where older code may not run on the present schema: Rollback, --on-failure"
        )
        {
            IsOverruling = true,
        },
        new(
            "backup",
            "never|risky|always",
            "a backup of the region's database before its schema changes; default risky where the fleet file says how"
        ),
        new(
            "registry-user",
            "NAME",
            "user of the registry when DOCKER_REGISTRY_PASSWORD is set; default: its name",
            "DOCKER_REGISTRY_USER"
        ),
        new(
            "cloud-access",
            "api|environment|cli",
            "asks the clouds after one login each: of az and gcloud, or of the environment; or asks az and gcloud for each region"
        ),
        new(
            "dry-run",
            null,
            "Deploy, VerifyRollout: Plan tells what would happen; Rollback: CheckRollback judges the migrations; AddRegion: prints the change"
        ),
        new("yes", null, "no confirmation", "CI"),
        new("actor", "NAME", "who releases; default: git's user.name", "GITLAB_USER_NAME"),
        new(
            "record",
            "FILE",
            "where the record is written; default below artifacts/; Report, ReleaseNotes: the record to read"
        ),
        new("report", "FILE.html", "the record as a page for people; Status, History: the fleet as one"),
        new("dotenv", "FILE", "version, outcome, commit and address as variables, for GitLab"),
        new(
            "notify",
            "FILE",
            "tells the Slack, Teams or JSON webhooks of the file at start and end: an address a line; repeatable",
            "RELEASE_NOTIFY"
        )
        {
            IsRepeatable = true,
        },
        new(
            "from",
            "X.Y.Z",
            "CheckRollback: the version that runs; Rollback: the same where it cannot be read; CheckMigrations: any commit"
        ),
        new("live", "FILE", "CheckMigrations: what is live, as Status writes it with --output=json"),
        new("code-quality", "FILE", "CheckMigrations: writes the findings for GitLab's merge requests"),
        new("strict", null, "CheckRollback, Rollback, CheckMigrations: refuses what has to be investigated, too"),
        new("schema", null, "Status, Plan: asks each region's database which migrations are applied; only reads"),
        new("watch", null, "Status: shows it again and again, until Ctrl-C"),
        new("interval", "10s", "Status: the time between two looks with --watch, 2s to 1h"),
        new(
            "output",
            string.Join('|', OutputFormats.All),
            "Status, History, Plan, CheckRollback, CheckMigrations: how the answer is written; Deploy, Rollback: json writes the record"
        ),
        new("apply-manifests", null, "Deploy, Plan: applies the manifests between the migration and the new images"),
        new("force-conflicts", null, "ApplyManifests: takes over fields that others own") { IsOverruling = true },
        new("prune", null, "ApplyManifests: removes what was applied before and is in no manifest any more"),
        new("kubeconfig", "FILE", "Credentials: writes the region's credentials there, for kubectl"),
        new(
            "start",
            "auto|manual",
            "Pipeline: whether deploy jobs wait until somebody presses them; default: on staging only",
            "RELEASE_START"
        ),
        new("shell", CompletedShells.Choice, "Completion: the shell that the script is for"),
        new("line", "X.Y", "StartPatch, FinishPatch: the line that is patched; in short, start-patch 1.2"),
        new("commit", "SHA", "Revert: the commit or merge to take back"),
        new("drop-migrations", null, "Revert: takes back all but the commit's migration files; those stay"),
        new("fault", "REGION:KIND", "Drill: what goes wrong where; repeatable") { IsRepeatable = true },
        new(
            "serve",
            null,
            "Drill: keeps the clusters up afterwards; every target works on them from a second terminal"
        ),
        new("scenario", "NAME", "Drill: an exercise instead of a release, one step at a time, such as rollback"),
        new(
            "progress",
            "auto|live|plain|json",
            "how progress is shown: a live picture on a terminal, plain lines, or events as lines of JSON"
        ),
    ];

    /// <summary>The arguments that belong to Cake's host, with their short forms.</summary>
    public static readonly IReadOnlyList<KnownArgument> Host =
    [
        new("target", "NAME", "what to do") { IsRepeatable = true },
        new(
            "verbosity",
            "quiet|minimal|normal|verbose|diagnostic",
            "how much Cake says; verbose: its headings and its table of tasks, too"
        ),
        new(
            "working",
            "DIR",
            "where relative paths and the search for the fleet file start, instead of the current folder"
        ),
        new("exclusive", null, "only the target itself, nothing that it depends on"),
        new("description", null, "lists the targets with what they do"),
        new("tree", null, "shows the graph of the targets"),
        new("dryrun", null, "walks the graph without doing anything"),
        new("info", null, "shows versions"),
        new("help", null, "shows this text"),
    ];

    // Cake's own other spellings.
    private static readonly Dictionary<string, string> HostAliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["t"] = "target",
        ["v"] = "verbosity",
        ["w"] = "working",
        ["e"] = "exclusive",
        ["h"] = "help",
        ["descriptions"] = "description",
        ["showdescription"] = "description",
        ["showdescriptions"] = "description",
        ["showtree"] = "tree",
        ["noop"] = "dryrun",
        ["whatif"] = "dryrun",
        ["ver"] = "version",
    };

    /// <summary>Finds an argument of the host by any of its spellings.</summary>
    public static KnownArgument? FindHost(string name) => Find(Host, HostAliases.GetValueOrDefault(name, name));

    /// <summary>Finds an argument of a release.</summary>
    public static KnownArgument? FindRelease(string name) => Find(Release, name);

    private static KnownArgument? Find(IReadOnlyList<KnownArgument> arguments, string name) =>
        arguments.FirstOrDefault(argument => argument.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
