using System.Text.Json.Nodes;
using Foundation.Failures;
using Foundation.Limits;
using Foundation.Processes;
using Foundation.Secrets;
using Foundation.Timing;

namespace Clusters.Credentials;

/// <summary>
/// Runs a credential plugin once: no shell, no input, a limit, its own words when it fails, and at once while it waits.
/// Its failures name no region, since several may wait for it.
/// </summary>
internal sealed class ExecPlugin(ExecPluginSettings settings, TimeSpan limit, TimeProvider time, Action<string> say)
{
    // Shorter values, such as "true", are settings: masking them would only garble the message.
    private const int ShortestSecret = 8;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>The credential that the plugin printed.</summary>
    /// <exception cref="ReleaseException">It is missing, failed, took too long or printed something else.</exception>
    public async Task<ExpiringCredential> RunAsync(CancellationToken cancellationToken)
    {
        using var process = Start();
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        // What it has written before it is killed counts, too.
        using var heard = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var end = either.Token.Register(() => heard.CancelAfter(LastWords));
        var errors = new SpokenText(process.Errors, time, Say).ReadAsync(heard.Token);
        try
        {
            process.Input.Close();
            var output = OutputAsync(process, either.Token);
            await Task.WhenAll(output, errors, process.WaitForExitAsync(either.Token));
            return process.ExitCode == 0
                ? ExecCredential.Parse(await output, settings.ApiVersion, Told)
                : throw Told($"exit code {process.ExitCode}: {FirstUsefulLine(await errors)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Hangs(await errors);
        }
    }

    // Most plugins that hang wait for somebody to log in, and say so.
    private ReleaseException Hangs(string errors)
    {
        var failure = Told($"no answer within {DurationText.OfLimit(limit)}; {SaidSoFar(errors)}");
        return string.IsNullOrWhiteSpace(errors)
            ? failure
            : new ReleaseException(
                failure.Message,
                "do what it asks, by any kubectl command with this cluster, then run the same command again"
            );
    }

    private string SaidSoFar(string errors) =>
        string.IsNullOrWhiteSpace(errors) ? "it said nothing" : $"it said: {FirstUsefulLine(errors)}";

    private async Task<string> OutputAsync(ChildProcess process, CancellationToken cancellationToken)
    {
        try
        {
            return await BoundedRead.TextAsync(process.Output, InputLimits.CredentialFile, cancellationToken);
        }
        catch (TooLargeException)
        {
            process.Kill();
            throw Told($"it printed more than {InputLimits.CredentialFile / 1024} KiB, which is no credential");
        }
    }

    private ChildProcess Start()
    {
        var file =
            settings.Program
            ?? throw new ReleaseException(
                $"the credential plugin {settings.Command} of the kubeconfig is not installed or not in PATH"
            );
        var command = new ChildCommand(file)
        {
            Arguments = settings.Arguments,
            Without = settings.Without,
            Variables =
            [
                .. settings.Environment.Select(each => KeyValuePair.Create(each.Key, each.Value.Reveal())),
                new("KUBERNETES_EXEC_INFO", Invitation()),
            ],
        };
        try
        {
            return ChildProcess.Start(command);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw Told($"it did not start: {exception.Message}");
        }
    }

    private string Invitation()
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (settings.Cluster is { } cluster)
            spec["cluster"] = cluster.DeepClone();
        return new JsonObject
        {
            ["apiVersion"] = settings.ApiVersion,
            ["kind"] = "ExecCredential",
            ["spec"] = spec,
        }.ToJsonString();
    }

    private ReleaseException Told(string what) => new($"the credential plugin {Name} failed: {what}");

    private string FirstUsefulLine(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var line =
            lines.FirstOrDefault(each =>
                each.Contains("error", StringComparison.OrdinalIgnoreCase) && !each.EndsWith(':')
            )
            ?? lines.FirstOrDefault()
            ?? "it said nothing";
        return Shown(line);
    }

    private void Say(string line) => say($"the credential plugin {Name} says: {Shown(line)}");

    private string Name => Path.GetFileName(settings.Command);

    private string Shown(string line)
    {
        var given = settings
            .Environment.Select(each => each.Value)
            .Where(value => value.Reveal().Length >= ShortestSecret);
        return OpaqueText.Mask(new SecretRedactor(given).Redact(line));
    }
}
