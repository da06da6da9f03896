using Pipeline.Running;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Security;

/// <summary>A tool that tells all that it knows when it fails gives no secret away.</summary>
public sealed class LeakingToolTests
{
    private const string Principal = "principal-9f3b";
    private const string GitLabToken = "glpat-4711";

    // Builds, logs in, and prints on a push whatever it was ever told.
    private const string Docker = """
        echo "$0 $*" >>"$LOG"
        env >>"$LOG"
        case "$1" in
        login) cat >"$DOCKER_CONFIG/told" ;;
        push) env; cat "$DOCKER_CONFIG/told"; echo; echo "denied: $(cat "$DOCKER_CONFIG/told")" >&2; exit 1 ;;
        version) echo '{"Os":"linux","Arch":"amd64"}' ;;
        esac
        """;

    [Fact]
    public async Task Neither_its_output_nor_what_children_are_given_holds_a_secret()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        var log = folder["children"];
        ScriptFile.Write(folder["bin/docker"], $"#!/bin/sh\nLOG='{log}'\n{Docker}\n");
        foreach (var (name, real) in new[] { ("git", "/usr/bin/git") })
            ScriptFile.Write(
                folder[$"bin/{name}"],
                $"#!/bin/sh\necho \"$0 $*\" >>'{log}'\nenv >>'{log}'\nexec {real} \"$@\"\n"
            );
        await using var command = CompiledCommand.Start(
            folder,
            [
                $"--record={folder["record.json"]}",
                $"--report={folder["report.html"]}",
                .. fleet.Words("Deploy", ["--version=1.2.4", "--allow-version-gap"]),
            ],
            new Dictionary<string, string>(fleet.Environment)
            {
                ["PATH"] = $"{folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
                ["GITLAB_TOKEN"] = GitLabToken,
                ["AZURE_CLIENT_SECRET"] = Principal,
                ["RELEASE_NOTIFY"] = "http://127.0.0.1:9/hook-path-secret-7f3a",
            }
        );
        var run = await command.EndAsync(folder["record.json"]);

        run.ShouldEndWith(ExitCode.Failed).Output.ShouldContain("docker push");
        string[] secrets = [StagedFleet.Password, GitLabToken, Principal, "hook-path-secret-7f3a"];
        var files = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText);
        foreach (var text in files.Append(run.Output).Append(run.Errors))
            secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty();
        (await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).ShouldContain("bin/docker push");
    }
}
