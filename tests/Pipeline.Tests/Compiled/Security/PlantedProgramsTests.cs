using Pipeline.Running;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Security;

/// <summary>Programs that a checkout brings along are not run, whatever they are called and wherever they lie.</summary>
public sealed class PlantedProgramsTests
{
    private static readonly string[] Programs =
    [
        "git",
        "docker",
        "az",
        "gcloud",
        "kubelogin",
        "gke-gcloud-auth-plugin",
        "kubectl",
        "dotnet",
    ];

    [Theory]
    [InlineData("Drill", "--regions=uk")]
    [InlineData("Status", "--regions=uk,qatar")]
    [InlineData("CheckRollback", "--from=1.2.2", "--version=1.2.1")]
    public async Task Nothing_below_the_current_folder_is_run(string target, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var called = folder["called"];
        foreach (var program in Programs)
        {
            foreach (var place in new[] { program, $"tools/{program}", $"tools/bin/{program}", $"elsewhere/{program}" })
                ScriptFile.Write(folder[place], $"#!/bin/sh\necho {place} >>'{called}'\nexit 1\n");
        }
        folder.Write("cake.config", "[Paths]\nTools=./elsewhere\n");
        var path = Environment.GetEnvironmentVariable("PATH");

        await using var command = CompiledCommand.Start(
            folder,
            [$"--record={folder["record.json"]}", $"--target={target}", .. arguments],
            new Dictionary<string, string>
            {
                ["CAKE_PATHS_TOOLS"] = folder["elsewhere"],
                // What many have in PATH, and what would find the same files once more.
                ["PATH"] = string.Join(Path.PathSeparator, ".", "tools", "", path),
            }
        );
        var run = await command.EndAsync(folder["record.json"]);

        File.Exists(called).ShouldBeFalse(run.Output + run.Errors);
        if (target == "Drill")
            run.ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task Verbose_output_tells_which_programs_are_run()
    {
        using var folder = new TemporaryFolder();

        await using var command = CompiledCommand.Start(
            folder,
            [$"--record={folder["record.json"]}", "--target=Drill", "--regions=uk", "--verbosity=verbose"]
        );
        var run = await command.EndAsync(folder["record.json"]);

        run.ShouldEndWith(ExitCode.Done).Output.ShouldMatch(@"(?m)^\s*runs /\S*/git\r?$");
    }
}
