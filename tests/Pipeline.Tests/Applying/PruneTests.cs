using System.Text;
using k8s;
using k8s.Models;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Applying;

/// <summary>What was applied once, and is in no manifest any more.</summary>
public sealed class PruneTests
{
    [Fact]
    public async Task It_stays_and_is_listed_until_somebody_prunes()
    {
        await using var fleet = await AppliedAsync("north", "south");
        Leave(fleet, "old.yaml");

        var kept = (await fleet.RunAsync("ApplyManifests")).ShouldEndWith(ExitCode.Done);
        var pruned = (await fleet.RunAsync("ApplyManifests", "--prune", "--regions=south")).ShouldEndWith(
            ExitCode.Done
        );
        var again = (await fleet.RunAsync("ApplyManifests", "--prune")).ShouldEndWith(ExitCode.Done);
        var over = (await fleet.RunAsync("ApplyManifests", "--prune")).ShouldEndWith(ExitCode.Done);

        kept.Lines.ShouldContain("-         ConfigMap old  left");
        kept.Said.ShouldContain("no manifest asks for it any more. --prune removes it");
        kept.Said.ShouldContain("nothing to apply");
        pruned.Lines.ShouldContain("-         ConfigMap old  removed");
        pruned.Region("south").Objects!.ShouldContain(new ObjectRecord("ConfigMap", "old", "removed"));
        again.Region("north").Objects!.ShouldContain(new ObjectRecord("ConfigMap", "old", "removed"));
        again.Region("south").Objects.ShouldBeNull();
        over.Output.ShouldNotContain("ConfigMap old");
        foreach (var region in new[] { "north", "south" })
        {
            fleet[region].Get("configmaps", "old").ShouldBeNull();
            fleet[region].Get("configmaps", "new").ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Whoever_is_asked_is_told_how_many_are_removed_and_may_say_no()
    {
        await using var fleet = await AppliedAsync("north");
        Leave(fleet, "old.yaml");

        var run = (await fleet.AskedAsync("n", "ApplyManifests", "--prune")).ShouldEndWith(ExitCode.Refused);

        run.ToString().ShouldContain("Apply this to north, and remove 1 object? [y/N]");
        fleet["north"].Get("configmaps", "old").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_nobody_can_bring_back_is_never_removed()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.WriteManifest("new.yaml", ConfigMap("new"));
        fleet.WriteManifest(
            "disk.yaml",
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: { name: disk }
            spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
            """
        );
        (await fleet.RunAsync("ApplyManifests")).ShouldEndWith(ExitCode.Done);
        Leave(fleet, "disk.yaml");

        var run = (await fleet.RunAsync("ApplyManifests", "--prune")).ShouldEndWith(ExitCode.Done);

        run.Lines.ShouldContain("-         PersistentVolumeClaim disk  left");
        fleet["north"].Get("persistentvolumeclaims", "disk").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_somebody_else_has_taken_over_or_made_anew_is_not_ours()
    {
        await using var fleet = await AppliedAsync("north");
        Leave(fleet, "old.yaml");
        using var kubeconfig = new MemoryStream(Encoding.UTF8.GetBytes(fleet["north"].Kubeconfig));
        using var client = new Kubernetes(
            await KubernetesClientConfiguration.BuildConfigFromConfigFileAsync(kubeconfig)
        );
        await client.CoreV1.DeleteNamespacedConfigMapAsync(
            "old",
            "default",
            cancellationToken: TestContext.Current.CancellationToken
        );
        await client.CoreV1.CreateNamespacedConfigMapAsync(
            new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "old" } },
            "default",
            fieldManager: "somebody",
            cancellationToken: TestContext.Current.CancellationToken
        );

        var run = (await fleet.RunAsync("ApplyManifests", "--prune")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldNotContain("ConfigMap old");
        fleet["north"].Get("configmaps", "old").ShouldNotBeNull();
    }

    [Fact]
    public async Task An_empty_folder_prunes_nothing()
    {
        await using var fleet = await AppliedAsync("north");
        Leave(fleet, "old.yaml");
        Leave(fleet, "new.yaml");

        (await fleet.RunAsync("ApplyManifests", "--prune"))
            .ShouldEndWith(ExitCode.Usage)
            .Said.ShouldContain("there are no manifests to apply");

        fleet["north"].Get("configmaps", "old").ShouldNotBeNull();
    }

    private static async Task<StagedFleet> AppliedAsync(params string[] regions)
    {
        var fleet = await StagedFleet.StartAsync(regions);
        foreach (var name in new[] { "old", "new" })
            fleet.WriteManifest($"{name}.yaml", ConfigMap(name));
        (await fleet.RunAsync("ApplyManifests")).ShouldEndWith(ExitCode.Done);
        return fleet;
    }

    private static void Leave(StagedFleet fleet, string file) => File.Delete(Path.Combine(fleet.Kubernetes, file));

    private static string ConfigMap(string name) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {"{"} name: {name} {"}"}\ndata: {"{"} level: low {"}"}\n";
}
