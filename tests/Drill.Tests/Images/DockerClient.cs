using System.ComponentModel;
using System.Diagnostics;

namespace Drill.Tests.Images;

/// <summary>The real docker command line and its engine, with a configuration of its own.</summary>
internal sealed class DockerClient : IDisposable
{
    private readonly string _configuration = Directory.CreateTempSubdirectory("drill-docker-").FullName;

    /// <summary>Skips the test, with the reason, where no engine answers.</summary>
    public async Task RequireEngineAsync()
    {
        try
        {
            var (code, output) = await TryAsync("version", "--format", "{{.Server.Version}}");
            Assert.SkipWhen(code != 0, $"no Docker engine answers: {output}");
        }
        catch (Win32Exception missing)
        {
            Assert.Skip($"there is no docker command here: {missing.Message}");
        }
    }

    public async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output) = await TryAsync(arguments);
        code.ShouldBe(0, $"docker {string.Join(' ', arguments)}: {output}");
        return output;
    }

    public Task<(int Code, string Output)> LogInAsync(string host, string user, string password) =>
        FeedAsync(password, "login", "--username", user, "--password-stdin", host);

    /// <returns>The exit code, with what was printed.</returns>
    public Task<(int Code, string Output)> TryAsync(params string[] arguments) => FeedAsync("", arguments);

    public void Dispose() => Directory.Delete(_configuration, recursive: true);

    private async Task<(int Code, string Output)> FeedAsync(string input, params string[] arguments)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(
            new ProcessStartInfo("docker", ["--config", _configuration, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, process.ExitCode == 0 ? (await output).Trim() : (await output + await errors).Trim());
    }
}
