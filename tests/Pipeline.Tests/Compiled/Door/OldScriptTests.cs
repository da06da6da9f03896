using System.Diagnostics;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Door;

/// <summary>The team's old script before a door that prints its arguments.</summary>
public sealed class OldScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OldScriptTests()
    {
        ScriptFile.Write(_folder["a checkout/build.sh"], "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 3\n");
        ScriptFile.Write(
            _folder["a checkout/sh/deploy-k8s.sh"],
            File.ReadAllText(Path.Combine(Repository.Root, "sh", "deploy-k8s.sh"))
        );
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_arguments_become_those_of_a_release_and_the_exit_code_is_the_releases()
    {
        var (exitCode, output, _) = await RunAsync("1.2.3", "uk", "default", "--tail-migration", "--actor=Ada L");

        output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe([
                "--target=Deploy",
                "--version=1.2.3",
                "--regions=uk",
                "--namespace=default",
                "--tail-migration",
                "--actor=Ada L",
            ]);
        exitCode.ShouldBe(ExitCode.Refused);
    }

    [Fact]
    public async Task Without_its_arguments_it_says_which_it_takes()
    {
        var (exitCode, output, errors) = await RunAsync("1.2.3");

        (exitCode, output).ShouldBe((ExitCode.Usage, ""));
        errors.ShouldStartWith("usage: sh/deploy-k8s.sh VERSION CLUSTER NAMESPACE [--tail-migration]");
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(_folder["a checkout/sh/deploy-k8s.sh"], arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
