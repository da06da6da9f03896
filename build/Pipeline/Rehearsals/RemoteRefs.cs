using Pipeline.Tools;
using Pipeline.Tools.Git;
using Releases.Versions;

namespace Pipeline.Rehearsals;

/// <summary>The branches and version tags of a drill's remote, each with its commit.</summary>
/// <param name="Branches">The commits of the branches.</param>
/// <param name="Tags">The commits of the version tags.</param>
public sealed record RemoteRefs(
    IReadOnlyDictionary<string, string> Branches,
    IReadOnlyDictionary<ReleaseVersion, string> Tags
);

/// <summary>Looks into the remote of a drill.</summary>
/// <param name="host">Runs git.</param>
/// <param name="folder">The folder of the drill.</param>
internal sealed class RemoteLook(ToolHost host, string folder) : GitTool(host)
{
    private const string Heads = "refs/heads/";
    private const string Tags = "refs/tags/";

    private GitSettings Here =>
        new() { WorkingDirectory = Path.Combine(folder, NewRepository.Remote), DrillFolder = folder };

    /// <summary>
    /// A text that changes with the branches and tags, read from the files that git keeps them in: a look every moment
    /// that starts no program.
    /// </summary>
    public string Mark()
    {
        var remote = Here.WorkingDirectory.FullPath;
        var loose = Directory
            .EnumerateFiles(Path.Combine(remote, "refs"), "*", SearchOption.AllDirectories)
            .Append(Path.Combine(remote, "packed-refs"));
        return string.Join('\n', loose.Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}"));
    }

    /// <summary>All of them.</summary>
    public async Task<RemoteRefs> ReadAsync(CancellationToken cancellationToken)
    {
        // Of an annotated tag, the commit that it names.
        string[] arguments =
        [
            "--git-dir=.",
            "for-each-ref",
            "--format=%(refname) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)",
        ];
        var output = await RunAsync(Here, ToolCommand.Of("for-each-ref", arguments), cancellationToken);
        var refs = output
            .Lines.Select(line => line.Split(' '))
            .Where(words => words.Length == 2)
            .ToDictionary(words => words[0], words => words[1]);
        return new RemoteRefs(
            refs.Where(entry => entry.Key.StartsWith(Heads, StringComparison.Ordinal))
                .ToDictionary(entry => entry.Key[Heads.Length..], entry => entry.Value),
            refs.Where(entry => entry.Key.StartsWith(Tags, StringComparison.Ordinal))
                .Select(entry => (Version: ReleaseVersion.TryParse(entry.Key[Tags.Length..]), entry.Value))
                .Where(tag => tag.Version is not null)
                .ToDictionary(tag => tag.Version!, tag => tag.Value)
        );
    }

    /// <summary>Whether one commit has all that another has.</summary>
    public async Task<bool> HasAsync(string commit, string earlier, CancellationToken cancellationToken) =>
        (
            await RunAsync(
                Here,
                ToolCommand.Of(
                    "merge-base",
                    ["--git-dir=.", "merge-base", "--is-ancestor", "--end-of-options", earlier, commit]
                ) with
                {
                    Answers = [1],
                },
                cancellationToken
            )
        ).Succeeded;

    /// <summary>A file of a commit; <see langword="null"/> where there is none.</summary>
    public async Task<string?> FileAsync(string commit, string file, CancellationToken cancellationToken)
    {
        var command = ToolCommand.Of("show", ["--git-dir=.", "show", "--end-of-options", $"{commit}:{file}"]) with
        {
            Answers = [1, 128],
        };
        var output = await RunAsync(Here, command, cancellationToken);
        return output.Succeeded ? output.Text : null;
    }
}
