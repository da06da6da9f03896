using Pipeline.Tools;
using Pipeline.Tools.Git;

namespace Pipeline.Rehearsals;

/// <summary>
/// A git repository of a drill: a bare remote that has been written to, and a clone of it. The user's own settings,
/// signing keys and hooks have no part in it.
/// </summary>
internal sealed class NewRepository(ToolHost host, string folder) : GitTool(host)
{
    /// <summary>The folder of the remote, within the drill's.</summary>
    public const string Remote = "origin.git";

    private const string Clone = "app";

    private readonly GitCheckout _existing = new(host);

    private string Checkout => Path.Combine(folder, Clone);

    /// <summary>The user's name as git knows it, else as the machine does.</summary>
    public async Task<string> UserNameAsync(string machineUser, CancellationToken cancellationToken) =>
        // The one question to the user's own configuration.
        await _existing.UserNameAsync(new GitSettings { WorkingDirectory = folder }, cancellationToken) ?? machineUser;

    /// <summary>Makes the remote of what a stream holds, and clones it.</summary>
    /// <returns>The checkout.</returns>
    public async Task<string> CreateAsync(
        string branch,
        string userName,
        ImportStream content,
        CancellationToken cancellationToken
    )
    {
        var remote = Path.Combine(folder, Remote);
        await RunAsync(
            In(folder),
            "init",
            ["--quiet", "--bare", $"--initial-branch={branch}", remote],
            cancellationToken
        );
        await RunAsync(In(remote), InRemote("config", "core.hooksPath", NoHooksIn(folder)), cancellationToken);
        var import = InRemote("fast-import", "--quiet") with { StandardInput = content.Content };
        await RunAsync(In(remote), import, cancellationToken);
        await RunAsync(In(folder), "clone", [.. CloneOptions(folder, userName), remote, Checkout], cancellationToken);
        return Checkout;
    }

    /// <summary>The options of a clone that knows nothing of the user's own settings, whoever works in it.</summary>
    /// <param name="folder">The folder of the drill.</param>
    /// <param name="userName">Who commits there.</param>
    public static IEnumerable<string> CloneOptions(string folder, string userName)
    {
        string[] settings =
        [
            $"user.name={userName}",
            $"user.email={ImportStream.Email}",
            "commit.gpgSign=false",
            "tag.gpgSign=false",
            $"core.hooksPath={NoHooksIn(folder)}",
            "core.autocrlf=false",
        ];
        return ["--quiet", "--origin", "origin", .. settings.SelectMany(setting => new[] { "--config", setting })];
    }

    // A folder that does not exist, and that nobody makes.
    private static string NoHooksIn(string folder) => Path.Combine(folder, Clone, ".git", "no-hooks");

    // Named rather than found: git may have been told to find no bare repository (safe.bareRepository).
    private static ToolCommand InRemote(string name, params string[] arguments) =>
        ToolCommand.Of(name, ["--git-dir=.", name, .. arguments]);

    private GitSettings In(string directory) => new() { WorkingDirectory = directory, DrillFolder = folder };
}
