using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Migrations.Verdicts;
using Releases.Records;

namespace Cluster.Tests;

/// <summary>What <c>kubernetes/access/release.yaml</c> grants, and nothing else.</summary>
public sealed class ReleaseRoleTests(StackFixture stack)
{
    private static readonly SampleSetup Setup = new() { ReleaseContext = SampleAccount.Context };

    [Fact]
    public async Task Without_any_one_of_its_permissions_preflight_names_that_one_and_nothing_is_touched()
    {
        await using var application = await stack.RunningAsync(Setup);
        var account = await SampleAccount.CreateAsync(stack.Settings, application, "north");
        await account.GrantAsync(stack.Settings.Context);
        var role = await account.RoleAsync();
        var traces = await application["north"].TracesAsync();
        var space = application["north"].Namespace;

        foreach (var missing in SampleAccount.Permissions(role))
        {
            await account.GrantWithoutAsync(role, missing);

            var run = await application.RunAsync("Preflight", "1.2.3");

            run.ExitCode.ShouldBe(3, $"without {missing}:\n{run.Output}");
            run.ShouldSay($"north: not permitted in namespace {space}: {missing}; next: ");
        }

        (await application["north"].TracesAsync()).ShouldBe(traces);
        (await application.Checkout.RemoteGitAsync("tag", "--list")).ShouldBe("1.2.2");
    }

    [Fact]
    public async Task It_is_enough_for_a_release_with_its_log_and_for_the_way_back()
    {
        await using var application = await stack.RunningAsync(Setup);
        await (await SampleAccount.CreateAsync(stack.Settings, application, "north")).GrantAsync(
            stack.Settings.Context
        );
        await application.MigratesWithAsync(SampleMigrations.Of(SampleMigrations.AddsFilledColumn));

        var release = await application.ReleaseAsync("1.2.3", "--tail-migration");
        var status = await application.AskAsync("Status", "--schema");
        var look = await application.AskAsync(
            "AddRegion",
            "--regions=north",
            $"--registry-user={stack.Settings.RegistryUser}"
        );
        var back = await application.RunAsync("Rollback", "1.2.2", "--unapply-migrations", "--tail-migration");

        release.ShouldSucceed().ShouldSay("| Applying forms.0003_change... OK");
        status.ExitCode.ShouldBe(0, status.Output);
        status.ShouldSay("1.2.3");
        look.ExitCode.ShouldBe(0, look.Output);
        look.ShouldSay("unknown namespace").ShouldSay("ready image pull its nodes have pulled");
        back.ShouldSucceed().ShouldSay("| Unapplying forms.0003_change... OK");
        foreach (var run in (ReleaseRun[])[release, status, back])
            run.Output.ShouldNotContain("forbidden", Case.Insensitive);
        await application["north"].ShowsAsync("Version: 1.2.2");
    }

    [Fact]
    public async Task The_one_for_reading_is_enough_for_the_page_of_the_fleet_and_for_no_release()
    {
        await using var application = await stack.RunningAsync(Setup);
        var account = await SampleAccount.CreateAsync(stack.Settings, application, "north");
        await account.GrantAsync(stack.Settings.Context);
        (await application.ReleaseAsync("1.2.3")).ShouldSucceed();
        await account.WithdrawAsync();
        (await application.AskAsync("Status")).ExitCode.ShouldNotBe(0);

        await account.GrantAsync(stack.Settings.Context, "read.yaml", "support-team");
        var page = $"{application.Home.Kubeconfig}.html";
        var status = await application.AskAsync("Status", $"--report={page}");
        var history = await application.AskAsync("History");
        var release = await application.RunAsync("Preflight", "1.2.3");

        status.ExitCode.ShouldBe(0, status.Output);
        status.ShouldSay("1.2.3");
        history.ShouldSay("1 run in 1 of 1 region");
        foreach (
            var text in (string[])
                [
                    status.Output,
                    history.Output,
                    await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken),
                ]
        )
            text.ShouldNotContain("forbidden", Case.Insensitive);
        release.ExitCode.ShouldBe(3, release.Output);
        release.ShouldSay("not permitted in namespace");
    }

    [Fact]
    public async Task It_is_enough_to_tell_why_a_migration_failed_and_what_the_database_says()
    {
        await using var application = await stack.RunningAsync(Setup);
        await (await SampleAccount.CreateAsync(stack.Settings, application, "north")).GrantAsync(
            stack.Settings.Context
        );
        await application.MigratesWithAsync(SampleMigrations.ThatFails);

        var run = await application.ReleaseAsync("1.2.3", "--on-failure=rollback");

        run.ShouldFail()
            .ShouldStandAt("north", [("forms.0003_change", StepState.Failed)], "1.2.2", Verdict.Clear)
            .ShouldSay(SampleMigrations.LastWords);
        run.Output.ShouldNotContain("forbidden", Case.Insensitive);
    }
}
