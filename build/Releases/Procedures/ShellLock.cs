using Clusters.Locks;
using Foundation.Text;

namespace Releases.Procedures;

/// <summary>Takes the deploy lock of a region by hand, so that no run of this tool comes in between.</summary>
internal static class ShellLock
{
    // Nobody renews the lock of a person, so it has to last for the whole procedure.
    private static readonly TimeSpan Rest = TimeSpan.FromHours(2);

    /// <summary>The lines that take the lock, and give it back however the procedure ends.</summary>
    /// <param name="migrationTimeout">The time limit of the migration.</param>
    /// <param name="cleanUp">What else the end of the procedure removes; empty for nothing.</param>
    public static IReadOnlyList<string> Lines(TimeSpan migrationTimeout, string cleanUp) =>
        [
            ShellWord.Say(
                "taking the deploy lock. Where it exists, somebody releases, or a run that was killed left it:"
            ),
            ShellWord.Say($"kubectl describe lease {DeployLock.LeaseName} shows who, and when it was renewed last."),
            ShellWord.Say(
                $"Longer ago than its duration? kubectl delete lease {DeployLock.LeaseName}, then the same text again."
            ),
            "now=$(date -u +%Y-%m-%dT%H:%M:%SZ)",
            // Names of people and machines could hold what breaks JSON.
            "holder=\"$(id -un | tr -cd 'A-Za-z0-9._-')@$(hostname | tr -cd 'A-Za-z0-9._-') by hand at $now, $$\"",
            // Somebody else may hold it by then. What fails here keeps nothing after it from being removed.
            "unlock() {",
            $"  held=$(kubectl get lease {DeployLock.LeaseName} --ignore-not-found --output=jsonpath={{.spec.holderIdentity}}) || :",
            $"  test \"$held\" != \"$holder\" || kubectl delete lease {DeployLock.LeaseName} || :",
            "}",
            $"trap 'unlock{(cleanUp.Length > 0 ? $"; {cleanUp}" : "")}' EXIT",
            $"kubectl create --filename=- <<{ShellProcedure.EndOfText}",
            Lease(Rest + migrationTimeout),
            ShellProcedure.EndOfText,
        ];

    private static string Lease(TimeSpan duration) =>
        $$"""
            {
              "apiVersion": "coordination.k8s.io/v1",
              "kind": "Lease",
              "metadata": { "name": "{{DeployLock.LeaseName}}" },
              "spec": {
                "holderIdentity": "$holder",
                "leaseDurationSeconds": {{(int)duration.TotalSeconds}},
                "acquireTime": "${now%Z}.000000Z",
                "renewTime": "${now%Z}.000000Z"
              }
            }
            """;
}
