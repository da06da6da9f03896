using Foundation.Timing;

namespace Clusters.Credentials;

/// <summary>
/// A plugin with its present answer, for all regions whose kubeconfigs ask it the same: it runs once for all of them,
/// and again before the answer expires or after one of their servers has refused it. The other regions keep the answer
/// that one has refused until there is another.
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
    public async ValueTask<Credential> CurrentAsync(Action<string> hear, CancellationToken cancellationToken) =>
        (await HearAsync(hear, async () => await _answers.CurrentAsync(cancellationToken)))!.Credential;

    /// <summary>Another answer, for a server that has refused one.</summary>
    /// <param name="refused">The one that was refused.</param>
    /// <param name="hear">Hears what it says while it waits, unless somebody waits for longer.</param>
    /// <param name="cancellationToken">Stops the wait, and the run when nobody else waits for it.</param>
    /// <returns><see langword="null"/> where another run would not help.</returns>
    public async ValueTask<Credential?> InsteadOfAsync(
        Credential refused,
        Action<string> hear,
        CancellationToken cancellationToken
    ) =>
        (
            await HearAsync(
                hear,
                async () => await _answers.InsteadOfAsync(answer => refused.IsOf(answer.Credential), cancellationToken)
            )
        )?.Credential;

    private async Task<ExpiringCredential?> HearAsync(Action<string> hear, Func<Task<ExpiringCredential?>> ask)
    {
        lock (_lock)
            _waiting.Add(hear);
        try
        {
            return await ask();
        }
        finally
        {
            lock (_lock)
                _waiting.Remove(hear);
        }
    }

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
