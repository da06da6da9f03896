namespace Cluster.Tests.Stack;

/// <summary>The stack that is up, as <c>tests/cluster/up</c> has written it down.</summary>
public sealed class StackSettings
{
    private readonly Dictionary<string, string> _values;

    private StackSettings(Dictionary<string, string> values)
    {
        _values = values;
    }

    public string Kubeconfig => this["STACK_KUBECONFIG"];

    public string Context => this["STACK_CONTEXT"];

    public string EmptyContext => this["STACK_EMPTY_CONTEXT"];

    public string RestrictedContext => this["STACK_RESTRICTED_CONTEXT"];

    public string Kubectl => this["STACK_KUBECTL"];

    public string Registry => this["STACK_REGISTRY"];

    public string RegistryUser => this["STACK_REGISTRY_USER"];

    public string RegistryPassword => File.ReadAllText(this["STACK_REGISTRY_PASSWORD_FILE"]).Trim();

    public string DockerHost => this["STACK_DOCKER_HOST"];

    public string Busybox => this["STACK_BUSYBOX"];

    /// <summary>
    /// An image that exists already, with <c>/app/busybox</c>, in tags 1 and 2; <see langword="null"/> where the tests
    /// of what clusters answer make one.
    /// </summary>
    public string? ContractImage =>
        _values.GetValueOrDefault("STACK_CONTRACT_IMAGE") is { Length: > 0 } image ? image : null;

    /// <summary>The image with Django that the application stands on.</summary>
    public string BaseImage => this["STACK_BASE_IMAGE"];

    public string DatabaseHost => this["STACK_DATABASE_HOST"];

    public string DatabasePort => this["STACK_DATABASE_PORT"];

    public string DatabasePassword => File.ReadAllText(this["STACK_DATABASE_PASSWORD_FILE"]).Trim();

    public string PageHost => this["STACK_PAGE_HOST"];

    private string this[string key] =>
        _values.GetValueOrDefault(key) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"the stack that is up names no {key}; see tests/cluster/README.md");

    public static StackSettings Read()
    {
        var state = Environment.GetEnvironmentVariable("RELEASE_STACK_STATE") ?? "/var/tmp/release-stack";
        var file = Path.Combine(state, "env");
        if (!File.Exists(file))
            throw new InvalidOperationException($"no stack is up ({file} is missing); run tests/cluster/up");
        return new StackSettings(
            File.ReadLines(file).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1])
        );
    }
}
