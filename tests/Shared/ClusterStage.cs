using k8s;
using k8s.Autorest;
using k8s.Models;

namespace ClusterContracts;

/// <summary>
/// A namespace of a cluster, embedded or real, that the same requests are sent to. What the tests of this folder expect
/// was seen on a real API server and holds on both, so that the stage of the drills cannot drift from the real thing.
/// </summary>
public abstract class ClusterStage : IAsyncLifetime
{
    /// <summary>
    /// The containers of this name end at once, those of <see cref="Failing"/> with exit code 1; others serve.
    /// </summary>
    public const string Ending = "ends";

    public const string Failing = "fails";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>A client that may do everything.</summary>
    public Kubernetes Api { get; protected set; } = null!;

    /// <summary>A client that may look and not change.</summary>
    public Kubernetes Restricted { get; protected set; } = null!;

    public string Namespace { get; protected init; } = "";

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>An image that can be pulled, in tags <c>1</c> and <c>2</c>; the registry has no other.</summary>
    public abstract string Image(string tag);

    /// <summary>Looks again and again until it is so.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (true)
        {
            var found = await look();
            if (isSo(found))
                return found;
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"after {Limit.TotalSeconds} s: {KubernetesJson.Serialize(found)}");
            await Task.Delay(Pace, CancellationToken.None);
        }
    }

    /// <summary>The refusal that a request gets.</summary>
    public static async Task<V1Status> RefusalAsync(Func<Task> request)
    {
        var refusal = await Should.ThrowAsync<HttpOperationException>(request);
        var status = KubernetesJson.Deserialize<V1Status>(refusal.Response.Content);
        status.Kind.ShouldBe("Status");
        status.Status.ShouldBe("Failure");
        status.Code.ShouldBe((int)refusal.Response.StatusCode);
        return status;
    }

    /// <summary>A client for a context of a kubeconfig.</summary>
    protected static Kubernetes Client(string kubeconfig, string context)
    {
        using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(kubeconfig));
        return new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(text, context));
    }
}
