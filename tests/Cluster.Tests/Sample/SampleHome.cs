using System.Text;
using Cluster.Tests.Stack;

namespace Cluster.Tests.Sample;

/// <summary>
/// The home folder of the person who releases, with a kubeconfig whose current context is something else and a Docker
/// configuration with log-ins of their own.
/// </summary>
public sealed class SampleHome
{
    private readonly DirectoryInfo _folder;
    private readonly StackSettings _stack;

    public SampleHome(DirectoryInfo folder, StackSettings stack)
    {
        _folder = folder;
        _stack = stack;
        var kubeconfig = File.ReadAllText(stack.Kubeconfig)
            .Replace(
                $"current-context: {stack.Context}",
                $"current-context: {stack.EmptyContext}",
                StringComparison.Ordinal
            );
        Write(Kubeconfig, kubeconfig);
        Write(
            DockerConfiguration,
            """{ "auths": { "registry.example.invalid": { "auth": "c29tZWJvZHk6ZWxzZQ==" } }, "detachKeys": "ctrl-e,e" }"""
        );
    }

    public string Kubeconfig => Path.Combine(_folder.FullName, ".kube", "config");

    public string DockerConfiguration => Path.Combine(_folder.FullName, ".docker", "config.json");

    /// <summary>What the environment of a release has besides.</summary>
    public IDictionary<string, string> Exported { get; } = new Dictionary<string, string>();

    /// <summary>All files of the home folder.</summary>
    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public Task<byte[]> ReadKubeconfigAsync() =>
        File.ReadAllBytesAsync(Kubeconfig, TestContext.Current.CancellationToken);

    public Task<byte[]> ReadDockerConfigurationAsync() =>
        File.ReadAllBytesAsync(DockerConfiguration, TestContext.Current.CancellationToken);

    /// <summary>What nobody but their owner may learn, in every spelling that could slip out.</summary>
    public IReadOnlyList<string> Secrets
    {
        get
        {
            var password = _stack.RegistryPassword;
            return [password, Base64(password), Base64($"{_stack.RegistryUser}:{password}"), .. Tokens()];
        }
    }

    /// <summary>The environment of a release: this home and the stack, and nothing of whoever runs the tests.</summary>
    /// <param name="temporary">The folder for temporary files.</param>
    public IReadOnlyDictionary<string, string> Variables(DirectoryInfo temporary) =>
        new Dictionary<string, string>
        {
            ["HOME"] = _folder.FullName,
            ["TMPDIR"] = temporary.FullName,
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
            ["DOCKER_HOST"] = _stack.DockerHost,
            ["DOCKER_REGISTRY_PASSWORD"] = _stack.RegistryPassword,
            ["RELEASE_ROOT"] = _folder.Parent!.FullName,
        }
            .Concat(Exported)
            .GroupBy(variable => variable.Key)
            .ToDictionary(variable => variable.Key, variable => variable.Last().Value);

    private IEnumerable<string> Tokens() =>
        File.ReadLines(_stack.Kubeconfig)
            .Where(line => line.Contains("token: ", StringComparison.Ordinal))
            .Select(line => line.Split("token: ")[1].Trim(' ', '}', '"'));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
