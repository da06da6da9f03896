using Foundation.Failures;
using Releases.Fleets;
using Releases.Fleets.Reading;

namespace Releases.Tests.Fleets;

/// <summary>A fleet of each provider, in which a group and a region share a name.</summary>
internal static class SampleFleet
{
    public const string Text = """
        registry: example.azurecr.io
        repository: app
        mainBranch: main
        namespace: shop
        workloads:
          - { selector: image=app, kinds: [Deployment, CronJob], tag: "{version}" }
          - { selector: image=static, kinds: [Deployment], tag: "{version}-static" }
        migration: { manifest: jobs/migration.yaml, job: migration }
        default: production
        groups:
          production: [production, uk, qatar]
          staging: [alpha]
        waves: [[uk], [production]]
        regions:
          production: { provider: aks, cluster: prod, resourceGroup: RG }
          uk: { provider: aks, cluster: uk, resourceGroup: RG, url: "https://uk.example.com/" }
          qatar: { provider: gke, cluster: qatar, project: p1, location: l1, manifests: gke }
          alpha: { provider: context, context: kind-alpha, kubeconfig: kube/config, tier: staging, namespace: alpha }
        """;

    public static Fleet Read() => Parse(Text);

    public static Fleet Parse(string text) => FleetFile.Parse("fleet.yaml", text);

    /// <summary>The problems of the sample after a text in it was replaced by another.</summary>
    public static IReadOnlyList<string> ProblemsAfter(params (string From, string To)[] changes)
    {
        var text = Text;
        foreach (var (from, to) in changes)
        {
            text.ShouldContain(from);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }
        return Should.Throw<UsageException>(() => Parse(text)).Problems;
    }
}
