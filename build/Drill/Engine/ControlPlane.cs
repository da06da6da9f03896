using Drill.Registry;
using Drill.Settings;
using Drill.Storage;

namespace Drill.Engine;

/// <summary>
/// One cluster's state and everything that acts on it. All of it runs under one lock: a change is made, then the
/// controllers work until nothing is left to do. Whatever takes time is a timer of the fleet's clock, so a cluster has no
/// thread of its own and a test that moves the clock sees all that follows before the clock's call returns.
/// </summary>
internal sealed class ControlPlane : IDisposable
{
    private const int HistoryLength = 5000;

    /// <summary>Far more than any change takes; beyond it, a bug of ours would hang whoever made the change.</summary>
    private const int MostSteps = 200_000;

    private readonly Lock _lock = new();
    private readonly Queue<Action> _work = new();
    private readonly HashSet<(IController, ObjectKey)> _waiting = [];
    private readonly HashSet<ClusterTimer> _timers = [];
    private bool _settling;
    private bool _disposed;

    public ControlPlane(EmbeddedRegion region, EmbeddedFleetOptions options)
    {
        Region = region;
        Options = options;
        Store = new ObjectStore(HistoryLength);
        Kinds = new KindCatalog(BuiltInKinds.For(region.Version));
        Objects = new ObjectRegistry(Store, Kinds, options.TimeProvider, new ObjectDefaults(region.Version));
        Events = new EventRecorder(this);
    }

    /// <summary>Called under the lock when the cluster ends, after its last action.</summary>
    public Action? Ended { get; set; }

    public EmbeddedRegion Region { get; }

    public EmbeddedFleetOptions Options { get; }

    public Pace Pace => Options.Pace;

    public TimeProvider Time => Options.TimeProvider;

    public DateTimeOffset Now => Time.GetUtcNow();

    public ObjectStore Store { get; }

    public KindCatalog Kinds { get; }

    public ObjectRegistry Objects { get; }

    public EventRecorder Events { get; }

    public ExactMoments Moments { get; } = new();

    /// <summary>Reads or changes the cluster, then lets the controllers do what follows.</summary>
    public T Do<T>(Func<T> action)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var result = action();
            Settle();
            return result;
        }
    }

    public void Do(Action action) =>
        Do(() =>
        {
            action();
            return true;
        });

    /// <summary>Ends a subscription to the store; works after the cluster's end too.</summary>
    public void Release(IDisposable subscription)
    {
        lock (_lock)
            subscription.Dispose();
    }

    /// <summary>Has the controller look at the object soon; asking twice before it does so is asking once.</summary>
    public void Enqueue(IController controller, ObjectKey key)
    {
        if (!_waiting.Add((controller, key)))
            return;

        After(
            Pace.Controller,
            () =>
            {
                _waiting.Remove((controller, key));
                controller.Reconcile(key);
            }
        );
    }

    /// <summary>Runs the action under the lock when the span has passed; at once, but not inside the caller, for none.</summary>
    public void After(TimeSpan delay, Action action)
    {
        if (delay <= TimeSpan.Zero)
        {
            _work.Enqueue(action);
            return;
        }

        var timer = new ClusterTimer(fired => Fire(fired, action));
        _timers.Add(timer);
        timer.Start(Time, delay);
    }

    /// <summary>The length of some seconds that the cluster counts.</summary>
    public TimeSpan Seconds(double seconds) => Pace.ClusterSecond * seconds;

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var timer in _timers)
                timer.Dispose();

            _timers.Clear();
            _work.Clear();
            Ended?.Invoke();
        }
    }

    private void Fire(ClusterTimer timer, Action action)
    {
        lock (_lock)
        {
            if (!_timers.Remove(timer))
                return;

            timer.Dispose();
            _work.Enqueue(action);
            Settle();
        }
    }

    private void Settle()
    {
        if (_settling)
            return;

        _settling = true;
        try
        {
            for (var steps = 0; _work.TryDequeue(out var action); steps++)
            {
                if (steps == MostSteps)
                    throw new InvalidOperationException(
                        $"The cluster {Region.Name} does not settle: its controllers keep each other busy."
                    );

                Attempt(action);
            }
        }
        finally
        {
            _settling = false;
        }
    }

    /// <summary>A controller that meets a refusal tries again later, as the real ones do.</summary>
    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (ApiFailure)
        {
            After(Seconds(1), action);
        }
    }
}

/// <summary>One span that a cluster waits for.</summary>
internal sealed class ClusterTimer(Action<ClusterTimer> fire) : IDisposable
{
    private ITimer? _timer;

    public void Start(TimeProvider time, TimeSpan delay) =>
        _timer = time.CreateTimer(_ => fire(this), null, delay, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer?.Dispose();
}
