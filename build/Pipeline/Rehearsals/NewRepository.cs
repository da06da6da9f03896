using Pipeline.Tools;
using Pipeline.Tools.Git;

namespace Pipeline.Rehearsals;

/// <summary>A git repository of a drill. The user's own settings, signing keys and hooks have no part in it.</summary>
internal sealed class NewRepository(ToolHost host, string checkout) : GitTool(host)
{
    private readonly GitCheckout _existing = new(host);
    private readonly GitSettings _settings = new() { WorkingDirectory = checkout };

    // A clone of an empty remote has its remote and all settings from one call of git.
    public async Task CreateAsync(string remote, string branch, CancellationToken ct)
    {
        var outside = new GitSettings { WorkingDirectory = Path.GetDirectoryName(checkout)! };
        var name = await _existing.UserNameAsync(outside, ct) ?? Environment.UserName;
        string[] settings =
        [
            $"user.name={name}",
            "user.email=drill@example.invalid",
            "commit.gpgSign=false",
            "tag.gpgSign=false",
            $"core.hooksPath={Path.Combine(checkout, ".git", "no-hooks")}",
            "core.autocrlf=false",
        ];
        string[] clone =
        [
            "--quiet",
            "--origin",
            "origin",
            .. settings.SelectMany(setting => new[] { "--config", setting }),
            remote,
            checkout,
        ];
        await RunAsync(outside, "init", ["--quiet", "--bare", $"--initial-branch={branch}", remote], ct);
        await RunAsync(outside, "clone", clone, ct);
        // Before git 2.31, a clone of an empty remote begins with a branch of its own choice.
        await GitAsync(ct, "symbolic-ref", "HEAD", $"refs/heads/{branch}");
    }

    public async Task CommitAsync(string message, CancellationToken ct)
    {
        await GitAsync(ct, "add", "--all");
        await GitAsync(ct, "commit", "--quiet", $"--message={message}");
    }

    public Task TagAsync(string tag, CancellationToken ct) =>
        GitAsync(ct, "tag", "--annotate", $"--message={tag}", tag);

    public Task PushAsync(string branch, string tag, CancellationToken ct) =>
        GitAsync(ct, "push", "--quiet", "--set-upstream", "origin", branch, $"refs/tags/{tag}");

    private Task GitAsync(CancellationToken ct, params string[] arguments) =>
        RunAsync(_settings, arguments[0], arguments[1..], ct);
}
