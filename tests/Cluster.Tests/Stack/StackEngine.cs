using System.Text;
using System.Text.Json.Nodes;

namespace Cluster.Tests.Stack;

/// <summary>The stack's Docker engine, logged in to the stack's registry in a folder of the tests' own.</summary>
public sealed class StackEngine : IDisposable
{
    private readonly DirectoryInfo _configuration = Directory.CreateTempSubdirectory("release-tests-docker-");
    private readonly Dictionary<string, string> _variables;

    public StackEngine(StackSettings stack)
    {
        _variables = new() { ["DOCKER_HOST"] = stack.DockerHost, ["DOCKER_CONFIG"] = _configuration.FullName };
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{stack.RegistryUser}:{stack.RegistryPassword}"));
        var auths = new JsonObject { [stack.Registry] = new JsonObject { ["auth"] = login } };
        File.WriteAllText(
            Path.Combine(_configuration.FullName, "config.json"),
            new JsonObject { ["auths"] = auths }.ToJsonString()
        );
    }

    /// <summary>Builds an image and pushes it.</summary>
    public async Task PublishAsync(string reference, params string[] buildArguments)
    {
        await BuildAsync(reference, buildArguments);
        await RunAsync(["push", "--quiet", reference]);
    }

    /// <summary>Builds an image and returns what was said.</summary>
    /// <exception cref="InvalidOperationException">It cannot be built; the message has all that was said.</exception>
    public Task<string> BuildAsync(string reference, params string[] buildArguments) =>
        RunAsync(["build", "--tag", reference, .. buildArguments]);

    /// <summary>Runs a command in a container of an image, without a network, and returns what it wrote.</summary>
    public Task<string> RunInAsync(string image, params string[] command) =>
        RunAsync(["run", "--rm", "--network=none", image, .. command]);

    /// <summary>Removes an image.</summary>
    public Task RemoveAsync(string image) => RunAsync(["image", "rm", "--force", image]);

    /// <summary>Ends the processes of a pod's container at once, as the kernel does when memory runs out.</summary>
    public async Task KillAsync(string pod, string container)
    {
        var id = await RunAsync([
            "ps",
            "--quiet",
            $"--filter=label=io.kubernetes.pod.name={pod}",
            $"--filter=label=io.kubernetes.container.name={container}",
        ]);
        await RunAsync(["kill", id.Trim()]);
    }

    public void Dispose() => _configuration.Delete(recursive: true);

    private Task<string> RunAsync(string[] arguments) => Command.RunAsync("docker", arguments, null, _variables);
}
