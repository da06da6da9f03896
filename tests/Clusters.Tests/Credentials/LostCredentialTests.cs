using System.Globalization;
using Clusters.Calls;
using Clusters.Credentials;
using Clusters.Kubeconfigs;
using Foundation.Failures;
using Foundation.Secrets;
using k8s;
using k8s.Models;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using Scripts;

namespace Clusters.Tests.Credentials;

/// <summary>
/// A credential that was good and cannot be had again for a while: an hour is over, and the network of a laptop that
/// wakes up is not there yet.
/// </summary>
public sealed class LostCredentialTests : IAsyncDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lost-");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly LoopbackServer _server;
    private readonly List<string> _told = [];
    private Func<string?, bool> _takes = _ => true;
    private Func<Exchange, Task>? _answer;

    public LostCredentialTests() =>
        _server = new LoopbackServer(exchange =>
            !_takes(exchange.Header("Authorization")) ? exchange.JsonAsync("""{"kind":"Status"}""", 401)
            : exchange.Method != "GET" && _answer is { } answer ? answer(exchange)
            : exchange.JsonAsync(exchange.Method == "GET" ? """{"kind":"PodList","items":[]}""" : """{"kind":"Pod"}""")
        );

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("no header\ncan carry it")]
    public async Task A_call_waits_until_it_can_be_had_again(string? meanwhile)
    {
        using var connection = OfTokenFile(Connecting.Quick);
        await ListAsync(connection);

        Write(meanwhile);
        var call = CreateAsync(connection);
        while (!Told("trying again") && !call.IsCompleted)
            await Task.Delay(5, Stop);
        Write("t-2");
        await call;

        _server.Requests.Count.ShouldBe(2);
        _told.Count.ShouldBe(2);
        _told[0].ShouldStartWith($"{_server.Address.Authority}: ");
        _told[0].ShouldContain($"the token file {TokenFile}");
        _told[1].ShouldContain("answers again after");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_plugin_that_fails_once_is_asked_again(bool isRefused)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the plugin of this test is a shell script");
        using var connection = OfPlugin("[ $n -ne 2 ] || { echo 'ERROR: no route to login.example' >&2; exit 1; }");
        await ListAsync(connection);

        if (isRefused)
            _takes = header => header == "Bearer t-3";
        else
            _time.Advance(TimeSpan.FromMinutes(11));
        await OverTimeAsync(CreateAsync(connection));

        Runs.ShouldBe(3);
        _told.ShouldContain(line =>
            line.EndsWith(
                ": the credential plugin plugin failed: exit code 1: ERROR: no route to login.example; trying again",
                StringComparison.Ordinal
            )
        );
    }

    [Theory]
    [InlineData("Google Cloud cannot be reached.", "Check the network.", "Check the network.")]
    [InlineData(
        "uk: no login",
        null,
        "check the network and the login of that account, then run the same command again"
    )]
    public async Task It_is_told_as_a_cluster_out_of_reach_when_it_does_not_come_back(
        string words,
        string? step,
        string next
    )
    {
        var asked = 0;
        using var tokens = new AccountTokens(
            _ =>
                asked++ == 0
                    ? Task.FromResult(new AccountToken(new Secret("t-1"), DateTimeOffset.UtcNow))
                    : throw new ReleaseException(words, step),
            TimeProvider.System
        );
        using var connection = Listening(
            ClusterConnection.Open("uk", Endpoint("{}").With(tokens), TimeProvider.System, Hasty)
        );
        await ListAsync(connection);

        var failure = await Should.ThrowAsync<ClusterUnreachableException>(() => CreateAsync(connection));

        var told = words.Replace("uk: ", "", StringComparison.Ordinal).TrimEnd('.');
        failure.Message.Split(" (tried for")[0].ShouldBe($"uk: {told}");
        failure.NextStep.ShouldBe(next);
        failure.MayHaveHappened.ShouldBeFalse();
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_that_broke_off_before_may_have_happened()
    {
        using var connection = OfTokenFile(Hasty);
        await ListAsync(connection);
        _answer = exchange =>
        {
            Write("");
            exchange.Reset();
            return Task.CompletedTask;
        };

        var failure = await Should.ThrowAsync<ClusterUnreachableException>(() =>
            connection.Client.CoreV1.PatchNamespacedPodAsync(
                new V1Patch("""{"spec":{}}""", V1Patch.PatchType.MergePatch),
                "web",
                "shop",
                cancellationToken: Stop
            )
        );

        failure.Message.ShouldStartWith($"uk: the token file {TokenFile} is empty");
        failure.MayHaveHappened.ShouldBeTrue();
        _server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_never_good_is_known_at_once()
    {
        using var connection = OfTokenFile(Connecting.Quick);
        Write("");

        var failure = await Should.ThrowAsync<ReleaseException>(() => ListAsync(connection));

        failure.ShouldNotBeOfType<ClusterUnreachableException>();
        failure.Message.ShouldBe($"uk: the token file {TokenFile} is empty");
        failure.Reason.ShouldBe("Failed");
        _told.ShouldBeEmpty();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static ConnectionLimits Hasty => Connecting.Quick with { Trouble = TimeSpan.FromMilliseconds(300) };

    private string TokenFile => Path.Combine(_folder.FullName, "token");

    private string Command => Path.Combine(_folder.FullName, "plugin");

    private string Log => Path.Combine(_folder.FullName, "log");

    private int Runs => File.ReadAllLines(Log).Length;

    private bool Told(string words)
    {
        lock (_told)
            return _told.Exists(line => line.Contains(words, StringComparison.Ordinal));
    }

    // In one step, since a half written token is one more that is no good.
    private void Write(string? token)
    {
        if (token is null)
        {
            File.Delete(TokenFile);
            return;
        }
        File.WriteAllText($"{TokenFile}.part", token);
        File.Move($"{TokenFile}.part", TokenFile, overwrite: true);
    }

    private ClusterConnection OfTokenFile(ConnectionLimits limits)
    {
        Write("t-1");
        return Listening(
            ClusterConnection.Open("uk", Endpoint($"{{ tokenFile: '{TokenFile}' }}"), TimeProvider.System, limits)
        );
    }

    // Its first token lives ten minutes. The clock runs fast while it works, so that all limits are wide.
    private ClusterConnection OfPlugin(string script)
    {
        var expiry = _time.GetUtcNow().AddMinutes(10).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        ScriptFile.Write(
            Command,
            $$$"""
            #!/bin/sh
            echo run >> '{{{Log}}}'; n=$(wc -l < '{{{Log}}}'); n=$((n)); expiry=
            {{{script}}}
            [ $n -ne 1 ] || expiry=',"expirationTimestamp":"{{{expiry}}}"'
            printf '{"kind":"ExecCredential","apiVersion":"{{{ExecPluginSettings.V1}}}","status":{"token":"t-%s"%s}}' $n "$expiry"
            """
        );
        var limits = Connecting.Quick with { Call = Hour, Trouble = Hour, Plugin = Hour };
        var user = $"{{ exec: {{ apiVersion: {ExecPluginSettings.V1}, command: '{Command}' }} }}";
        return Listening(ClusterConnection.Open("uk", Endpoint(user), _time, limits));
    }

    private ClusterEndpoint Endpoint(string user) => Connecting.Kubeconfig(_server.Address, user: user).Select("main");

    private ClusterConnection Listening(ClusterConnection connection)
    {
        connection.OnTrouble = line =>
        {
            lock (_told)
                _told.Add(line);
        };
        return connection;
    }

    private async Task OverTimeAsync(Task call)
    {
        while (!call.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, Stop);
        }
        await call;
    }

    private static Task ListAsync(ClusterConnection connection) =>
        connection.Client.CoreV1.ListNamespacedPodAsync("shop", cancellationToken: Stop);

    private static Task CreateAsync(ClusterConnection connection) =>
        connection.Client.CoreV1.CreateNamespacedPodAsync(new V1Pod(), "shop", cancellationToken: Stop);
}
