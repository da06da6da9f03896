using Cake.Frosting;
using Pipeline.Credentials;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Fetches every region's credentials and checks them. Touches nothing.</summary>
[TaskName(Name)]
[TaskDescription(
    "Fetches each region's credentials and checks them: who, which Kubernetes, which permissions are missing"
)]
[Answers(HasFormats = false)]
[Needs(Fleet = true)]
public sealed class CheckCredentials : AsyncFrostingTask<ReleaseContext>
{
    /// <summary>The task's name.</summary>
    public const string Name = "Credentials";

    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => CredentialsCheck.RunAsync(context);
}
