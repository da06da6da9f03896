using Foundation.Text;
using Releases.Fleets;
using Releases.Orders;
using Releases.Workloads;

namespace Releases.Procedures;

/// <summary>Sets the images of a region's workloads by hand, and sees that the version is live.</summary>
internal static class ShellRollout
{
    private const int SecondsBetween = 5;
    private const int PageAttempts = 24;

    /// <summary>The lines that set the images.</summary>
    public static IEnumerable<string> SetImages(ReleaseOrder order, IReadOnlyList<ImageChange> changes)
    {
        yield return ShellWord.Say("setting the images");
        yield return "now=$(date -u +%Y-%m-%dT%H:%M:%SZ)";
        foreach (var change in changes.Where(change => !change.IsNone))
        {
            yield return ShellWord.Line([
                .. new[] { "kubectl", "set", "image", NameOf(change) },
                .. change.Changed.Select(container => $"{container.Name}={container.Image}"),
            ]);
            // What a run of the tool notes, so that the next one knows the former images.
            var notes = ReleaseAnnotations
                .Of(change, order)
                .Select(note => ShellWord.Of($"{note.Key}={note.Value}"))
                .Append($"{ReleaseLabels.At}=\"$now\"");
            yield return $"kubectl annotate --overwrite {ShellWord.Of(NameOf(change))} {string.Join(' ', notes)}";
        }
    }

    /// <summary>The lines that wait for the rollouts, and for the page.</summary>
    public static IEnumerable<string> Verify(ReleaseOrder order, Region region, IReadOnlyList<ImageChange> changes)
    {
        yield return ShellWord.Say("waiting for the rollouts. Where one does not end: kubectl describe pods");
        var timeout = $"--timeout={(int)order.RolloutTimeout.TotalSeconds}s";
        foreach (var line in changes.SelectMany(change => Waiting(change, timeout)))
            yield return line;
        if (region.Url is not { } url)
            yield break;
        string[] page =
        [
            "curl",
            "--fail",
            "--silent",
            "--show-error",
            "--location",
            "--max-time",
            "10",
            url.AbsoluteUri,
        ];
        string[] version = ["grep", "--fixed-strings", "--word-regexp", order.Version.Text];
        yield return ShellWord.Say($"waiting for {order.Version} at {url.AbsoluteUri}");
        yield return "tries=0";
        yield return $"until {ShellWord.Line(page)} | {ShellWord.Line(version)}; do";
        yield return $"  tries=$((tries + 1)); test $tries -lt {PageAttempts}; sleep {SecondsBetween}";
        yield return "done";
    }

    private static string[] Waiting(ImageChange change, string timeout)
    {
        var name = NameOf(change);
        var wait = ShellWord.Line("kubectl", "rollout", "status", name, timeout);
        return change.Workload.Kind switch
        {
            WorkloadKind.CronJob => [],
            WorkloadKind.Deployment => [wait],
            // kubectl ends with an error where the strategy is OnDelete, and that would end all.
            WorkloadKind.StatefulSet or WorkloadKind.DaemonSet =>
            [
                $"if test \"$({ShellWord.Line("kubectl", "get", name, "--output=jsonpath={.spec.updateStrategy.type}")})\" = OnDelete; then",
                $"  {ShellWord.Say($"{name} replaces a pod when somebody deletes it (OnDelete): not waited for")}",
                $"else {wait}; fi",
            ],
        };
    }

    private static string NameOf(ImageChange change) => $"{change.Workload.Kind.Word()}/{change.Workload.Name}";
}
