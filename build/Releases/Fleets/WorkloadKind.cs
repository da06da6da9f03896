namespace Releases.Fleets;

/// <summary>The kinds of workload that a release sets images on.</summary>
public enum WorkloadKind
{
    /// <summary>apps/v1 Deployment.</summary>
    Deployment,

    /// <summary>apps/v1 StatefulSet.</summary>
    StatefulSet,

    /// <summary>apps/v1 DaemonSet.</summary>
    DaemonSet,

    /// <summary>batch/v1 CronJob, batch/v1beta1 on clusters before 1.21.</summary>
    CronJob,
}

/// <summary>What Kubernetes calls the kinds.</summary>
public static class WorkloadKinds
{
    /// <summary>The API group of a kind and its name in addresses and rules, such as <c>deployments</c>.</summary>
    public static (string Group, string Plural) Resource(this WorkloadKind kind) =>
        kind switch
        {
            WorkloadKind.Deployment => ("apps", "deployments"),
            WorkloadKind.StatefulSet => ("apps", "statefulsets"),
            WorkloadKind.DaemonSet => ("apps", "daemonsets"),
            WorkloadKind.CronJob => ("batch", "cronjobs"),
        };
}
