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
    /// <exception cref="ReleaseException">
    /// The tag names another commit here, or the remote refused it or cannot be reached.
    /// </exception>
    public async Task PublishAsync(
        string tag,
        string commit,
        string message,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        if (await IsHereAsync(tag, commit, settings, cancellationToken))
        {
            await _remote.PushTagAsync(tag, settings, cancellationToken);
            return;
        }

        try
        {
            await CreateAsync(tag, commit, message, settings, cancellationToken);
            await _remote.PushTagAsync(tag, settings, cancellationToken);
        }
        catch (Exception failure) when (failure is ReleaseException or OperationCanceledException)
        {
            // Not cancelled with the run: an interrupted run must not leave a tag that was never published.
            if (await NamesAsync(tag, settings, CancellationToken.None) is not null)
                await DeleteAsync(tag, settings, CancellationToken.None);
            throw;
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
