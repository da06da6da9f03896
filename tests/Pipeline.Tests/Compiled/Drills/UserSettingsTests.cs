using Pipeline.Running;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Drills;

public sealed class UserSettingsTests
{
    [Fact]
    public async Task The_users_own_hooks_keys_and_strictness_of_git_have_no_part_in_a_drill()
    {
        using var folder = new TemporaryFolder();
        foreach (var hook in new[] { "reference-transaction", "pre-receive", "pre-push", "pre-commit" })
            ScriptFile.Write(folder[$"hooks/{hook}"], $"#!/bin/sh\necho {hook} >>'{folder["called"]}'\nexit 1\n");
        var settings = folder.Write(
            "gitconfig",
            $"""
            [safe]
                bareRepository = explicit
            [core]
                hooksPath = "{folder["hooks"]}"
            [commit]
                gpgSign = true
            [tag]
                gpgSign = true

            """
        );
        using var drill = new DrillProcess(DrillProcess.NoEngine, new() { ["GIT_CONFIG_GLOBAL"] = settings });

        (await drill.RunAsync("--target=Drill", "--regions=uk")).ShouldBe(ExitCode.Done, drill.Errors);

        File.Exists(folder["called"]).ShouldBeFalse();
    }
}
