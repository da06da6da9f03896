namespace Releases.Rollout.Diagnosis;

/// <summary>
/// How long a symptom that can heal by itself may last before it is fatal. These times have no arguments: they are long
/// enough for symptoms that heal, and the rollout's own limit holds also.
/// </summary>
public static class Grace
{
    /// <summary>
    /// The number of container restarts of the new revision that is too many, however long they take.
    /// </summary>
    public const int Restarts = 3;

    /// <summary>
    /// How long a container has to run until its restarts are forgotten (Kubernetes, "Pod Lifecycle", restart policy).
    /// </summary>
    public static readonly TimeSpan Recovered = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The longest that the kubelet waits until it pulls an image or starts a container again: five minutes
    /// (Kubernetes, "Images" and "Pod Lifecycle"), and the time for the attempt itself.
    /// </summary>
    public static readonly TimeSpan BackOff = LongestWait + LongestAttempt;

    private static TimeSpan LongestWait => TimeSpan.FromMinutes(5);

    private static TimeSpan LongestAttempt => TimeSpan.FromSeconds(90);

    /// <summary>
    /// How long the kubelet waits after a container's last restart, and the attempt takes. A container that ends soon
    /// has shown by its restarts that it needs little time.
    /// </summary>
    /// <param name="restarts">How often the container has restarted. Each time doubles the wait.</param>
    public static TimeSpan BackOffAfter(int restarts)
    {
        var wait = Shorter(LongestWait, TimeSpan.FromSeconds(10 * Math.Pow(2, restarts - 1)));
        return wait + Shorter(wait, LongestAttempt);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>For a symptom that never heals.</summary>
    public static readonly TimeSpan None = TimeSpan.Zero;

    /// <summary>
    /// A registry that does not answer, or answers with an error of its own. Such failures are often short.
    /// </summary>
    public static readonly TimeSpan ImagePull = TimeSpan.FromSeconds(90);

    /// <summary>
    /// A registry that refuses an image or does not know it. A node's first log-in may be refused and its second taken
    /// (Azure/AKS#4052), and a replica of a registry may lag behind a push (Azure/acr#588). The kubelet tries again
    /// after 10 s.
    /// </summary>
    public static readonly TimeSpan RefusedPull = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A container that starts and ends again. It recovers when, for example, its database comes up late.
    /// </summary>
    public static readonly TimeSpan CrashLoop = TimeSpan.FromSeconds(60);

    /// <summary>A configuration that the kubelet's cache may not have yet.</summary>
    public static readonly TimeSpan ConfigurationCache = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A Secret or ConfigMap of a container's environment that is missing. A driver may make a Secret only once a pod
    /// mounts its volume (kubernetes-sigs/secrets-store-csi-driver#236).
    /// </summary>
    public static readonly TimeSpan MissingConfiguration = TimeSpan.FromSeconds(60);

    /// <summary>
    /// An engine that does not answer the kubelet in time, or still holds the name of the attempt before. A node with a
    /// busy disk takes minutes (containerd/containerd#4604), and the kubelet tries again.
    /// </summary>
    public static readonly TimeSpan SlowEngine = TimeSpan.FromMinutes(2);

    /// <summary>A quota without room for a new pod. Old pods that end make room, see <see cref="WithRoom"/>.</summary>
    public static readonly TimeSpan Quota = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The time in addition to the end of old pods, until their controller and the quota's controller have seen it.
    /// </summary>
    public static readonly TimeSpan Room = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gives a symptom that heals when old pods end as long as these pods may take, when that is longer than its own
    /// grace. Old pods end one after another, each when a new pod serves. The manifest says how long a new pod may take
    /// to serve and an old pod to end (<see cref="WorkloadPace"/>).
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
    /// Marks a symptom that the cluster gives up before its grace ends: a Deployment ends at its
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

    /// <summary>A pod that fits on no node. Autoscalers need minutes for a new node.</summary>
    public static readonly TimeSpan Unschedulable = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A pod that fits on no node, and for which an autoscaler makes one. A cloud may take ten minutes for that.
    /// </summary>
    public static readonly TimeSpan ComingNode = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A container that goes on beside a migration that has ended. A container that watches for the end needs a moment.
    /// </summary>
    public static readonly TimeSpan Beside = TimeSpan.FromSeconds(10);

    /// <summary>A volume whose Secret, ConfigMap or claim is missing. It may appear a moment later.</summary>
    public static readonly TimeSpan MissingVolume = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A disk, a sandbox or a network that a node does not get. The kubelet itself waits two minutes before it reports
    /// a volume, and then tries again (k8s.io/kubernetes, pkg/kubelet/volumemanager, podAttachAndMountTimeout).
    /// </summary>
    public static readonly TimeSpan Preparation = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A pod of another revision that an ordered StatefulSet waits for. The pod may still become ready. Its probes may
    /// give it longer than this.
    /// </summary>
    public static readonly TimeSpan InOrder = TimeSpan.FromSeconds(60);
}
