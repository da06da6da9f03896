using Foundation.Text;

namespace Pipeline.Tools.Git;

/// <summary>What git says, and what to do about it.</summary>
internal static class GitFailures
{
    public static IReadOnlyList<FailureHint> For(GitSettings settings) =>
        [
            .. Checkout(settings.WorkingDirectory?.FullPath ?? "."),
            .. Identity,
            .. Signing,
            .. Refusals(settings.Remote),
            .. Access(settings.Remote),
            .. Refs(settings.Remote),
            .. Words(settings.Remote),
        ];

    // What a server says of a push stands behind this.
    private const string Server = "remote:";

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
        ];

    // Git asks for the name first, and for the address only when it has that: both are told at once.
    private const string SetIdentity =
        "git config --global user.name 'Your Name'; git config --global user.email you@example.com";

    private static readonly FailureHint[] Identity =
    [
        .. new[] { "auto-detect email address", "no email was given" }.Select(text => new FailureHint(
            text,
            "git does not know your e-mail address.",
            SetIdentity
        )),
        .. new[] { "auto-detect name", "no name was given", "empty ident name" }.Select(text => new FailureHint(
            text,
            "git does not know your name.",
            SetIdentity
        )),
        new("tell me who you are", "git does not know who you are.", SetIdentity),
    ];

    // Of a tag git says so at the end; what else it signs is a commit. SSH has words of its own for a key.
    private static readonly FailureHint[] Signing =
    [
        new(
            "unable to sign the tag",
            "the tag could not be signed.",
            "Unlock the signing key, or git config tag.gpgSign false"
        ),
        .. new[] { "gpg failed to sign", "Couldn't load public key", "No private key found" }.Select(
            text => new FailureHint(
                text,
                "the commit could not be signed.",
                "Unlock the signing key, or git config commit.gpgSign false"
            )
        ),
        new(
            "gpg.ssh.defaultKeyCommand",
            "git is told to sign, and does not know with which key.",
            "git config --global user.signingKey KEY"
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
            // A name that is no remote's is taken for a folder.
            new($"'{remote}' does not appear to be a git repository", NoRemote(remote), AddRemote(remote)),
            new(
                "does not appear to be a git repository",
                $"{remote} is no git repository.",
                "Check the remote's address: git remote -v"
            ),
            new("No such remote", NoRemote(remote), AddRemote(remote)),
        ];

    private static string NoRemote(string remote) => $"there is no remote called {remote}.";

    private static string AddRemote(string remote) => $"git remote add {remote} ADDRESS";

    // In GitLab's words, which are the same for a web address and for SSH.
    private static FailureHint[] Refusals(string remote) =>
        [
            // GitLab says "create this tag as it is protected", and "Protected tags cannot be updated".
            new("tag as it is protected", ProtectedTag(remote), AskForTag),
            new("protected tag", ProtectedTag(remote), AskForTag),
            new(
                "protected branch",
                $"{remote} protects this branch.",
                "Open a merge request, or ask a maintainer of the project to allow you to push."
            ),
            new("not allowed to push code", $"{remote} does not let you push.", AskForRole),
            new("not allowed to upload code", $"{remote} does not let you push.", AskForRole),
            new("deploy key does not have write access", $"{remote} does not let this deploy key push.", AskForRole),
            new(
                "project you were looking for could not be found",
                $"{remote} has no such project, or does not show it to who logs in.",
                $"Check the address, and who logs in: git remote get-url {remote}"
            ),
            new(
                "HTTP Basic: Access denied",
                $"{remote} does not accept the user name or password.",
                "Renew the token that the credential helper keeps."
            ),
        ];

    private static string ProtectedTag(string remote) => $"{remote} protects this tag.";

    private const string AskForTag = "Ask a maintainer of the project to push it, or to allow you to.";
    private const string AskForRole =
        "Ask a maintainer of the project for the role Developer; a token also needs the scope write_repository.";

    private static FailureHint[] Refs(string remote) =>
        [
            new(
                "couldn't find remote ref",
                $"the branch does not exist on {remote}.",
                $"Push it: git push --set-upstream {remote} BRANCH"
            ),
            new("stale info", $"the branch was made on {remote} meanwhile.", "Run the same command again."),
            new("(fetch first)", $"the branch moved on {remote} meanwhile.", "Run the same command again."),
            new("(non-fast-forward)", $"the branch moved on {remote} meanwhile.", "Run the same command again."),
            new(
                "hook declined",
                $"a hook of {remote} refused the push",
                "Mend what it names, then run the same command."
            )
            {
                Quotes = Server,
            },
            new(
                "hook declined",
                $"a hook of {remote} refused the push, and does not say why.",
                $"Ask who runs the hooks of {remote}: git remote get-url {remote}"
            ),
            new(
                "(already exists)",
                $"the tag exists on {remote} already, on another commit.",
                "Take the next version; a published tag is never moved."
            ),
        ];

    // A refusal that is not known by its text has the server's own reason, where it gave one. They come last: what is
    // known is told in plainer words.
    private static FailureHint[] Words(string remote) =>
        [
            .. new[] { "[remote rejected]", "returned error: 403", "Could not read from remote repository" }.Select(
                text => new FailureHint(
                    text,
                    $"{remote} refused it",
                    $"Ask who runs {remote}: git remote get-url {remote}"
                )
                {
                    Quotes = Server,
                }
            ),
        ];
}
