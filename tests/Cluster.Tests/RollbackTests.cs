using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Releases.Records;

namespace Cluster.Tests;

public sealed class RollbackTests(StackFixture stack)
{
    [Fact]
    public async Task A_region_goes_back_after_its_migrations_were_un_applied_with_the_newer_image()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        await application.MigratesWithAsync(SampleMigrations.Of(SampleMigrations.AddsFilledColumn));
        (await application.ReleaseAsync("1.2.3")).ShouldSucceed();
        var region = application["north"];

        var refused = await application.RunAsync("Rollback", "1.2.2");
        refused.ExitCode.ShouldBe(3, refused.Output);
        await region.ShowsAsync("Version: 1.2.3");
        var run = await application.RunAsync("Rollback", "1.2.2", "--unapply-migrations", "--tail-migration");

        run.ShouldSucceed().ShouldSay("|   Unapplying forms.0003_change... OK");
        (await region.Database.AppliedAsync()).ShouldNotContain("0003_change");
        (await region.Database.ColumnsAsync("forms_form")).ShouldNotContain("code");
        run.Region("north").From.ShouldBe("1.2.3");
        run.Region("north").Stages.Select(stage => stage.Name).ShouldBe([Stage.Unapply, Stage.SetImage, Stage.Verify]);
        var job = (
            await region.Kubectl.ListAsync("jobs", "--selector=release.megsupporttools.com/unapply-for=1.2.2")
        ).ShouldHaveSingleItem();
        var container = job["spec"]!["template"]!["spec"]!["containers"]![0]!;
        ((string?)container["image"]).ShouldBe($"{application.Image}:1.2.3");
        container["command"]!
            .AsArray()
            .Select(word => (string?)word)
            .ShouldBe(["/app/manage.py", "migrate", "forms", "0002_form_notes", "--no-input"]);
        await region.ShowsAsync("Version: 1.2.2");
        (await region.AnnotationsAsync("kubernetes.io/change-cause")).ShouldBe(["rollback to 1.2.2 by Release Tester"]);
    }

    [Fact]
    public async Task A_rollback_that_is_killed_while_it_un_applies_is_gone_on_with_and_migrates_nothing_twice()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        await application.MigratesWithAsync(SampleMigrations.ThatLeavesSlowly);
        (await application.ReleaseAsync("1.2.3")).ShouldSucceed();
        var region = application["north"];
        await using (var killed = application.Start("Rollback", "1.2.2", "--unapply-migrations", "--tail-migration"))
            await killed.SaysAsync("| Leaving slowly");
        var uid = await JobAsync(region);

        var run = await application.RunAsync("Rollback", "1.2.2", "--unapply-migrations", "--wait-lock=2m");

        run.ShouldSucceed();
        (await JobAsync(region)).ShouldBe(uid);
        (await region.Database.ColumnsAsync("forms_form")).ShouldNotContain("code");
        await region.ShowsAsync("Version: 1.2.2");
    }

    private static async Task<string> JobAsync(SampleRegion region) =>
        (await region.Kubectl.ListAsync("jobs", "--selector=release.megsupporttools.com/unapply-for"))
            .Select(job => (string)job["metadata"]!["uid"]!)
            .ShouldHaveSingleItem();
}
