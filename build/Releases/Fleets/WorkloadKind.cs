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
