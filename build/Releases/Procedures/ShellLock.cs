using Clusters.Locks;
using Foundation.Text;

namespace Releases.Procedures;

/// <summary>Takes the deploy lock of a region by hand, so that no run of this tool comes in between.</summary>
internal static class ShellLock
{
    // Nobody renews the lock of a person, so it has to last for the whole procedure.
    private static readonly TimeSpan Duration = TimeSpan.FromHours(2);

    /// <summary>The lines that take the lock, and give it back however the procedure ends.</summary>
    /// <param name="cleanUp">What else the end of the procedure removes; empty for nothing.</param>
    public static IReadOnlyList<string> Lines(string cleanUp) =>
        [
            ShellWord.Say("the deploy lock. Where it exists, somebody releases: kubectl describe lease release"),
            "now=$(date -u +%Y-%m-%dT%H:%M:%SZ)",
            $"kubectl create --filename=- <<{ShellWord.EndOfText}",
            Lease,
            ShellWord.EndOfText,
            $"trap 'kubectl delete lease {DeployLock.LeaseName}{(cleanUp.Length > 0 ? $"; {cleanUp}" : "")}' EXIT",
        ];

    // The shell fills in what only it knows. Names of people and machines could hold what breaks JSON.
    private static string Lease =>
        $$"""
            {
              "apiVersion": "coordination.k8s.io/v1",
              "kind": "Lease",
              "metadata": { "name": "{{DeployLock.LeaseName}}" },
              "spec": {
                "holderIdentity": "$(id -un | tr -cd 'A-Za-z0-9._-')@$(hostname | tr -cd 'A-Za-z0-9._-') by hand",
                "leaseDurationSeconds": {{(int)Duration.TotalSeconds}},
                "acquireTime": "${now%Z}.000000Z",
                "renewTime": "${now%Z}.000000Z"
              }
            }
            """;
}
