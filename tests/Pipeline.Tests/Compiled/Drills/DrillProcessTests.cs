using System.Globalization;
using System.Security.Cryptography;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Compiled.Drills;

/// <summary>What can only be seen of a process that does nothing but the drill.</summary>
public sealed class DrillProcessTests
{
    [Fact]
    public async Task Nothing_outside_of_its_temporary_folder_is_touched()
    {
        using var folder = new TemporaryFolder();
        var kubeconfig = folder.Write("home/.kube/config", "apiVersion: v1\nkind: Config\ncurrent-context: mine\n");
        folder.Write("home/.docker/config.json", """{ "auths": {} }""");
        folder.Write("home/.gitconfig", "[user]\n\tname = Ada\n\temail = ada@example.invalid\n");
        var before = Fingerprint(folder["home"]);
        await using var drill = CompiledCommand.Start(
            folder,
            ["--target=Drill", "--regions=uk", $"--record={folder["record.json"]}"],
            new Dictionary<string, string> { ["KUBECONFIG"] = kubeconfig }
        );

        var run = (await drill.EndAsync(folder["record.json"])).ShouldEndWith(ExitCode.Done);

        run.Record.Actor.ShouldBe("Ada");
        Fingerprint(folder["home"]).ShouldBe(before);
        Directory.EnumerateFileSystemEntries(folder["temporary"]).ShouldBeEmpty();
        Directory
            .EnumerateFileSystemEntries(folder.Path)
            .Select(Path.GetFileName)
            .ShouldBe(["home", "record.json", "temporary"], ignoreOrder: true);
    }

    [Fact]
    public async Task Clusters_that_stay_up_are_removed_at_Control_C_which_says_so()
    {
        using var folder = new TemporaryFolder();
        var record = folder["record.json"];
        await using var drill = CompiledCommand.Start(
            folder,
            ["--target=Drill", "--regions=uk", "--serve", $"--record={record}"]
        );
        await drill.SaysAsync("The clusters stay up until Ctrl-C.");

        await drill.InterruptAsync();

        var run = (await drill.EndAsync(record)).ShouldEndWith(ExitCode.Done);
        run.Output.ShouldStartWith("Drill: 1.2.3 over 1.2.2 in 1 region embedded");
        run.Errors.ShouldContain("Stopping: removing the clusters. Once more ends at once.");
        Directory.EnumerateFileSystemEntries(folder["temporary"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hundred_regions_run_in_less_than_two_gibibytes()
    {
        using var folder = new TemporaryFolder();
        var fleet = HundredRegions.WriteTo(folder);
        var record = folder["record.json"];
        await using var drill = CompiledCommand.Start(
            folder,
            [
                "--target=Drill",
                $"--fleet={fleet}",
                $"--record={record}",
                "--rollout-timeout=2m",
                "--migration-timeout=2m",
            ]
        );

        var run = (await drill.EndAsync(record)).ShouldEndWith(ExitCode.Done);

        var mebibytes = (drill.PeakMemory / 1024.0 / 1024.0).ToString("0", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"{run.Verdict} At most {mebibytes} MiB.");
        run.Record.Regions.Count.ShouldBe(100);
        run.Record.Regions.ShouldAllBe(region => region.Outcome == Outcome.Succeeded);
        drill.PeakMemory.ShouldBeInRange(1, 2L * 1024 * 1024 * 1024);
    }

    private static string[] Fingerprint(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
        ];
}
