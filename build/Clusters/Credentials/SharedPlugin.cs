using Foundation.Timing;

namespace Clusters.Credentials;

/// <summary>
/// A plugin with its present answer, for all regions whose kubeconfigs ask it the same: it runs once for all of them,
/// and again before the answer expires or after one of their servers has refused it.
/// </summary>
internal sealed class SharedPlugin : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Action<string>> _waiting = [];
    private readonly ExecPluginSettings _settings;
    private readonly Renewed<ExpiringCredential> _answers;

    /// <summary>Prepares it; nothing runs yet.</summary>
    /// <param name="settings">What to run.</param>
    /// <param name="limit">Longest run.</param>
    /// <param name="time">The clock.</param>
    public SharedPlugin(ExecPluginSettings settings, TimeSpan limit, TimeProvider time)
    {
        _settings = settings;
        _answers = new(new ExecPlugin(settings, limit, time, Tell).RunAsync, answer => answer.ExpiresAt, time);
    }

    /// <summary>Whether it answers for such a section of a kubeconfig.</summary>
    public bool AnswersFor(ExecPluginSettings settings) => _settings.AnswersFor(settings);

    /// <summary>The present answer.</summary>
    /// <param name="hear">Hears what it says while it waits, unless somebody waits for longer.</param>
    /// <param name="cancellationToken">Stops the wait, and the run when nobody else waits for it.</param>
    public async ValueTask<Credential> CurrentAsync(Action<string> hear, CancellationToken cancellationToken)
    {
        lock (_lock)
            _waiting.Add(hear);
        try
        {
            return (await _answers.CurrentAsync(cancellationToken)).Credential;
        }
        finally
        {
            lock (_lock)
                _waiting.Remove(hear);
        }
    }

    /// <summary>Tells that a server refused an answer.</summary>
    /// <returns>Whether asking again can give another one.</returns>
    public bool Discard(Credential refused) => _answers.Discard(answer => refused.IsOf(answer.Credential));

    /// <inheritdoc/>
    public void Dispose() => _answers.Dispose();

    // A code to type in a browser is for one person, however many regions wait for it.
    private void Tell(string line)
    {
        Action<string>? first;
        lock (_lock)
            first = _waiting.FirstOrDefault();
        first?.Invoke(line);
    }
}

/// <summary>The plugins of a run, each of them for all regions that ask it the same.</summary>
/// <param name="time">The clock of their answers.</param>
public sealed class SharedPlugins(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<SharedPlugin> _plugins = [];

    /// <summary>The one that answers for such a section of a kubeconfig.</summary>
    internal SharedPlugin Of(ExecPluginSettings settings, TimeSpan limit)
    {
        lock (_lock)
        {
            if (_plugins.FirstOrDefault(plugin => plugin.AnswersFor(settings)) is { } known)
                return known;
            var created = new SharedPlugin(settings, limit, time);
            _plugins.Add(created);
            return created;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var plugin in _plugins)
                plugin.Dispose();
        }
    }
}
