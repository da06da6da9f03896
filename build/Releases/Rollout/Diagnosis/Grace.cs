namespace Releases.Rollout.Diagnosis;

/// <summary>
/// How long a symptom that can heal by itself may last before it is fatal. There is no argument for these: they are
/// long enough for what heals, and the rollout's own limit holds besides.
/// </summary>
public static class Grace
{
    /// <summary>Container restarts of the new revision that are too many, whatever the time.</summary>
    public const int Restarts = 3;

    /// <summary>
    /// How long a container has to run until its restarts are forgotten (Kubernetes, "Pod Lifecycle", restart policy).
    /// </summary>
    public static readonly TimeSpan Recovered = TimeSpan.FromMinutes(10);

    /// <summary>It never heals.</summary>
    public static readonly TimeSpan None = TimeSpan.Zero;

    /// <summary>A registry that does not answer, or answers with an error of its own: registries blink.</summary>
    public static readonly TimeSpan ImagePull = TimeSpan.FromSeconds(90);

    /// <summary>A container that starts and dies again: a database that comes up late heals it.</summary>
    public static readonly TimeSpan CrashLoop = TimeSpan.FromSeconds(60);

    /// <summary>A configuration that the kubelet's cache may not have seen yet.</summary>
    public static readonly TimeSpan ConfigurationCache = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A quota that leaves no room for a new pod: old pods that end make room, see <see cref="WithRoom"/>.
    /// </summary>
    public static readonly TimeSpan Quota = TimeSpan.FromSeconds(60);

    /// <summary>
    /// What is kept beyond the time that old pods have to end, until their controller and the quota's have seen it.
    /// </summary>
    public static readonly TimeSpan Room = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A symptom that heals when old pods end is given as long as that may take, where that is longer than its own
    /// grace. Old pods end one after another, each when a new one serves; how long a new one may take to serve and an
    /// old one to end, the manifest says (<see cref="WorkloadPace"/>).
    /// </summary>
    /// <param name="symptom">A symptom of the new pods.</param>
    /// <param name="pace">How long the workload's pods may take.</param>
    public static Symptom WithRoom(Symptom symptom, WorkloadPace pace) =>
        symptom.NeedsRoom && pace.Replacing + Room > symptom.Grace
            ? symptom with
            {
                Grace = pace.Replacing + Room,
                Because = pace.ToString(),
            }
            : symptom;

    /// <summary>
    /// A symptom that the cluster itself does not wait for so long: a Deployment is given up at its
    /// <c>progressDeadlineSeconds</c> (Kubernetes, "Deployments", progress deadline seconds).
    /// </summary>
    public static Symptom GivenUp(Symptom symptom, TimeSpan deadline) =>
        deadline < symptom.Grace
            ? symptom with
            {
                GivenUpAfter = deadline,
                Because = $"progressDeadlineSeconds is {deadline.TotalSeconds}",
            }
            : symptom;

    /// <summary>A pod that no node takes: autoscalers need minutes for a new node.</summary>
    public static readonly TimeSpan Unschedulable = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A container beside the migration that goes on when that has ended: one that watches for the end needs a moment.
    /// </summary>
    public static readonly TimeSpan Beside = TimeSpan.FromSeconds(10);

    /// <summary>A volume whose Secret, ConfigMap or claim is not there: it may come a moment later.</summary>
    public static readonly TimeSpan MissingVolume = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A disk, a sandbox or a network that a node does not get: it is given two minutes by the kubelet itself before it
    /// says so (k8s.io/kubernetes, pkg/kubelet/volumemanager, podAttachAndMountTimeout), and tries again.
    /// </summary>
    public static readonly TimeSpan Preparation = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A pod of another revision that an ordered StatefulSet waits for: it may become ready yet, and is given as long
    /// as its probes give it where that is longer.
    /// </summary>
    public static readonly TimeSpan InOrder = TimeSpan.FromSeconds(60);
}
