using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;
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

    [Fact]
    public async Task A_proxy_of_the_environment_has_no_part_in_a_drill()
    {
        // Nobody listens there.
        const string proxy = "http://127.0.0.1:9";
        string[] names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
        using var drill = new DrillProcess(DrillProcess.NoEngine, names.ToDictionary(name => name, _ => proxy));

        (await drill.RunAsync("--target=Drill", "--regions=uk")).ShouldBe(ExitCode.Done, drill.Errors);
    }

    [Fact]
    public async Task A_drill_pushes_into_its_own_folder_whatever_configuration_and_environment_say()
    {
        using var folder = new TemporaryFolder();
        using var other = new GitRepositories();
        var watcher = ScriptFile.Write(folder["watcher"], $"#!/bin/sh\necho watcher >>'{folder["called"]}'\nexit 1\n");
        var settings = folder.Write(
            "gitconfig",
            $"""
            [url "{other.Remote}/"]
                pushInsteadOf = /
            [remote "origin"]
                pushurl = {other.Remote}
            [core]
                fsmonitor = "{watcher}"
            [init]
                templateDir = "{folder["template"]}"

            """
        );
        ScriptFile.Write(folder["template/hooks/post-checkout"], $"#!/bin/sh\necho hook >>'{folder["called"]}'\n");
        var before = other.In("ls-remote", "origin");
        using var drill = new DrillProcess(
            DrillProcess.NoEngine,
            new()
            {
                ["GIT_CONFIG_GLOBAL"] = settings,
                ["GIT_DIR"] = Path.Combine(other.Clone, ".git"),
                ["GIT_WORK_TREE"] = other.Clone,
                ["GIT_CONFIG_COUNT"] = "1",
                ["GIT_CONFIG_KEY_0"] = "remote.origin.pushurl",
                ["GIT_CONFIG_VALUE_0"] = other.Remote,
                ["GIT_CONFIG_PARAMETERS"] = $"'remote.origin.pushurl'='{other.Remote}'",
            }
        );

        (await drill.RunAsync("--target=Drill", "--regions=uk")).ShouldBe(ExitCode.Done, drill.Errors);

        other.In("ls-remote", "origin").ShouldBe(before);
        other.In("tag", "--list").ShouldBeEmpty();
        File.Exists(folder["called"]).ShouldBeFalse();
    }
}
