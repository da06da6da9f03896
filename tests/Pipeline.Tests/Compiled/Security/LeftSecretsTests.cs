using System.Text;
using Drill.Faults;
using Loopback;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Security;

/// <summary>Whatever the end of a run, no file that it leaves, and nothing that it tells, holds a secret.</summary>
public sealed class LeftSecretsTests : IDisposable
{
    private const string GitLabToken = "glpat-left-4711";
    private const string HookPath = "left-hook-path";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ExitCode.Done)]
    [InlineData(ExitCode.Failed)]
    [InlineData(ExitCode.Refused, "--version=7.0.0")]
    public async Task After_a_run_that_ended_by_itself(int exitCode, params string[] arguments)
    {
        await using var hook = new Listener();
        await using var fleet = await StagedFleet.StartAsync("north");
        if (exitCode == ExitCode.Failed)
            fleet["north"].Faults.Add(FaultKind.MigrationFails);

        await using var command = Start(fleet, hook, arguments);
        var run = (await command.EndAsync(_folder["record.json"])).ShouldEndWith(exitCode);

        ShouldHoldNoSecret(fleet, [run.Output, run.Errors, .. hook.Received]);
        File.Exists(_folder["record.json"]).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(_folder["temporary"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_one_that_was_killed_and_one_more()
    {
        await using var hook = new Listener();
        await using var fleet = await ResumptionTests.MigratingFor(20);
        await using var killed = Start(fleet, hook, ["--tail-migration"]);
        await killed.SaysAsync("migrate: | step 3");
        await killed.KillAsync();
        var said = (await killed.EndAsync(_folder["record.json"])).Output;

        await using var command = Start(fleet, hook, []);
        var run = (await command.EndAsync(_folder["record.json"])).ShouldEndWith(ExitCode.Done);

        ShouldHoldNoSecret(fleet, [said, run.Output, run.Errors, .. hook.Received]);
        Directory
            .EnumerateFileSystemEntries(_folder["temporary"])
            .Where(entry => !IsOfTheRuntime(entry))
            .ShouldBeEmpty();
    }

    private RunningCommand Start(StagedFleet fleet, Listener hook, string[] arguments) =>
        CompiledCommand.Start(
            _folder,
            [
                $"--record={_folder["record.json"]}",
                $"--report={_folder["report.html"]}",
                "--verbosity=diagnostic",
                .. fleet.Words("Deploy", arguments),
            ],
            new Dictionary<string, string>(fleet.Environment)
            {
                ["GITLAB_TOKEN"] = GitLabToken,
                ["RELEASE_NOTIFY"] = $"json+{hook.Address}",
            }
        );

    // Latin-1 keeps every byte, so that a secret is found in files that are no text, too.
    private void ShouldHoldNoSecret(StagedFleet fleet, IEnumerable<string> told)
    {
        string[] secrets =
        [
            StagedFleet.Password,
            Base64(StagedFleet.Password),
            Base64($"{StagedFleet.User}:{StagedFleet.Password}"),
            GitLabToken,
            HookPath,
            .. Tokens(fleet),
        ];
        var files = new[] { _folder.Path, fleet.App, fleet.Kubernetes }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => !IsOfTheRuntime(file))
            .Select(file => File.ReadAllText(file, Encoding.Latin1));
        foreach (var text in files.Concat(told))
            secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty(text);
    }

    // Pipes and sockets for debuggers: they hold nothing, and whoever opens a pipe waits for its writer.
    private static bool IsOfTheRuntime(string file) =>
        Path.GetFileName(file) is var name
        && (
            name.StartsWith("clr-debug-pipe-", StringComparison.Ordinal)
            || name.StartsWith("dotnet-diagnostic-", StringComparison.Ordinal)
        );

    private static IEnumerable<string> Tokens(StagedFleet fleet)
    {
        var tokens = File.ReadAllText(fleet.Kubeconfig).Split("\"token\": \"")[1..].Select(rest => rest.Split('"')[0]);
        tokens.ShouldNotBeEmpty();
        return tokens;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private sealed class Listener : IAsyncDisposable
    {
        private readonly LoopbackServer _server;
        private readonly List<string> _received = [];

        public Listener() => _server = new LoopbackServer(AnswerAsync);

        public string Address => $"{_server.Address}{HookPath}";

        public string[] Received
        {
            get
            {
                lock (_received)
                    return [.. _received];
            }
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        private Task AnswerAsync(Exchange exchange)
        {
            lock (_received)
                _received.Add(exchange.Body);
            return exchange.JsonAsync("{}", 200);
        }
    }
}
