using System.Globalization;
using Clusters.Calls;
using Clusters.Credentials;
using Foundation.Failures;
using k8s;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using Scripts;

namespace Clusters.Tests.Credentials;

/// <summary>Regions that share the plugins of a run. The plugins are real programs: shell scripts on disk.</summary>
public sealed class SharedPluginTests : IAsyncDisposable
{
    private static readonly string[] Regions = ["uk", "uae", "au", "us", "qatar", "ksa", "eu"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plugins-");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly SharedPlugins _plugins;
    private readonly List<ClusterConnection> _connections = [];
    private readonly LoopbackServer _server;
    private Func<string, string?, bool> _takes = (_, _) => true;

    public SharedPluginTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the plugins of these tests are shell scripts");
        _plugins = new SharedPlugins(_time);
        _server = new LoopbackServer(exchange =>
            _takes(exchange.Path.Split('/')[1], exchange.Header("Authorization"))
                ? exchange.JsonAsync("""{"kind":"PodList","items":[]}""")
                : exchange.JsonAsync("""{"kind":"Status","message":"Unauthorized"}""", 401)
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            connection.Dispose();
        _plugins.Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Seven_regions_that_ask_the_same_start_it_once()
    {
        Plugin($"{Run}; {Print("t-$n")}");

        await CallAllAsync(Open(_ => "args: [get-token, --server-id, abc], installHint: 'as it stands in $REGION'"));

        Runs.ShouldBe(1);
    }

    [Theory]
    [InlineData("args: [get-token, --pop-claims, u=$REGION]", 7)]
    [InlineData("env: [{ name: AAD_LOGIN_METHOD, value: $REGION }]", 7)]
    [InlineData("provideClusterInfo: true", 7)]
    [InlineData("interactiveMode: Never", 1)]
    public async Task What_may_make_the_answer_another_one_is_asked_for_each(string exec, int runs)
    {
        Plugin($"{Run}; {Print("t")}");

        await CallAllAsync(Open(region => exec.Replace("$REGION", region, StringComparison.Ordinal)));

        Runs.ShouldBe(runs);
    }

    [Theory]
    [InlineData("args: [a, b]", "args: [a b]")]
    [InlineData("args: [a, b]", "args: [b, a]")]
    [InlineData("args: [a]", "env: [{ name: a, value: '' }]")]
    [InlineData("env: [{ name: a, value: b }]", "env: [{ name: a, value: c }]")]
    [InlineData("env: [{ name: CLIENT_SECRET, value: hunter22 }]", "env: [{ name: CLIENT_SECRET, value: hunter23 }]")]
    public async Task Two_that_differ_are_two_runs(string one, string other)
    {
        Plugin($"{Run}; {Print("t")}");

        await CallAllAsync(Open(region => region == "uk" ? one : other));

        Runs.ShouldBe(2);
    }

    [Fact]
    public void A_name_and_the_path_that_it_stands_for_are_the_same_program()
    {
        var named = new ExecPluginSettings { ApiVersion = ExecPluginSettings.V1, Command = "sh" };
        var program = named.Program.ShouldNotBeNull();

        named.AnswersFor(named with { Command = program }).ShouldBeTrue();
        named.AnswersFor(named with { Command = "cat" }).ShouldBeFalse();
        named.AnswersFor(named with { Command = "no-such-plugin" }).ShouldBeFalse();
        named.AnswersFor(named with { ApiVersion = ExecPluginSettings.V1Beta1 }).ShouldBeFalse();
        named.AnswersFor(named with { InstallHint = "get it" }).ShouldBeTrue();
    }

    [Fact]
    public async Task A_failure_is_told_to_each_region_with_its_own_name_and_hint_and_costs_one_run()
    {
        Plugin($"{Run}; echo 'ERROR: AADSTS700082: the login has expired' >&2; exit 1");

        var calls = Open(region => $"installHint: 'as {region} says'").Select(each => CallAsync(each, Stop)).ToArray();

        foreach (var (region, call) in Regions.Zip(calls))
        {
            var failure = await Should.ThrowAsync<ReleaseException>(call);
            failure.Message.ShouldBe(
                $"{region}: the credential plugin plugin failed: exit code 1: ERROR: AADSTS700082: the login has expired"
            );
            failure.NextStep.ShouldBe($"as {region} says");
        }
        Runs.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task A_region_that_stops_waiting_takes_nothing_from_the_others(int leaving)
    {
        Plugin($"{Run}; {Wait}; {Print("t")}");
        using var stop = new CancellationTokenSource();
        var calls = Open(_ => "")
            .Select((each, index) => CallAsync(each, index == leaving ? stop.Token : Stop))
            .ToArray();
        await SomethingIsAsync(() => Runs == 1);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(calls[leaving]);
        await File.WriteAllTextAsync(Go, "", Stop);
        await Task.WhenAll(calls.Where((_, index) => index != leaving));

        Runs.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_nobody_waits_for_any_more_is_ended_and_the_next_call_starts_another()
    {
        Plugin($"{Run}; {Wait}; echo ended >> '{Path.Combine(_folder.FullName, "ended")}'; {Print("t")}");
        using var stop = new CancellationTokenSource();
        var regions = Open(_ => "");
        var calls = regions.Select(each => CallAsync(each, stop.Token)).ToArray();
        await SomethingIsAsync(() => Runs == 1);

        await stop.CancelAsync();
        foreach (var call in calls)
            await Should.ThrowAsync<OperationCanceledException>(call);
        await File.WriteAllTextAsync(Go, "", Stop);
        await CallAllAsync(regions);

        Runs.ShouldBe(2);
        (await File.ReadAllLinesAsync(Path.Combine(_folder.FullName, "ended"), Stop)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task It_runs_again_once_for_all_before_the_answer_expires()
    {
        Plugin($"{Run}; {Print("t-$n", $", \"expirationTimestamp\": \"{Moment(TimeSpan.FromMinutes(10))}\"")}");
        var regions = Open(_ => "");

        await CallAllAsync(regions);
        _time.Advance(TimeSpan.FromMinutes(8));
        await CallAllAsync(regions);
        Runs.ShouldBe(1);
        Plugin($"{Run}; {Print("t-$n", $", \"expirationTimestamp\": \"{Moment(TimeSpan.FromHours(1))}\"")}");
        _time.Advance(TimeSpan.FromMinutes(1.5));
        await CallAllAsync(regions);

        Runs.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_every_server_refuses_is_renewed_once_for_all()
    {
        Plugin($"{Run}; {Print("t-$n")}");
        var regions = Open(_ => "");
        await CallAllAsync(regions);

        _takes = (_, header) => header == "Bearer t-2";
        await CallAllAsync(regions);

        Runs.ShouldBe(2);
    }

    [Fact]
    public async Task A_region_that_refuses_the_account_makes_one_run_more_and_leaves_the_others_their_token()
    {
        Plugin($"{Run}; {Print("t-$n")}");
        var regions = Open(_ => "");
        await CallAllAsync(regions);
        _takes = (_, _) => false;

        for (var call = 0; call < 5; call++)
            await Should.ThrowAsync<k8s.Autorest.HttpOperationException>(CallAsync(regions[0], Stop));
        _takes = (_, header) => header == "Bearer t-2";
        await CallAllAsync(regions);

        Runs.ShouldBe(2);
    }

    [Fact]
    public async Task A_region_that_refuses_a_token_which_cannot_be_renewed_takes_it_from_nobody_else()
    {
        Plugin($"{Run}; [ $n -eq 1 ] || {{ echo 'ERROR: the login has expired' >&2; exit 1; }}; {Print("t-$n")}");
        _takes = (region, header) => region != "uk" && header == "Bearer t-1";
        var regions = Open(_ => "");

        var failure = await Should.ThrowAsync<ReleaseException>(CallAsync(regions[0], Stop));
        await CallAllAsync(regions.Skip(1));
        await CallAllAsync(regions.Skip(1));
        await Should.ThrowAsync<ReleaseException>(CallAsync(regions[0], Stop));

        failure.Message.ShouldBe("uk: the credential plugin plugin failed: exit code 1: ERROR: the login has expired");
        Runs.ShouldBe(2);
    }

    [Fact]
    public async Task What_it_asks_of_a_person_is_said_once()
    {
        Plugin($"{Run}; echo 'To sign in, open https://login.example/device' >&2; {Wait}; {Print("t")}");
        var regions = Open(_ => "");
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        foreach (var region in regions)
            region.OnTrouble = said.Enqueue;
        var calls = regions.Select(each => CallAsync(each, Stop)).ToArray();

        await SomethingIsAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            return !said.IsEmpty;
        });
        await File.WriteAllTextAsync(Go, "", Stop);
        await Task.WhenAll(calls);

        said.ShouldBe(["the credential plugin plugin says: To sign in, open https://login.example/device"]);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Log => Path.Combine(_folder.FullName, "log");

    private string Go => Path.Combine(_folder.FullName, "go");

    private string Run => $"echo run >> '{Log}'; n=$(wc -l < '{Log}')";

    private string Wait => $"while [ ! -e '{Go}' ]; do sleep 0.02; done";

    private string Command => Path.Combine(_folder.FullName, "plugin");

    private int Runs => File.Exists(Log) ? File.ReadAllLines(Log).Length : 0;

    private string Moment(TimeSpan later) =>
        (_time.GetUtcNow() + later).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    // Printed through double quotes of the shell, so that a token can hold one of its variables.
    private static string Print(string token, string more = "")
    {
        var status = $"{{\"token\":\"{token}\"{more}}}";
        var json =
            $"{{\"kind\":\"ExecCredential\",\"apiVersion\":\"{ExecPluginSettings.V1Beta1}\",\"status\":{status}}}";
        return $"printf '%s' \"{json.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private void Plugin(string script) => ScriptFile.Write(Command, $"#!/bin/sh\n{script}\n");

    private ClusterConnection[] Open(Func<string, string> exec)
    {
        _connections.AddRange(Regions.Select(region => Open(region, exec(region))));
        return [.. _connections];
    }

    private ClusterConnection Open(string region, string exec)
    {
        var more = exec.Length == 0 ? "" : $", {exec}";
        var kubeconfig = Connecting.Kubeconfig(
            new Uri(_server.Address, $"{region}/"),
            user: $"{{ exec: {{ apiVersion: {ExecPluginSettings.V1Beta1}, command: '{Command}'{more} }} }}"
        );
        return ClusterConnection.Open(region, kubeconfig.Select("main"), _time, Connecting.Quick, _plugins);
    }

    private static Task CallAllAsync(IEnumerable<ClusterConnection> regions) =>
        Task.WhenAll(regions.Select(region => CallAsync(region, Stop)));

    private static Task CallAsync(ClusterConnection region, CancellationToken cancellationToken) =>
        region.Client.CoreV1.ListNamespacedPodAsync("shop", cancellationToken: cancellationToken);

    private static async Task SomethingIsAsync(Func<bool> happened)
    {
        // A real clock, for the fake one stands still: a run that never begins fails here instead of hanging.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!happened())
            await Task.Delay(10, limit.Token);
    }
}
