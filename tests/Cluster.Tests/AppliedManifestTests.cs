using Cluster.Tests.Sample;
using Cluster.Tests.Stack;

namespace Cluster.Tests;

public sealed class AppliedManifestTests(StackFixture stack)
{
    [Fact]
    public async Task What_left_the_manifests_stays_until_it_is_pruned_and_what_is_kept_for_its_data_stays_then()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var kubectl = application["north"].Kubectl;
        Write(application, "new", "{ apiVersion: v1, kind: ConfigMap, metadata: { name: new }, data: { level: low } }");
        Write(application, "old", "{ apiVersion: v1, kind: ConfigMap, metadata: { name: old }, data: { level: low } }");
        Write(
            application,
            "disk",
            "{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: disk }, "
                + "spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }"
        );
        (await application.RunAsync("ApplyManifests", "1.2.2")).ShouldSucceed();
        File.Delete(FileOf(application, "old"));
        File.Delete(FileOf(application, "disk"));
        Write(
            application,
            "new",
            "{ apiVersion: v1, kind: ConfigMap, metadata: { name: new }, data: { level: high } }"
        );

        var kept = await application.RunAsync("ApplyManifests", "1.2.2");
        var listed = await kubectl.RunAsync("get", "configmaps,persistentvolumeclaims", "--output=name");
        var pruned = await application.RunAsync("ApplyManifests", "1.2.2", "--prune");

        kept.ShouldSucceed().ShouldSay("~ data.level: \"low\" -> \"high\"").ShouldSay("ConfigMap old left");
        listed.ShouldContain("configmap/old");
        pruned.ShouldSucceed().ShouldSay("ConfigMap old removed").ShouldSay("PersistentVolumeClaim disk left");
        var there = await kubectl.RunAsync("get", "configmaps,persistentvolumeclaims", "--output=name");
        there.ShouldNotContain("configmap/old");
        there.ShouldContain("configmap/new");
        there.ShouldContain("persistentvolumeclaim/disk");
    }

    private static void Write(SampleApplication application, string name, string manifest) =>
        File.WriteAllText(FileOf(application, name), $"{manifest}\n");

    private static string FileOf(SampleApplication application, string name) =>
        Path.Combine(Path.GetDirectoryName(application.Checkout.FleetFile)!, $"{name}.yaml");
}
