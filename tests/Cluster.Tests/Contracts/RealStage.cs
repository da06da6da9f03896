using Cluster.Tests.Stack;
using ClusterContracts;

namespace Cluster.Tests.Contracts;

/// <summary>A namespace of the real stack, and an image of nothing but busybox.</summary>
public sealed class RealStage : ClusterStage
{
    private const string Dockerfile = """
        FROM scratch
        COPY busybox /app/busybox
        CMD ["/app/busybox", "sleep", "600"]
        """;

    private readonly StackFixture _stack;

    public RealStage(StackFixture stack)
    {
        _stack = stack;
        Namespace = $"contract-{Guid.NewGuid():N}"[..20];
    }

    public override async ValueTask InitializeAsync()
    {
        var settings = _stack.Settings;
        if (settings.ContractImage is null)
            await PublishAsync(settings);
        await Command.RunAsync(Repository.Of("tests", "cluster", "namespace"), Namespace, settings.Context);
        var kubeconfig = await File.ReadAllTextAsync(settings.Kubeconfig);
        Api = Client(kubeconfig, settings.Context);
        Restricted = Client(kubeconfig, settings.RestrictedContext);
    }

    private async Task PublishAsync(StackSettings settings)
    {
        var folder = Directory.CreateTempSubdirectory("release-tests-contract-");
        File.Copy(settings.Busybox, Path.Combine(folder.FullName, "busybox"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Dockerfile"), Dockerfile);
        foreach (var tag in new[] { "1", "2" })
            await _stack.Engine.PublishAsync(Image(tag), folder.FullName);
        folder.Delete(recursive: true);
    }

    public override string Image(string tag) =>
        $"{_stack.Settings.ContractImage ?? $"{_stack.Settings.Registry}/contract"}:{tag}";

    public override async ValueTask DisposeAsync()
    {
        await new Kubectl(_stack.Settings, _stack.Settings.Context, Namespace).RunAsync(
            "delete",
            "namespace",
            Namespace,
            "--wait=false"
        );
        Api.Dispose();
        Restricted.Dispose();
    }
}
