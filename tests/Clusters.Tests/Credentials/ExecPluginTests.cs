using System.Diagnostics;
using System.Globalization;
using Clusters.Calls;
using Clusters.Credentials;
using Foundation.Failures;
using k8s;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using Scripts;

namespace Clusters.Tests.Credentials;

/// <summary>Runs real programs: shell scripts on disk. (The plugin runner itself uses no shell.)</summary>
public sealed class ExecPluginTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plugin with spaces ");

    public ExecPluginTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the plugins of these tests are shell scripts");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Its_token_is_sent_and_it_runs_once_for_many_calls()
    {
        await using var server = new LoopbackServer(Answer("t-1"));
        Plugin($"echo run >> '{Log}'; {Print("t-1")}");
        using var connection = Connect(server);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CallAsync(connection)));

        (await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once()
    {
        await using var server = new LoopbackServer(Answer("t-2"));
        Plugin($"echo run >> '{Log}'; n=$(wc -l < '{Log}'); {Print("t-$n")}");
        using var connection = Connect(server);

        await CallAsync(connection);

        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_is_refused_again_and_again_does_not_run_it_for_ever()
    {
        await using var server = new LoopbackServer(Answer("never"));
        Plugin($"echo run >> '{Log}'; {Print("t")}");
        using var connection = Connect(server);

        await Should.ThrowAsync<k8s.Autorest.HttpOperationException>(() => CallAsync(connection));

        (await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task It_runs_again_shortly_before_its_token_expires()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var expiry = time.GetUtcNow().AddMinutes(10).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        Plugin($"echo run >> '{Log}'; {Print("t", $", \"expirationTimestamp\": \"{expiry}\"")}");
        using var plugin = new SharedPlugin(Settings(), TimeSpan.FromMinutes(5), time);

        await plugin.CurrentAsync(_ => { }, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(8));
        await plugin.CurrentAsync(_ => { }, TestContext.Current.CancellationToken);
        (await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken)).Length.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(90));
        await plugin.CurrentAsync(_ => { }, TestContext.Current.CancellationToken);

        (await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Arguments_and_environment_reach_it_unchanged_and_its_input_is_closed()
    {
        await using var server = new LoopbackServer(Answer("t"));
        Plugin(
            $"cat > /dev/null; printf '%s\\n' \"$1\" \"$2\" \"$SPACED\" > '{Log}'; printf '%s' \"$KUBERNETES_EXEC_INFO\" >> '{Log}'; {Print("t")}"
        );
        using var connection = Connect(
            server,
            ", args: ['a b', '$(x) \"y\"'], env: [{ name: SPACED, value: 'p  q' }], provideClusterInfo: true"
        );

        await CallAsync(connection);

        var lines = await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken);
        lines[..3].ShouldBe(["a b", "$(x) \"y\"", "p  q"]);
        lines[3].ShouldContain("\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"kind\":\"ExecCredential\"");
        lines[3].ShouldContain($"\"interactive\":false,\"cluster\":{{\"server\":\"{server.Address}");
    }

    [Fact]
    public async Task Its_exit_code_and_first_useful_line_are_in_the_error_and_no_token_is()
    {
        Plugin(
            "echo 'Traceback:' >&2; echo 'ERROR: run gcloud auth login; Bearer abcdef ya29.a0AfH6SM-x_y eyJhbGciOiJSUzI1NiJ9.eyJzdWIi.c2ln' >&2; echo '{\"status\":{\"token\":\"leak\"}}'; exit 3"
        );

        var failure = await FailureAsync(", installHint: 'install it like this'");

        failure.Message.ShouldBe(
            "uk: the credential plugin plugin failed: exit code 3: ERROR: run gcloud auth login; Bearer *** *** ***"
        );
        failure.NextStep.ShouldBe("install it like this");
    }

    [Fact]
    public async Task What_its_environment_was_given_is_not_shown_either()
    {
        Plugin("echo \"cannot log in with $CLIENT_SECRET\" >&2; exit 1");

        var failure = await FailureAsync(", env: [{ name: CLIENT_SECRET, value: hunter22hunter22 }]");

        failure.Message.ShouldEndWith("cannot log in with ***");
    }

    [Theory]
    [InlineData("echo hunter22", "not JSON")]
    [InlineData("echo '{\"kind\":\"Other\",\"token\":\"hunter22\"}'", "other than an ExecCredential")]
    [InlineData(
        "echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\"}'",
        "another apiVersion"
    )]
    [InlineData(
        "echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"status\":{}}'",
        "neither a token nor"
    )]
    public async Task An_answer_that_is_no_credential_is_an_error_that_does_not_quote_it(string script, string problem)
    {
        Plugin(script);

        var failure = await FailureAsync();

        failure.Message.ShouldContain(problem);
        failure.ToString().ShouldNotContain("hunter22");
    }

    [Fact]
    public async Task A_missing_plugin_says_so_with_its_install_hint()
    {
        var user =
            "{ exec: { apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, installHint: 'get it' } }";
        using var connection = Connecting.Through(Connecting.Kubeconfig(new("http://127.0.0.1:9"), user: user));

        var failure = await Should.ThrowAsync<ReleaseException>(() => CallAsync(connection));

        failure.Message.ShouldBe(
            "uk: the credential plugin no-such-plugin of the kubeconfig is not installed or not in PATH"
        );
        failure.NextStep.ShouldBe("get it");
    }

    [Fact]
    public async Task A_plugin_that_hangs_is_ended_at_its_limit_with_all_that_it_started()
    {
        Plugin($"sleep 300 & echo $! > '{Log}.part'; mv '{Log}.part' '{Log}'; wait");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var limit = TimeSpan.FromSeconds(30);
        var run = new ExecPlugin(Settings(), limit, time, _ => { }).RunAsync(TestContext.Current.CancellationToken);
        // One that cannot even start has an answer at once.
        while (!File.Exists(Log) && !run.IsCompleted)
            await Task.Delay(10, TestContext.Current.CancellationToken);

        time.Advance(limit);

        (await Should.ThrowAsync<ReleaseException>(() => run)).Message.ShouldContain(
            "no answer within 30s; it said nothing"
        );
        await EndedAsync(
            int.Parse(
                await File.ReadAllTextAsync(Log, TestContext.Current.CancellationToken),
                CultureInfo.InvariantCulture
            )
        );
    }

    [Fact]
    public async Task One_that_waits_for_a_log_in_is_told_in_its_own_words_and_not_as_a_network_that_fails()
    {
        await using var server = new LoopbackServer(Answer("t"));
        Plugin(
            $"echo 'To sign in, use a web browser to open the page https://login.example/device' >&2; echo said > '{Log}'; sleep 300"
        );
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var user = $"{{ exec: {{ apiVersion: {ExecPluginSettings.V1Beta1}, command: '{Command}' }} }}";
        using var connection = Connecting.Through(
            Connecting.Kubeconfig(server.Address, user: user),
            ConnectionLimits.Default,
            time
        );
        var call = CallAsync(connection);
        while (!File.Exists(Log) && !call.IsCompleted)
            await Task.Delay(10, TestContext.Current.CancellationToken);

        // As long as a call may take, too.
        time.Advance(ConnectionLimits.Default.Plugin);

        var failure = await Should.ThrowAsync<ReleaseException>(() => call);
        failure.ShouldNotBeOfType<ClusterUnreachableException>();
        failure.Message.ShouldBe(
            "uk: the credential plugin plugin failed: no answer within 30s; it said: To sign in, use a web browser to open the page https://login.example/device"
        );
        failure.NextStep.ShouldBe(
            "do what it asks, by any kubectl command with this cluster, then run the same command again"
        );
    }

    [Fact]
    public async Task One_that_hangs_when_its_token_was_refused_is_told_in_its_own_words_after_two_runs()
    {
        await using var server = new LoopbackServer(Answer("t-2"));
        Plugin(
            $"echo run >> '{Log}'; n=$(wc -l < '{Log}'); if [ $n -gt 1 ]; then echo 'To sign in, use a web browser' >&2; echo > '{Log}.hangs'; sleep 300; fi; {Print("t-$n")}"
        );
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var user = $"{{ exec: {{ apiVersion: {ExecPluginSettings.V1Beta1}, command: '{Command}' }} }}";
        using var connection = Connecting.Through(
            Connecting.Kubeconfig(server.Address, user: user),
            ConnectionLimits.Default,
            time
        );
        // A change: what a server has refused has not happened.
        var call = connection.Client.CoordinationV1.CreateNamespacedLeaseAsync(
            new k8s.Models.V1Lease(),
            "shop",
            cancellationToken: TestContext.Current.CancellationToken
        );
        while (!File.Exists($"{Log}.hangs") && !call.IsCompleted)
            await Task.Delay(10, TestContext.Current.CancellationToken);

        time.Advance(ConnectionLimits.Default.Plugin);

        var failure = await Should.ThrowAsync<ReleaseException>(() => call);
        failure.ShouldNotBeOfType<ClusterUnreachableException>();
        failure.Message.ShouldBe(
            "uk: the credential plugin plugin failed: no answer within 30s; it said: To sign in, use a web browser"
        );
        (await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken)).Length.ShouldBe(2);
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(
        "echo 'To sign in, open https://login.example/device' >&2",
        "To sign in, open https://login.example/device"
    )]
    [InlineData("printf 'Password for ada: ' >&2", "Password for ada:")]
    public async Task What_it_asks_is_heard_while_it_waits(string asking, string heard)
    {
        await using var server = new LoopbackServer(Answer("t"));
        Plugin($"{asking}\nwhile [ ! -e '{Log}' ]; do sleep 0.02; done\n{Print("t")}");
        using var connection = Connect(server);
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.OnTrouble = line => said.TrySetResult(line);

        var call = CallAsync(connection);
        var line = await said.Task.WaitAsync(TestContext.Current.CancellationToken);

        line.ShouldBe($"the credential plugin plugin says: {heard}");
        call.IsCompleted.ShouldBeFalse();
        await File.WriteAllTextAsync(Log, "", TestContext.Current.CancellationToken);
        await call;
    }

    [Fact]
    public async Task What_it_says_while_it_waits_shows_no_token()
    {
        await using var server = new LoopbackServer(Answer("t"));
        Plugin(
            $"echo 'Authorization: Bearer abcdefgh12345678' >&2\nwhile [ ! -e '{Log}' ]; do sleep 0.02; done\n{Print("t")}"
        );
        using var connection = Connect(server);
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.OnTrouble = line => said.TrySetResult(line);

        var call = CallAsync(connection);

        (await said.Task.WaitAsync(TestContext.Current.CancellationToken)).ShouldNotContain("abcdefgh12345678");
        await File.WriteAllTextAsync(Log, "", TestContext.Current.CancellationToken);
        await call;
    }

    [Fact]
    public async Task Cancelling_ends_it_with_all_that_it_started()
    {
        Plugin($"sleep 300 & echo $! > '{Log}.part'; mv '{Log}.part' '{Log}'; wait");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = new ExecPlugin(Settings(), TimeSpan.FromMinutes(1), TimeProvider.System, _ => { }).RunAsync(
            cancel.Token
        );
        // One that cannot even start has an answer at once.
        while (!File.Exists(Log) && !run.IsCompleted)
            await Task.Delay(10, TestContext.Current.CancellationToken);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run);
        await EndedAsync(
            int.Parse(
                await File.ReadAllTextAsync(Log, TestContext.Current.CancellationToken),
                CultureInfo.InvariantCulture
            )
        );
    }

    private string Log => Path.Combine(_folder.FullName, "log");

    private string Command => Path.Combine(_folder.FullName, "plugin");

    private ExecPluginSettings Settings() => new() { ApiVersion = ExecPluginSettings.V1Beta1, Command = Command };

    // Printed through double quotes of the shell, so that a token can hold one of its variables.
    private static string Print(string token, string more = "")
    {
        var status = $"{{\"token\":\"{token}\"{more}}}";
        var json =
            $"{{\"kind\":\"ExecCredential\",\"apiVersion\":\"{ExecPluginSettings.V1Beta1}\",\"status\":{status}}}";
        return $"printf '%s' \"{json.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private void Plugin(string script) => ScriptFile.Write(Command, $"#!/bin/sh\n{script}\n");

    private ClusterConnection Connect(LoopbackServer server, string more = "") =>
        Connecting.Through(
            Connecting.Kubeconfig(
                server.Address,
                user: $"{{ exec: {{ apiVersion: {ExecPluginSettings.V1Beta1}, command: '{Command}'{more} }} }}"
            )
        );

    private async Task<ReleaseException> FailureAsync(string more = "")
    {
        await using var server = new LoopbackServer(Answer("t"));
        using var connection = Connect(server, more);
        return await Should.ThrowAsync<ReleaseException>(() => CallAsync(connection));
    }

    private static Func<Exchange, Task> Answer(string token) =>
        exchange =>
            exchange.Header("Authorization") == $"Bearer {token}"
                ? exchange.JsonAsync("""{"kind":"PodList","items":[]}""")
                : exchange.JsonAsync("""{"kind":"Status","message":"Unauthorized"}""", 401);

    private static Task CallAsync(ClusterConnection connection) =>
        connection.Client.CoreV1.ListNamespacedPodAsync(
            "shop",
            cancellationToken: TestContext.Current.CancellationToken
        );

    // Limited: by itself the plugin's child ends after 300 s.
    private static async Task EndedAsync(int id)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (IsRunning(id))
            await Task.Delay(20, limit.Token);
    }

    // A process that nobody has waited for yet keeps its entry as a zombie; its command line is empty by then.
    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited
                && (!File.Exists($"/proc/{id}/cmdline") || File.ReadAllText($"/proc/{id}/cmdline").Length > 0);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }
}
