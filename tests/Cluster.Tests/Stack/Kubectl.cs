using System.Text.Json.Nodes;

namespace Cluster.Tests.Stack;

/// <summary>
/// One namespace of the stack as kubectl sees it: another program than the one under test says what is in the cluster.
/// </summary>
public sealed class Kubectl(StackSettings stack, string context, string space)
{
    public Task<string> RunAsync(params string[] arguments) => RunAsync(input: null, arguments);

    public Task ApplyAsync(string manifests) => RunAsync(manifests, "apply", "--filename", "-");

    /// <summary>Creates objects and returns them as the server has them.</summary>
    /// <param name="manifest">The objects.</param>
    /// <param name="output">What of them, as kubectl's <c>--output</c> takes it.</param>
    public Task<string> CreateAsync(string manifest, string output) =>
        RunAsync(manifest, "create", "--filename", "-", "--output", output);

    /// <summary>Everything of some kinds, such as <c>deployments,cronjobs</c>.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string kinds, params string[] arguments)
    {
        var list = JsonNode.Parse(await RunAsync(["get", kinds, "--output", "json", .. arguments]))!;
        return [.. list["items"]!.AsArray().Select(item => item!)];
    }

    private Task<string> RunAsync(string? input, params string[] arguments) =>
        Command.RunAsync(
            stack.Kubectl,
            ["--kubeconfig", stack.Kubeconfig, "--context", context, "--namespace", space, .. arguments],
            input,
            variables: null
        );
}
