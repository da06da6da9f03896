using Pipeline.Tools;
using Pipeline.Tools.Git;

namespace Pipeline.Rehearsals;

/// <summary>Somebody else's clone of a drill's repository: what comes to the remote from elsewhere.</summary>
/// <param name="host">Runs git.</param>
/// <param name="folder">The folder of the drill.</param>
/// <param name="branch">The branch that the commits go to.</param>
internal sealed class ColleagueClone(ToolHost host, string folder, string branch) : GitTool(host)
{
    private const string Clone = "colleague";

    private GitSettings Here => new() { WorkingDirectory = Path.Combine(folder, Clone), DrillFolder = folder };

    /// <summary>Adds lines to a file of the branch, commits that and pushes it.</summary>
    /// <param name="message">The commit's message.</param>
    /// <param name="file">The file, from the repository's top.</param>
    /// <param name="lines">What is added to it.</param>
    /// <param name="cancellationToken">Stops git.</param>
    public async Task PushAsync(string message, string file, string lines, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Here.WorkingDirectory.FullPath))
            await RunAsync(
                new() { WorkingDirectory = folder, DrillFolder = folder },
                "clone",
                [.. NewRepository.CloneOptions(folder, "Grace"), NewRepository.Remote, Clone],
                cancellationToken
            );
        await RunAsync(Here, "fetch", ["--quiet", Here.Remote], cancellationToken);
        string[] checkout = ["--quiet", "--force", "-B", branch, $"{Here.Remote}/{branch}"];
        await RunAsync(Here, "checkout", checkout, cancellationToken);
        var path = Path.Combine(folder, Clone, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.AppendAllTextAsync(path, lines, cancellationToken);
        await RunAsync(Here, "add", ["--", file], cancellationToken);
        await RunAsync(Here, "commit", ["--quiet", $"--message={message}"], cancellationToken);
        await PushAsync($"HEAD:refs/heads/{branch}", [], Here, cancellationToken);
    }

    /// <summary>Brings a checkout of the branch level with the remote.</summary>
    public Task PullAsync(string checkout, CancellationToken cancellationToken) =>
        RunAsync(
            new() { WorkingDirectory = checkout, DrillFolder = folder },
            "pull",
            ["--quiet", "--ff-only", Here.Remote, branch],
            cancellationToken
        );
}
