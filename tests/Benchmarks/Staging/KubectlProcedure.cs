using Benchmarks.Measuring;

namespace Benchmarks.Staging;

/// <summary>
/// The manual page's way through the cluster part, as a script: the Job deleted and created, its end awaited, images
/// set by label, rollouts awaited, the page read.
/// </summary>
/// <param name="kubectl">The program.</param>
internal sealed class KubectlProcedure(string kubectl)
{
    /// <summary>Names a kubectl that is not on the path.</summary>
    public const string Variable = "BENCHMARK_KUBECTL";

    private const string Script = """
        set -eu
        release() {
            region=$1 page=$2
            k="$KUBECTL --context=$region --namespace=default"
            $k delete job migration --ignore-not-found
            sed "s|\$IMAGE|$IMAGE|; s|\$VERSION|$VERSION|" "$JOB" | $k create -f -
            $k wait --for=condition=complete --timeout=10m job/migration
            $k logs job/migration
            $k set image deployment --selector=image=megforms "*=$IMAGE:$VERSION"
            [ "$WORKLOADS" -eq 1 ] || $k set image deployment --selector=image=mat-cms-static "*=$IMAGE:$VERSION-static"
            for deployment in $($k get deployment --selector='image in (megforms, mat-cms-static)' --output=name); do
                $k rollout status --timeout=10m "$deployment"
            done
            until curl --silent --fail "$page" | grep -q "$VERSION"; do sleep 0.1; done
        }
        failed=0
        if [ "$WAY" = look ]; then
            while read -r region page; do
                $KUBECTL --context="$region" get deployment </dev/null
            done <"$REGIONS"
        elif [ "$WAY" = background ]; then
            running=
            while read -r region page; do
                release "$region" "$page" >"$LOGS/$region.log" 2>&1 &
                running="$running $!"
            done <"$REGIONS"
            for each in $running; do wait "$each" || failed=1; done
        else
            while read -r region page; do
                release "$region" "$page" >"$LOGS/$region.log" 2>&1 </dev/null || failed=1
            done <"$REGIONS"
        fi
        [ "$failed" -eq 0 ] || { cat "$LOGS"/*.log >&2; exit 1; }
        """;

    /// <summary>The procedure with the kubectl of this machine; <see langword="null"/> where it has none.</summary>
    public static KubectlProcedure? Find()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        var found = (string?[])
            [
                named,
                .. (Environment.GetEnvironmentVariable("PATH") ?? "")
                    .Split(Path.PathSeparator)
                    .Select(folder => Path.Combine(folder, "kubectl")),
                // What the real stack of the tests was built with.
                .. BuiltKubernetes().Select(folder => Path.Combine(folder, "kubectl")),
            ];
        return found.FirstOrDefault(file => file is { Length: > 0 } && File.Exists(file)) is { } kubectl
            ? new(kubectl)
            : null;
    }

    /// <summary>The command that releases the next version to all regions of a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="atOnce">Whether all regions go at once, each in the background.</param>
    public Command Release(ReleaseStage stage, Shape shape, bool atOnce) =>
        Way(stage, shape, atOnce ? "background" : "sequence");

    /// <summary>
    /// The command after which kubectl knows what the clusters offer, as on a laptop that has released before.
    /// </summary>
    public Command Look(ReleaseStage stage, Shape shape) => Way(stage, shape, "look");

    private Command Way(ReleaseStage stage, Shape shape, string way)
    {
        var regions = Path.Combine(stage.Folder, "regions");
        File.WriteAllLines(regions, stage.Clusters.Select(cluster => $"{cluster.Name} {cluster.PageUrl}"));
        var script = Path.Combine(stage.Folder, "release.sh");
        File.WriteAllText(script, Script);
        return new("sh", script)
        {
            Variables = new Dictionary<string, string>
            {
                ["KUBECTL"] = kubectl,
                ["KUBECONFIG"] = stage.Kubeconfig,
                ["HOME"] = stage.Folder,
                ["IMAGE"] = stage.Image,
                ["VERSION"] = StagedCheckout.To,
                ["JOB"] = stage.JobManifest,
                ["REGIONS"] = regions,
                ["LOGS"] = stage.Folder,
                ["WORKLOADS"] = $"{shape.Workloads}",
                ["WAY"] = way,
            },
        };
    }

    private static IEnumerable<string> BuiltKubernetes()
    {
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var built = Path.Combine(caches, "release-tool");
        return Directory.Exists(built) ? Directory.EnumerateDirectories(built, "kubernetes-*").OrderDescending() : [];
    }
}
