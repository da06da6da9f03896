namespace Pipeline.Tests.Drills;

/// <summary>A staged fleet whose region runs a StatefulSet beside its other workloads.</summary>
internal static class StagedWorkers
{
    /// <summary>Starts the region "north" with a StatefulSet "worker" of two pods of the former version.</summary>
    /// <param name="strategy">Its <c>updateStrategy</c>.</param>
    public static async Task<StagedFleet> StartAsync(string strategy = "{ type: RollingUpdate }")
    {
        var fleet = await StagedFleet.StartAsync("north");
        var text = await File.ReadAllTextAsync(fleet.FleetFilePath, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            fleet.FleetFilePath,
            text.Replace("[Deployment, CronJob]", "[Deployment, StatefulSet, CronJob]", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        fleet["north"]
            .Apply(
                $$"""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: { name: worker, labels: { image: megforms } }
                spec:
                  replicas: 2
                  serviceName: worker
                  updateStrategy: {{strategy}}
                  selector: { matchLabels: { app: worker } }
                  template:
                    metadata: { labels: { app: worker } }
                    spec:
                      containers:
                        - { name: worker, image: "{{fleet.Image}}:1.2.2" }
                """
            );
        while (fleet["north"].Get("statefulsets.apps", "worker")!["status"]?["readyReplicas"]?.GetValue<int>() != 2)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        return fleet;
    }
}
