using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Security;

/// <summary>Where nobody is there to ask, and nobody has said yes before, nothing is changed.</summary>
public sealed class UnaskedTests
{
    public static TheoryData<string> Changing =>
        [
            "Deploy",
            "Tag",
            "Tag --exclusive",
            "PushAcr",
            "PushAcr --exclusive",
            "MigrateCluster",
            "MigrateCluster --exclusive",
            "SetImage",
            "SetImage --exclusive",
            "VerifyRollout --exclusive --on-failure=rollback",
            "Rollback",
            "Unlock",
            "ApplyManifests",
            "CancelMigration",
            "AddRegion",
        ];

    [Theory, MemberData(nameof(Changing))]
    public async Task Without_a_yes_nothing_happens(string words)
    {
        var (target, arguments) = words.Split(' ') is [var first, .. var others] ? (first, others) : ("", []);
        await using var fleet = await StagedFleet.StartAsync("north");
        if (target == "Unlock")
            fleet["north"].Faults.Add(FaultKind.LockHeld);
        var regions = await File.ReadAllTextAsync(fleet.FleetFilePath, TestContext.Current.CancellationToken);
        fleet.WriteManifest("added.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: added }\n");
        using var folder = new TemporaryFolder();

        await using var command = CompiledCommand.Start(
            folder,
            [$"--record={folder["record.json"]}", .. fleet.Words(target, [.. arguments, .. ArgumentsOf(target)])],
            new Dictionary<string, string>(fleet.Environment) { ["CI"] = "" }
        );
        var run = await command.EndAsync(folder["record.json"]);

        run.ShouldEndWith(ExitCode.Refused).Output.ShouldContain("nobody is there to ask: add --yes");
        fleet["north"].Requests.ShouldNotContain(request => request.IsWrite);
        fleet.Git("ls-remote", "--tags", "origin").ShouldNotContain("refs/tags/1.2.3");
        (await File.ReadAllTextAsync(fleet.FleetFilePath, TestContext.Current.CancellationToken)).ShouldBe(regions);
    }

    private static string[] ArgumentsOf(string target) =>
        target == "AddRegion" ? ["--regions=south", "--provider=context"] : ["--regions=north"];
}
