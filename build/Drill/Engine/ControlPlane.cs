using Drill.Registry;
using Drill.Settings;
using Drill.Storage;

namespace Drill.Engine;

/// <summary>
/// The engine of one cluster: its objects, its clock, its lock and its queue of work. It knows neither faults nor
/// servers. Everything runs under the lock: a change is made, then the controllers work until nothing is left to do.
/// Everything that takes time is a timer of the fleet's clock. A cluster therefore has no thread of its own. When a
/// test moves the clock, everything that follows has happened before the call returns.
/// </summary>
internal sealed class ControlPlane : IDisposable
{
    private const int HistoryLength = 5000;

    /// <summary>
    /// More steps than any change takes. A cluster that needs more has a bug and would block its caller for ever.
    /// </summary>
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

    /// <summary>Called under the lock when the cluster ends, after the cluster's last action.</summary>
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

    /// <summary>
    /// Runs the action under the lock. Before it returns, the controllers do everything that follows from the change.
    /// </summary>
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

    /// <summary>Ends a subscription to the store. The call also works after the cluster has ended.</summary>
    public void Release(IDisposable subscription)
    {
        lock (_lock)
            subscription.Dispose();
    }

    /// <summary>
    /// Makes the controller reconcile the object after the pace's delay. A second call during the delay has no effect.
    /// </summary>
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

    /// <summary>
    /// Runs the action under the lock after the delay. Without a delay the action runs as soon as the present action
    /// has ended.
    /// </summary>
    public void After(TimeSpan delay, Action action)
    {
        if (delay <= TimeSpan.Zero)
        {
            _work.Enqueue(action);
            return;
        }

        var timer = new ClusterTimer(Now + delay, fired => Fire(fired, action));
        _timers.Add(timer);
        timer.Start(Time);
    }

    /// <summary>How long this many of the cluster's seconds last on the fleet's clock.</summary>
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
            if (!_timers.Contains(timer) || timer.Restarted(Time))
                return;

            _timers.Remove(timer);
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

    /// <summary>Runs an action again one cluster second after the server refused it, as real controllers do.</summary>
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

/// <summary>
/// One delayed action of a cluster. The system's timers run on a coarser clock than
/// <see cref="TimeProvider.GetUtcNow"/> and may fire some milliseconds early. A controller that looks then sees a
/// deadline that is not over yet, and nothing would make it look again.
/// </summary>
internal sealed class ClusterTimer(DateTimeOffset due, Action<ClusterTimer> fire) : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private ITimer? _timer;

    public void Start(TimeProvider time) =>
        _timer = time.CreateTimer(_ => fire(this), null, Remaining(time), Timeout.InfiniteTimeSpan);

    /// <summary>Starts the timer again for the remaining time, if it fired early.</summary>
    public bool Restarted(TimeProvider time) =>
        time.GetUtcNow() < due && _timer!.Change(Remaining(time), Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer?.Dispose();

    private TimeSpan Remaining(TimeProvider time)
    {
        var remaining = due - time.GetUtcNow();
        return remaining > Shortest ? remaining : Shortest;
    }
}
