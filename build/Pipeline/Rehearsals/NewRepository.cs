using Pipeline.Tools;
using Pipeline.Tools.Git;

namespace Pipeline.Rehearsals;

/// <summary>A git repository of a drill. The user's own settings, signing keys and hooks have no part in it.</summary>
internal sealed class NewRepository(ToolHost host, string checkout) : GitTool(host)
{
    private readonly GitCheckout _existing = new(host);
    private readonly GitSettings _settings = new() { WorkingDirectory = checkout };

    public async Task CreateAsync(string remote, string branch, CancellationToken ct)
    {
        await GitAsync(ct, "init", "--quiet", "--bare", $"--initial-branch={branch}", remote);
        await GitAsync(ct, "init", "--quiet", $"--initial-branch={branch}", checkout);
        var name = await _existing.UserNameAsync(_settings, ct) ?? Environment.UserName;
        string[][] own =
        [
            ["user.name", name],
            ["user.email", "drill@example.invalid"],
            ["commit.gpgSign", "false"],
            ["tag.gpgSign", "false"],
            ["core.hooksPath", Path.Combine(checkout, ".git", "no-hooks")],
            ["core.autocrlf", "false"],
        ];
        foreach (var setting in own)
            await GitAsync(ct, ["config", .. setting]);
        await GitAsync(ct, "remote", "add", "origin", remote);
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
