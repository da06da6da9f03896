using Foundation.Failures;
using Pipeline.GitLab;
using Pipeline.Running;
using Releases.GitLab;

namespace Pipeline.Lines;

/// <summary>
/// Brings a patched line back by a merge request, where GitLab is at hand: people and the pipeline look at it first.
/// </summary>
internal static class PatchMergeRequest
{
    /// <summary>Opens the merge request from the line's branch into the main branch, unless there is one.</summary>
    /// <exception cref="ReleaseException">GitLab cannot be reached, or refuses.</exception>
    public static async Task OpenAsync(ReleaseContext context, GitLabServer server, PatchLine line, string main)
    {
        try
        {
            if (await server.FindMergeRequestAsync(line.Branch, main, context.Cancelled) is { } open)
            {
                context.Say($"merge request !{open.Number} is open already: {open.Address}");
                return;
            }
            var draft = new MergeRequestDraft(
                line.Branch,
                main,
                $"Merge branch '{line.Branch}' into {main}",
                $"Brings what was patched on line {line.Line} back, up to {line.Latest} and whatever follows it. Merge it with a merge commit: neither squash nor rebase, since the line has to stay as it was released."
            );
            var opened = await server.OpenMergeRequestAsync(draft, context.Cancelled);
            context.Say($"merge request !{opened.Number} opened: {opened.Address}");
        }
        catch (GitLabException failure)
        {
            throw new ReleaseException(
                failure.Message,
                $"{failure.NextStep ?? "try again later"}; without {GitLabVariables.Token} this merges and pushes by itself"
            );
        }
    }
}
