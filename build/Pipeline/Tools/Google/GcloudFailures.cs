namespace Pipeline.Tools.Google;

/// <summary>What gcloud says, and what to do about it.</summary>
internal static class GcloudFailures
{
    /// <summary>Failures of every command.</summary>
    public static IReadOnlyList<FailureHint> Account { get; } =
    [
        // gcloud calls both a problem with the tokens, and asks to log in, which would end in the same way.
        new(
            "CERTIFICATE_VERIFY_FAILED",
            "the certificate that Google Cloud shows is not trusted here.",
            "Name a file with your proxy's authority: gcloud config set core/custom_ca_certs_file FILE"
        ),
        new("Max retries exceeded", "Google Cloud cannot be reached.", "Check the network and the proxy settings."),
        new(
            "You do not currently have an active account selected",
            "nobody is logged in to Google Cloud.",
            "gcloud auth login"
        ),
        new(
            "Go to the following link in your browser",
            "it waits for somebody to log in to Google Cloud.",
            "gcloud auth login"
        ),
        new("Reauthentication", "the log-in to Google Cloud has expired.", "gcloud auth login"),
        new("invalid_grant", "the log-in to Google Cloud has expired.", "gcloud auth login"),
        new(
            "problem refreshing your current auth tokens",
            "the log-in to Google Cloud has expired.",
            "gcloud auth login"
        ),
    ];

    /// <summary>Failures that are about a database.</summary>
    public static IReadOnlyList<FailureHint> Database(CloudSqlInstance instance) =>
        [
            .. Account,
            new(
                "does not exist",
                $"there is no instance {instance.Name} in project {instance.Project}.",
                $"gcloud sql instances list --project {instance.Project}"
            ),
            new(
                "HTTPError 403",
                $"this log-in may not back up instance {instance.Name} of project {instance.Project}.",
                $"Check who is logged in (gcloud auth list), and ask for cloudsql.backupRuns.create on {instance.Project}"
            ),
        ];

    /// <summary>Failures that are about a cluster.</summary>
    public static IReadOnlyList<FailureHint> Cluster(GkeCluster cluster) =>
        [
            .. Account,
            // Google gives each of these the code of a missing right or a missing cluster.
            new("is not found", $"there is no project {cluster.Project} for this log-in.", "gcloud projects list"),
            new(
                "has not been used in project",
                $"the Kubernetes Engine API is off in project {cluster.Project}.",
                $"gcloud services enable container.googleapis.com --project {cluster.Project}"
            ),
            new(
                "vpcServiceControlsUniqueIdentifier",
                $"a perimeter of the organisation (VPC Service Controls) keeps this machine out of {cluster.Project}.",
                "Ask who runs the perimeter to let this machine's network in"
            ),
            new(
                "code=404",
                $"there is no cluster {cluster.Name} in {cluster.Location} of project {cluster.Project}.",
                $"gcloud container clusters list --project {cluster.Project}"
            ),
            new(
                "No cluster named",
                $"there is no cluster {cluster.Name} in {cluster.Location} of project {cluster.Project}.",
                $"gcloud container clusters list --project {cluster.Project}"
            ),
            new(
                "code=403",
                $"this log-in may not use cluster {cluster.Name} of project {cluster.Project}.",
                $"Check who is logged in (gcloud auth list), and ask for container.clusters.get on {cluster.Project}"
            ),
        ];
}
