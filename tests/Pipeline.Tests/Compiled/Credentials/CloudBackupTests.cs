using System.Globalization;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Rollbacks;
using Scripts;

namespace Pipeline.Tests.Compiled.Credentials;

/// <summary>Databases that their providers back up, by the command lines of the clouds.</summary>
public sealed class CloudBackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "{ provider: azure-postgresql, name: north-db, resourceGroup: MEG }",
        "az postgres flexible-server backup create --server-name north-db --name release-",
        "az postgres flexible-server restore --resource-group MEG --name north-db-"
    )]
    [InlineData(
        "{ provider: cloud-sql, name: north-db, project: meg }",
        "gcloud sql backups create --instance north-db --description release-",
        "gcloud sql instances clone north-db north-db-"
    )]
    public async Task A_risky_migration_waits_for_a_backup_at_its_provider(
        string database,
        string backup,
        string restore
    )
    {
        await using var fleet = await FleetAsync(database);
        Write("az", """case "$3" in show) echo Ready ;; *) echo '{"completedTime":"2026-11-28T23:00:00Z"}' ;; esac""");
        Write(
            "gcloud",
            """case "$2" in instances) echo True ;; backups) echo op-7 ;; operations) echo DONE ;; *) exit 97 ;; esac"""
        );

        var run = (await RunAsync(fleet)).ShouldEndWith(ExitCode.Done);

        Started()[1].ShouldStartWith(backup);
        var point = run.Region("north").RestorePoint.ShouldNotBeNull();
        point.Backup.ShouldNotBeNull().ShouldStartWith("release-");
        point.Command.ShouldNotBeNull().ShouldStartWith(restore);
        point.Command.ShouldContain(point.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Without_the_backup_of_its_provider_nothing_is_migrated()
    {
        await using var fleet = await FleetAsync("{ provider: azure-postgresql, name: north-db, resourceGroup: MEG }");
        Write(
            "az",
            "[ $3 = show ] && echo Ready && exit; echo \"ERROR: Please run 'az login' to set up.\" >&2; exit 1"
        );

        var run = (await RunAsync(fleet)).ShouldEndWith(ExitCode.Failed);

        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("BackupFailed");
        failure.Message.ShouldStartWith(
            "there is no backup, so nothing was migrated: az postgres flexible-server backup"
        );
        failure.NextStep.ShouldNotBeNull().ShouldEndWith("; before that: az login");
        fleet["north"].Get("jobs.batch", "migration").ShouldBeNull();
    }

    [Fact]
    public async Task A_database_that_cannot_be_backed_up_is_refused_before_anything_is_touched()
    {
        await using var fleet = await FleetAsync("{ provider: cloud-sql, name: north-db, project: meg }");
        Write("gcloud", "echo False");

        var run = (await RunAsync(fleet)).ShouldEndWith(ExitCode.Refused);

        run.Record.Problems.ShouldContain(problem =>
            problem.Contains("instance north-db has no point-in-time recovery")
        );
        fleet["north"].Get("jobs.batch", "migration").ShouldBeNull();
    }

    [Fact]
    public async Task A_drill_backs_no_real_database_up()
    {
        await using var fleet = await FleetAsync("{ provider: cloud-sql, name: north-db, project: meg }");
        Write("az", "exit 97");
        Write("gcloud", "exit 97");
        fleet.Exported["PATH"] = $"{_folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";

        await using var command = CompiledCommand.Start(
            _folder,
            ["--target=Drill", $"--fleet={fleet.FleetFilePath}", $"--record={_folder["record.json"]}"],
            fleet.Environment
        );
        var run = await command.EndAsync(_folder["record.json"]);

        run.ShouldEndWith(ExitCode.Done);
        File.Exists(_folder["started"]).ShouldBeFalse();
        run.Region("north").RestorePoint.ShouldNotBeNull().Command.ShouldBeNull();
    }

    private static async Task<StagedFleet> FleetAsync(string database)
    {
        var fleet = await StagedFleet.StartAsync("north");
        var text = await File.ReadAllTextAsync(fleet.FleetFilePath, TestContext.Current.CancellationToken);
        const string context = "context: north,";
        text.ShouldContain(context);
        await File.WriteAllTextAsync(
            fleet.FleetFilePath,
            text.Replace(context, $"{context} database: {database},", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        foreach (var (file, migration) in ((string, string)[])[SampleMigrations.Clear, SampleMigrations.Unsafe])
            await fleet.CommitAsync(file, migration);
        return fleet;
    }

    private void Write(string name, string code) =>
        ScriptFile.Write(_folder[$"bin/{name}"], $"#!/bin/sh\necho \"{name} $*\" >> '{_folder["started"]}'\n{code}\n");

    private string[] Started() => File.ReadAllLines(_folder["started"]);

    private async Task<FinishedRun> RunAsync(StagedFleet fleet)
    {
        fleet.Exported["PATH"] = $"{_folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        await using var command = CompiledCommand.On(fleet, _folder, "Deploy");
        return await command.EndAsync(_folder["record.json"]);
    }
}
