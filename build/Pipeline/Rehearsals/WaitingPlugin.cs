using System.Text.Json.Nodes;
using Pipeline.Running;

namespace Pipeline.Rehearsals;

/// <summary>
/// A credential plugin that waits for somebody to log in, as those of clouds do once a login has expired. It is this
/// program itself, so that a drill needs no other.
/// </summary>
internal static class WaitingPlugin
{
    private const string Word = "--wait-for-login";

    // The drill ends it long before, unless the drill itself was killed.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Whether the program was started as the plugin.</summary>
    public static bool IsAskedFor(IReadOnlyList<string> arguments) => arguments is [Word];

    /// <summary>Asks for a login, and waits for it in vain.</summary>
    public static async Task<int> RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        await environment.Errors.WriteLineAsync(
            "To sign in, use a web browser to open the page https://login.example/device and enter the code DRILL."
        );
        await environment.Errors.FlushAsync(cancellationToken);
        await Task.Delay(Longest, environment.Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Failed;
    }

    /// <summary>A kubeconfig whose user proves itself by the plugin.</summary>
    /// <param name="kubeconfig">The kubeconfig of one cluster, as JSON.</param>
    public static string In(string kubeconfig)
    {
        var config = JsonNode.Parse(kubeconfig)!;
        config["users"]![0]!["user"] = new JsonObject
        {
            ["exec"] = new JsonObject
            {
                ["apiVersion"] = "client.authentication.k8s.io/v1",
                ["command"] = OwnProgram.Host,
                ["args"] = new JsonArray(OwnProgram.File, Word),
                ["interactiveMode"] = "Never",
            },
        };
        return config.ToJsonString();
    }
}
