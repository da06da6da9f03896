namespace Foundation.Processes;

/// <summary>
/// Tells a listener which programs a run starts. It hears of them from <see cref="ChildProcess"/>, the one way to start
/// a program, so no caller can forget to.
/// </summary>
/// <remarks>It belongs to the flow of calls that opened it, as <see cref="Secrets.SecretKeeper"/> does.</remarks>
public sealed class StartedPrograms
{
    private static readonly AsyncLocal<StartedPrograms?> Ambient = new();

    private readonly Lock _lock = new();
    private readonly List<string> _untold = [];
    private Action<string>? _listener;

    private StartedPrograms() { }

    /// <summary>Keeps account of what is started by all that is called from here on.</summary>
    public static void Open() => Ambient.Value = new StartedPrograms();

    /// <summary>Names the listener, and tells it at once of what was started before.</summary>
    /// <param name="listener">Hears of the full path of each program; called from any thread.</param>
    public static void TellTo(Action<string> listener) => Ambient.Value?.Tell(listener);

    /// <summary>A program was started.</summary>
    internal static void Add(string file) => Ambient.Value?.AddOne(file);

    private void Tell(Action<string> listener)
    {
        lock (_lock)
        {
            _listener = listener;
            _untold.ForEach(listener);
            _untold.Clear();
        }
    }

    private void AddOne(string file)
    {
        lock (_lock)
        {
            if (_listener is null)
                _untold.Add(file);
            else
                _listener(file);
        }
    }
}
