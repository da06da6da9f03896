using Cluster.Tests.Sample;
using Cluster.Tests.Stack;

namespace Cluster.Tests;

/// <summary>What <c>Plan --output=shell</c> prints, in a shell that has nothing but kubectl and curl.</summary>
public sealed class HandProcedureTests(StackFixture stack)
{
    [Fact]
    public async Task The_printed_commands_release_a_region_without_this_tool()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(SampleMigrations.Of(SampleMigrations.AddsColumn));
        (await application.RunAsync("PushAcr", "1.2.3")).ShouldSucceed();

        var said = await application.PasteAsync(await PrintedAsync(application));

        said.ShouldContain("Applying forms.0003_change... OK");
        await region.ShowsAsync("Version: 1.2.3");
        (await region.Database.AppliedAsync()).ShouldContain("0003_change");
        (await region.Kubectl.ListAsync("leases")).ShouldAllBe(lease =>
            (string)lease["metadata"]!["name"]! != "release"
        );
        // A run of the tool afterwards finds everything as if it had done it.
        (await application.ReleaseAsync("1.2.3")).ShouldSucceed();

        await application.PasteAsync(
            await application.PrintAsync("CheckRollback", "--version=1.2.2", "--output=shell")
        );

        await region.ShowsAsync("Version: 1.2.2");
        (await application.RunAsync("Rollback", "1.2.2")).ShouldSucceed();
    }

    [Fact]
    public async Task A_migration_that_fails_ends_the_commands_before_any_image_is_set()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(SampleMigrations.ThatFails);
        (await application.RunAsync("PushAcr", "1.2.3")).ShouldSucceed();
        var printed = await PrintedAsync(application);

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => application.PasteAsync(printed));

        failure.Message.ShouldContain(SampleMigrations.LastWords);
        failure.Message.ShouldContain("the migration FAILED");
        (await region.RunningImagesAsync()).ShouldBe([$"{application.Image}:1.2.2"]);
        (await region.Kubectl.ListAsync("leases")).ShouldAllBe(lease =>
            (string)lease["metadata"]!["name"]! != "release"
        );
    }

    [Fact]
    public async Task A_release_that_runs_keeps_the_commands_from_changing_anything()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(SampleMigrations.ThatWaits);
        (await application.RunAsync("PushAcr", "1.2.3")).ShouldSucceed();
        var printed = await PrintedAsync(application);
        await using var release = application.Start("Deploy", "1.2.3", "--tail-migration");
        await release.SaysAsync("| Waiting to go on");

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => application.PasteAsync(printed));

        failure.Message.ShouldContain("AlreadyExists");
        await region.LetMigrationGoOnAsync();
        (await release.EndAsync()).ShouldSucceed();
    }

    private Task<string> PrintedAsync(SampleApplication application) =>
        application.PrintAsync(
            "Plan",
            "--version=1.2.3",
            "--output=shell",
            $"--registry-user={stack.Settings.RegistryUser}"
        );
}
