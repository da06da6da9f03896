using Cluster.Tests.Sample;
using Cluster.Tests.Stack;

namespace Cluster.Tests;

public sealed class RestorePointTests(StackFixture stack)
{
    private const string Notes = "SELECT string_agg(notes, ',' ORDER BY id) FROM forms_form";

    // What no way back of a migration brings again: the values of the column, and rows.
    private const string Destroys =
        "migrations.RunSQL(\"DELETE FROM forms_answer\"), migrations.RemoveField('form', 'notes')";

    [Fact]
    public async Task A_database_goes_back_to_the_restore_point_of_the_record_and_the_older_pods_serve_on_it()
    {
        await using var server = await DatabaseServer.StartAsync();
        await using var application = await stack.RunningAsync(
            SampleSetup.Small("north") with
            {
                DatabasePort = server.Port,
            }
        );
        var region = application["north"];
        await server.BackUpAsync();
        await region.Database.QueryAsync(
            "INSERT INTO forms_form (title, created, notes) VALUES ('Sick leave', now(), 'after the backup')"
        );
        await application.MigratesWithAsync(SampleMigrations.Of(Destroys));
        await application.Checkout.EditAsync(SampleMigrations.Models, SampleMigrations.NotesColumn, "");
        var run = (await application.ReleaseAsync("1.2.3")).ShouldSucceed();
        (await region.Database.ColumnsAsync("forms_form")).ShouldNotContain("notes");

        var point = run.Region("north").RestorePoint.ShouldNotBeNull();
        (await application.RunAsync("CheckRollback", "1.2.2")).ShouldSay($"north: before 1.2.3 at {point}");
        await using var restored = await server.RestoreAsync(point.At);

        var database = region.Database.On(restored.Port);
        (await database.AppliedAsync()).ShouldBe(["0001_initial", "0002_form_notes"]);
        (await database.QueryAsync(Notes)).ShouldBe("by month,after the backup");
        (await database.QueryAsync("SELECT count(*) FROM forms_answer")).ShouldBe("2");
        await region.MoveDatabaseAsync(restored.Port);
        (await application.RunAsync("Rollback", "1.2.2", "--accept-migration-risk")).ShouldSucceed();
        await region.ShowsAsync("Sick leave: 0, after the backup");
    }
}
