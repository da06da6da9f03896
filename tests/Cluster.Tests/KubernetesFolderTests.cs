using Cluster.Tests.Sample;
using Cluster.Tests.Stack;

namespace Cluster.Tests;

/// <summary>The manifests of this repository, <c>kubernetes/</c>, with the sample application's images.</summary>
public sealed class KubernetesFolderTests(StackFixture stack)
{
    private const string Variables = """
        variables:
          APP_SECRET: database
          APP_UID: 10001
          DJANGO_SETTINGS_MODULE: project.settings
          HEALTH_PATH: /health/
          INGRESS_CLASS: none
          STATIC_PATH: /static/
          TLS_SECRET: certificate
          STATIC_UID: 10002
          WEB_PORT: 8000
          STATIC_PORT: 8000
          WORKER_COMMAND: /app/busybox sleep 1000000
          SCHEDULER_COMMAND: /app/busybox sleep 1000000
          WEB_MIN_REPLICAS: 2
          WEB_MAX_REPLICAS: 4
          WORKER_REPLICAS: 1
          STATIC_REPLICAS: 1
          WEB_CPU: 10m
          WORKER_CPU: 10m
          SCHEDULER_CPU: 10m
          STATIC_CPU: 10m
          CLEANUP_CPU: 10m
          WEB_MEMORY: 256Mi
          WORKER_MEMORY: 64Mi
          SCHEDULER_MEMORY: 64Mi
          STATIC_MEMORY: 64Mi
          CLEANUP_MEMORY: 128Mi
        default: all
        """;

    // Kubernetes 1.20 has older names for these, the sample's shell and Python are at other places, and its address is
    // a number, which no Ingress takes.
    private static readonly (string Written, string Meant)[] OfTheStack =
    [
        ("apiVersion: batch/v1\nkind: CronJob", "apiVersion: batch/v1beta1\nkind: CronJob"),
        ("apiVersion: policy/v1\n", "apiVersion: policy/v1beta1\n"),
        ("apiVersion: autoscaling/v2\n", "apiVersion: autoscaling/v2beta2\n"),
        ("hosts: [$HOST]", "hosts: [sample.example]"),
        ("host: $HOST", "host: sample.example"),
        ("[sh, -c, ", "[/app/busybox, sh, -c, "),
        ("[python, manage.py, ", "[/app/manage.py, "),
        ("[\"python\", \"manage.py\", ", "[\"/app/manage.py\", "),
    ];

    [Fact]
    public async Task They_serve_on_a_real_server_and_a_release_applies_them_again_and_keeps_the_images()
    {
        await using var application = await stack.RunningAsync(new SampleSetup());
        var kubectl = application["north"].Kubectl;
        await AdoptAsync(application);
        // It has a probe of another kind, which the manifest does not take away.
        await kubectl.RunAsync("delete", "deployment", "static");

        var first = await application.RunAsync("ApplyManifests", "1.2.2", "--force-conflicts");
        var second = await application.RunAsync("ApplyManifests", "1.2.2");
        var run = await application.ReleaseAsync("1.2.3", "--apply-manifests");
        var again = await application.ReleaseAsync("1.2.3", "--apply-manifests");

        first.ShouldSucceed().ShouldSay("HorizontalPodAutoscaler web created").ShouldSay("Deployment static created");
        second.ShouldSucceed().ShouldSay("nothing to apply");
        run.ShouldSucceed().ShouldSay("apply: 17 objects as the manifests say").ShouldSay("/ shows 1.2.3");
        again.ShouldSucceed().ShouldSay("all 5 workloads have 1.2.3 already");
        foreach (var (name, tag) in new[] { ("web", "1.2.3"), ("worker", "1.2.3"), ("static", "1.2.3-static") })
        {
            var all = await kubectl.ListAsync("pods", $"--selector=app={name}");
            // An old one that is ending is still listed.
            var pods = all.Where(pod => pod["metadata"]!["deletionTimestamp"] is null).ToArray();
            pods.ShouldNotBeEmpty();
            foreach (var pod in pods)
            {
                var container = pod["spec"]!["containers"]!
                    .AsArray()
                    .Single(each => each!["name"]!.GetValue<string>() == name)!;
                container["image"]!.GetValue<string>().ShouldBe($"{application.Image}:{tag}");
                container["securityContext"]!["readOnlyRootFilesystem"]!.GetValue<bool>().ShouldBeTrue();
                pod["spec"]!["securityContext"]!["runAsNonRoot"]!.GetValue<bool>().ShouldBeTrue();
            }
        }
    }

    // As a team brings them into its own repository.
    private static async Task AdoptAsync(SampleApplication application)
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Of("kubernetes"), "*.yaml"))
        {
            if (Path.GetFileName(file) != "fleet.yaml")
                await CopyAsync(application, Path.GetFileName(file));
        }
        await CopyAsync(application, Path.Combine("jobs", "migration.yaml"));
        await application.Checkout.EditAsync(Path.Combine("kubernetes", "fleet.yaml"), "default: all", Variables);
    }

    private static async Task CopyAsync(SampleApplication application, string file)
    {
        var text = await File.ReadAllTextAsync(
            Repository.Of("kubernetes", file),
            TestContext.Current.CancellationToken
        );
        foreach (var (written, meant) in OfTheStack)
            text = text.Replace(written, meant, StringComparison.Ordinal);
        await application.Checkout.CommitAsync(Path.Combine("kubernetes", file), text);
    }
}
