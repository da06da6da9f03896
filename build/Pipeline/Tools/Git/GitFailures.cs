using Foundation.Text;

namespace Pipeline.Tools.Git;

/// <summary>What git says, and what to do about it.</summary>
internal static class GitFailures
{
    public static IReadOnlyList<FailureHint> For(GitSettings settings) =>
        [.. Checkout(settings.WorkingDirectory?.FullPath ?? "."), .. Access(settings.Remote), .. Refs(settings.Remote)];

    private static FailureHint[] Checkout(string directory) =>
        [
            new(
                "not a git repository",
                $"{directory} is no git checkout.",
                "Name the application's checkout: --app=DIR"
            ),
            new(
                "detected dubious ownership",
                $"{directory} belongs to another user.",
                ShellWord.Line("git", "config", "--global", "--add", "safe.directory", directory)
            ),
            new("ambiguous argument 'HEAD'", $"{directory} has no commit yet.", "git commit"),
            new("empty ident name", "git does not know who you are.", "git config --global user.name 'Your Name'"),
            new("tell me who you are", "git does not know who you are.", "git config --global user.name 'Your Name'"),
            new(
                "gpg failed to sign",
                "the tag could not be signed.",
                "Unlock the signing key, or git config tag.gpgSign false"
            ),
        ];

    private static FailureHint[] Access(string remote) =>
        [
            new("Permission denied (publickey", $"{remote} does not accept this SSH key.", "ssh-add -l; ssh-add"),
            new(
                "Host key verification failed",
                $"the host of {remote} is not known to SSH.",
                $"Connect once by hand and check its key: git ls-remote {remote}"
            ),
            new(
                "terminal prompts disabled",
                $"{remote} asks for a password and nobody is there to type it.",
                "Set up a credential helper or an SSH key for the remote."
            ),
            new(
                "Authentication failed",
                $"{remote} does not accept the user name or password.",
                "Renew the token that the credential helper keeps."
            ),
            new(
                "Could not resolve host",
                $"the host of {remote} cannot be found.",
                $"Check the network, and the address: git remote get-url {remote}"
            ),
            new(
                "does not appear to be a git repository",
                $"{remote} is no git repository.",
                "Check the remote's address: git remote -v"
            ),
            new("No such remote", $"there is no remote called {remote}.", "git remote -v"),
        ];

    private static FailureHint[] Refs(string remote) =>
        [
            new(
                "couldn't find remote ref",
                $"the branch does not exist on {remote}.",
                $"Push it: git push --set-upstream {remote} BRANCH"
            ),
            new(
                "protected tag",
                $"{remote} protects this tag.",
                "Ask a maintainer of the project to push it, or to allow you to."
            ),
            new(
                "protected branch",
                $"{remote} protects this branch.",
                "Open a merge request, or ask a maintainer of the project to allow you to push."
            ),
            new("stale info", $"the branch was made on {remote} meanwhile.", "Run the same command again."),
            new("(fetch first)", $"the branch moved on {remote} meanwhile.", "Run the same command again."),
            new("(non-fast-forward)", $"the branch moved on {remote} meanwhile.", "Run the same command again."),
            new("hook declined", $"a hook of {remote} refused the push.", $"See what it says: git push {remote} TAG"),
            new(
                "(already exists)",
                $"the tag exists on {remote} already, on another commit.",
                "Take the next version; a published tag is never moved."
            ),
        ];
}
