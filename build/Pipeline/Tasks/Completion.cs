using Cake.Frosting;
using Pipeline.Completing;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>The script with which a shell completes the command line.</summary>
[TaskName(TargetNames.Completion)]
[TaskDescription("Prints the script with which bash, zsh or fish completes targets, arguments, regions and versions")]
[Target(Touch.Nothing, Answers = true, Example = "--shell=bash")]
public sealed class Completion : FrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override void Run(ReleaseContext context) =>
        context.Answer.Write(CompletionScript.Of(context.Options.Shell!, context.RunEnvironment.Root));
}
