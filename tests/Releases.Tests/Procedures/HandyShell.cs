using System.Diagnostics;
using Scripts;

namespace Releases.Tests.Procedures;

/// <summary>A shell whose kubectl and its like write down what they are asked, and answer as they are told.</summary>
internal sealed class HandyShell : IDisposable
{
    private const string Script = """
        #!/bin/sh
        here=$(dirname "$0")
        line="$(basename "$0") $*"
        echo "$line" >>"$here/asked"
        case "$line" in *--filename=-*) cat >"$here/input-$(ls "$here" | grep -c '^input-')" ;; esac
        while IFS='|' read -r status pattern answer; do
            case "$line" in $pattern)
                [ "$answer" != HOLDER ] || answer=$(sed -n 's/.*"holderIdentity": "\(.*\)".*/\1/p' "$here/input-0")
                [ -z "$answer" ] || echo "$answer"
                exit "$status" ;;
            esac
        done <"$here/answers"
        echo "unexpected: $line" >&2
        exit 99
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("release-shell-");
    private readonly List<string> _answers = [];

    public HandyShell()
    {
        foreach (var program in new[] { "kubectl", "az", "gcloud", "kubelogin", "curl", "sleep" })
            ScriptFile.Write(Path.Combine(_folder.FullName, program), Script);
        Answers("sleep *");
    }

    /// <summary>The command lines that were asked, in their order.</summary>
    public string[] Asked =>
        [
            .. File.ReadAllLines(Path.Combine(_folder.FullName, "asked"))
                .Where(line => !line.StartsWith("sleep ", StringComparison.Ordinal)),
        ];

    /// <summary>What the commands were given on standard input, in their order.</summary>
    public string[] Inputs =>
        [
            .. _folder
                .EnumerateFiles("input-*")
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => File.ReadAllText(file.FullName)),
        ];

    /// <summary>An answer to lines that match a pattern of the shell. The first pattern that matches counts.</summary>
    public HandyShell Answers(string pattern, string answer = "", int status = 0)
    {
        _answers.Add($"{status}|{pattern}|{answer}");
        return this;
    }

    /// <summary>Answers who holds the lock: whoever has taken it in this shell.</summary>
    public HandyShell AnswersHolder() => Answers("kubectl * get lease *", "HOLDER");

    /// <summary>Reads a text as if it was pasted, in a shell.</summary>
    /// <returns>The exit code, and everything that it wrote.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(string shell, IEnumerable<string> lines)
    {
        await File.WriteAllLinesAsync(
            Path.Combine(_folder.FullName, "answers"),
            _answers,
            TestContext.Current.CancellationToken
        );
        var start = new ProcessStartInfo(shell)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}" },
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(string.Join('\n', lines) + "\n");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
