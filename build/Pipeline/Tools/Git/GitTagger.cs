using System.Text;
using Foundation.Failures;

namespace Pipeline.Tools.Git;

/// <summary>Creates and publishes tags.</summary>
public sealed class GitTagger(ToolHost host) : GitTool(host)
{
    private readonly GitCheckout _checkout = new(host);
    private readonly GitRemote _remote = new(host);

    /// <summary>Creates an annotated tag. The message is taken as it is, whatever it holds.</summary>
    /// <exception cref="ReleaseException">The tag exists, or its name is none.</exception>
    public Task CreateAsync(
        string tag,
        string commit,
        string message,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        string[] arguments = ["tag", "--annotate", "--cleanup=verbatim", "--file=-", "--end-of-options", tag, commit];
        var command = ToolCommand.Of("tag", arguments) with { StandardInput = Encoding.UTF8.GetBytes(message) };
        return RunAsync(settings, command, cancellationToken);
    }

    /// <summary>Deletes a tag of this checkout; the remote keeps its own.</summary>
    public Task DeleteAsync(string tag, GitSettings settings, CancellationToken cancellationToken) =>
        RunAsync(settings, "tag", ["--delete", "--end-of-options", tag], cancellationToken);

    /// <summary>
    /// Creates an annotated tag and pushes it. When the push fails the tag is deleted again, so that the next run
    /// starts where this one did. A tag that is here already, on this very commit, was left by a run that was killed or
    /// by hand: it is pushed as it is, and never deleted.
    /// </summary>
    /// <returns>
    /// Whether this push has published it; <see langword="false"/> where the remote has it on this very commit already:
    /// a colleague was faster, or the answer to the push was lost.
    /// </returns>
    /// <exception cref="ReleaseException">
    /// The tag names another commit, here or at the remote, or the remote refused it or cannot be reached.
    /// </exception>
    public async Task<bool> PublishAsync(
        string tag,
        string commit,
        string message,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        var wasHere = await IsHereAsync(tag, commit, settings, cancellationToken);
        try
        {
            if (!wasHere)
                await CreateAsync(tag, commit, message, settings, cancellationToken);
            await _remote.PushTagAsync(tag, settings, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is ReleaseException or OperationCanceledException)
        {
            var created = !wasHere && await NamesAsync(tag, settings, CancellationToken.None) is not null;
            // Not cancelled with the run: an interrupted run must not leave a tag that was never published.
            if (created)
                await DeleteAsync(tag, settings, CancellationToken.None);
            var wasPushed = (wasHere || created) && failure is ReleaseException;
            if (!wasPushed || !await IsPublishedAsync(tag, commit, settings, cancellationToken))
                throw;
            if (created)
                await TakeAsync(tag, settings, cancellationToken);
            return false;
        }
    }

    // The remote says how its tag and ours differ in several ways, and not which commit its own names.
    private async Task<bool> IsPublishedAsync(
        string tag,
        string commit,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var published = await _remote.TagAsync(tag, settings, cancellationToken);
            return published?.Commit == await _checkout.CommitAsync(commit, settings, cancellationToken);
        }
        catch (ReleaseException)
        {
            // What the push has said is told.
            return false;
        }
    }

    private async Task TakeAsync(string tag, GitSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await _remote.FetchTagAsync(tag, settings, cancellationToken);
        }
        catch (ReleaseException)
        {
            // What counts is that the remote has it.
        }
    }

    private async Task<bool> IsHereAsync(
        string tag,
        string commit,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        if (await NamesAsync(tag, settings, cancellationToken) is not { } present)
            return false;
        if (present == await _checkout.CommitAsync(commit, settings, cancellationToken))
            return true;
        throw new ReleaseException(
            $"the tag {tag} is here already, on another commit ({present}).",
            $"git tag --delete {tag}"
        );
    }

    private Task<string?> NamesAsync(string tag, GitSettings settings, CancellationToken cancellationToken) =>
        _checkout.CommitAsync($"refs/tags/{tag}", settings, cancellationToken);
}
