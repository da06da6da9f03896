using System.Diagnostics;
using System.Text.Json.Nodes;
using Foundation.Failures;
using Foundation.Secrets;

namespace Clusters.Credentials;

/// <summary>Runs a credential plugin once: no shell, no input, a limit, and its own words when it fails.</summary>
internal sealed class ExecPlugin(string region, ExecPluginSettings settings, TimeSpan limit, TimeProvider time)
{
    // Shorter values, such as "true", are settings: masking them would only garble the message.
    private const int ShortestSecret = 8;

    /// <summary>The credential that the plugin printed.</summary>
    /// <exception cref="ReleaseException">It is missing, failed, took too long or printed something else.</exception>
    public async Task<ExecCredential> RunAsync(CancellationToken cancellationToken)
    {
        using var process = Start();
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(either.Token);
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            await Task.WhenAll(output, errors, process.WaitForExitAsync(either.Token));
            return process.ExitCode == 0
                ? ExecCredential.Parse(await output, settings.ApiVersion, Told)
                : throw Told($"exit code {process.ExitCode}: {FirstUsefulLine(await errors)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Told($"no answer within {limit.TotalSeconds:0} seconds");
        }
        finally
        {
            End(process);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(settings.Command, settings.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        // Until something is set there, it is what this process would hand down.
        start.FileName =
            ExecutableSearch.Find(settings.Command, start.Environment.TryGetValue("PATH", out var path) ? path : null)
            ?? throw new ReleaseException(
                $"{region}: the credential plugin {settings.Command} of the kubeconfig is not installed or not in PATH",
                OneLine(settings.InstallHint)
            );
        foreach (var (name, value) in settings.Environment)
            start.Environment[name] = value.Reveal();
        start.Environment["KUBERNETES_EXEC_INFO"] = Invitation();

        try
        {
            return Process.Start(start) ?? throw Told("it did not start");
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

    private ReleaseException Told(string what) =>
        new(
            $"{region}: the credential plugin {Path.GetFileName(settings.Command)} failed: {what}",
            OneLine(settings.InstallHint)
        );

    private string FirstUsefulLine(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var line =
            lines.FirstOrDefault(each =>
                each.Contains("error", StringComparison.OrdinalIgnoreCase) && !each.EndsWith(':')
            )
            ?? lines.FirstOrDefault()
            ?? "it said nothing";
        var given = settings
            .Environment.Select(each => each.Value)
            .Where(value => value.Reveal().Length >= ShortestSecret);
        return OpaqueText.Mask(new SecretRedactor(given).Redact(line));
    }

    // Plugins start helpers of their own (az, gcloud), so the whole tree goes.
    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself in between.
        }
    }

    private static string? OneLine(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : string.Join(
                ' ',
                text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            );
}
