using Foundation.Failures;
using Pipeline.GitLab;
using Pipeline.Tools.Git;
using Releases.GitLab;

namespace Pipeline.Running;

/// <summary>Finds the project on GitLab that a run speaks to.</summary>
public static class GitLabAccess
{
    /// <summary>The project; one line says what is missing where its server is not known.</summary>
    /// <returns>
    /// <see langword="null"/> where no variables lead to a project, and where they do not tell its server.
    /// </returns>
    public static async Task<GitLabServer?> FindAsync(ReleaseContext context)
    {
        if (context.GitLabSettings is not { } settings)
            return null;
        var remote = settings.Api is null ? await RemoteAsync(context) : null;
        if (settings.At(remote?.Host) is { } project)
            return new GitLabServer(project, context.Time);
        context.Say(
            $"GitLab: {GitLabVariables.Server} is not set, and {(remote is null ? "the remote names no server" : $"the remote is at {remote.Authority}, which is not gitlab.com")}: GitLab is told nothing; set it to your GitLab's address, such as https://gitlab.example.com"
        );
        return null;
    }

    private static async Task<Uri?> RemoteAsync(ReleaseContext context)
    {
        try
        {
            var git = await context.Checkout.GitAsync();
            var page = GitAddress.WebPage(await context.GitRemoteAddressAsync(git, context.Cancelled));
            return Uri.TryCreate(page, UriKind.Absolute, out var address) ? address : null;
        }
        catch (ReleaseException)
        {
            // What needs the checkout says what is wrong with it.
            return null;
        }
    }
}
