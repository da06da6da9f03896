using Cake.Frosting;
using Pipeline.Credentials;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Fetches every region's credentials and checks them. Touches nothing.</summary>
[TaskName(TargetNames.Credentials)]
[TaskDescription(
    "Fetches each region's credentials and checks them: who, which Kubernetes, which permissions are missing"
)]
[Target(
    Touch.Nothing,
    Fleet = true,
    Answers = true,
    Example = "--regions=uk --kubeconfig=artifacts/uk",
    Page = "docs/permissions.md"
)]
public sealed class CheckCredentials : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => CredentialsCheck.RunAsync(context);
}
