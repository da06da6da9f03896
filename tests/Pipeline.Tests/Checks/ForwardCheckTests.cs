using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Checks;

/// <summary>A release goes forward from what is live and from the schema that a newer version has left.</summary>
public sealed class ForwardCheckTests
{
    private const string Refusal = "its database was migrated to a newer version, 1.3.0";
    private const string Check = "./build.sh --target=CheckRollback --version=1.2.3 --from=1.3.0";

    [Fact]
    public async Task After_a_rollback_over_no_migration_the_line_goes_on()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.3.0", ("README.md", "A large feature."));
        (await fleet.RunAsync("Deploy", "--version=1.3.0")).ShouldEndWith(ExitCode.Done);
        (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);
        await PatchAsync(fleet);
        (await fleet.RunAsync("Status")).ShouldEndWith(ExitCode.Done).Output.ShouldNotContain("schema:");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("north: migrated to 1.3.0; no migration lies between that and 1.2.3");
        (await fleet.RunAsync("Status")).ShouldEndWith(ExitCode.Done).Output.ShouldNotContain("schema:");
    }

    [Fact]
    public async Task A_clone_without_the_tag_of_the_newer_version_fetches_it()
    {
        await using var fleet = await MigratedAsync();
        await PatchAsync(fleet);
        fleet.ForgetTag("1.3.0");
        fleet.Git("branch", "--quiet", "-D", "master");
        fleet.Git("update-ref", "-d", "refs/remotes/origin/master");
        fleet.Git("reflog", "expire", "--expire=now", "--all");
        fleet.Git("gc", "--quiet", "--prune=now");
        // Status asks no remote: what the clone does not have is not known.
        (await fleet.RunAsync("Status")).Output.ShouldContain("schema: 1.2.2 runs on a schema that may be of 1.3.0");

        (await fleet.RunAsync("Plan")).ShouldEndWith(ExitCode.Done);

        (await fleet.RunAsync("Status")).Output.ShouldNotContain("schema:");
    }

    [Theory]
    [InlineData(StagedMigration.Clear, ExitCode.Done)]
    [InlineData(StagedMigration.Unsafe, ExitCode.Refused)]
    public async Task Over_a_migration_the_line_is_refused_with_commands_that_work(string migration, int verdict)
    {
        await using var fleet = await MigratedAsync((StagedMigration.File, migration));
        await PatchAsync(fleet);
        (await fleet.RunAsync("Status")).Output.ShouldContain("schema: 1.2.2 runs on a schema that may be of 1.3.0");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused);
        run.Said.ShouldContain($"north: {Refusal}; next: read {Check}, then add --allow-downgrade");
        var check = await fleet.RunAsync("CheckRollback", "--from=1.3.0");

        check.ShouldEndWith(verdict).Output.ShouldContain("forms.0003_reviewer");
        (check.Output + check.Errors).ShouldContain(
            "1.2.3 has no tag yet: judged is what is checked out, "
                + $"{fleet.Git("rev-parse", "HEAD").Trim()[..12]} on release-1.2"
        );
        // What runs is judged like what was named: the region serves 1.2.2 on the schema of 1.3.0.
        (await fleet.RunAsync("CheckRollback"))
            .ShouldEndWith(verdict)
            .Output.ShouldContain("From 1.3.0 to 1.2.3");
        (await fleet.RunAsync("Preflight", "--allow-downgrade")).ShouldEndWith(ExitCode.Done);
    }

    [Theory]
    [InlineData("requirements.txt", "Django==4.2\ndjango-allauth==0.63\n")]
    [InlineData("app_settings/settings.py", "INSTALLED_APPS = ['allauth']\n")]
    public async Task Packages_and_settings_may_have_brought_migrations_that_nobody_sees_here(string file, string text)
    {
        await using var fleet = await MigratedAsync((file, text));
        await PatchAsync(fleet);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused).Said.ShouldContain($"north: {Refusal}");
        (await fleet.RunAsync("Status")).Output.ShouldContain("schema: 1.2.2 runs on a schema that may be of 1.3.0");
    }

    [Fact]
    public async Task A_patch_with_a_migration_of_its_own_is_looked_at_by_a_person()
    {
        await using var fleet = await MigratedAsync();
        await PatchAsync(fleet, (StagedMigration.File, StagedMigration.Clear));

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused).Said.ShouldContain($"north: {Refusal}");
    }

    [Fact]
    public async Task On_the_main_branch_a_newer_version_helps_and_what_has_no_tag_there_is_not_judged()
    {
        await using var fleet = await MigratedAsync();
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Clear);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused);
        var check = (await fleet.RunAsync("CheckRollback", "--from=1.3.0")).ShouldEndWith(ExitCode.Failed);

        run.Said.ShouldContain($"north: {Refusal}; next: release a version above 1.3.0; or add --allow-downgrade when");
        run.Said.ShouldNotContain("CheckRollback");
        check.Errors.ShouldContain(
            "next: ./build.sh --target=StartPatch --line=1.2 makes release-1.2, where 1.2.3 comes next; or push the tag"
        );
    }

    [Fact]
    public async Task The_branch_where_a_version_comes_next_is_named_by_commands_that_find_it()
    {
        await using var fleet = await MigratedAsync();
        fleet.Git("push", "--quiet", "origin", "1.2.2^{commit}:refs/heads/release-1.2");

        var lacks = (await fleet.RunAsync("CheckRollback", "--from=1.3.0")).ShouldEndWith(ExitCode.Failed);
        fleet.Git("fetch", "--quiet", "origin", "release-1.2:release-1.2");
        var has = (await fleet.RunAsync("CheckRollback", "--from=1.3.0")).ShouldEndWith(ExitCode.Failed);

        lacks.Errors.ShouldContain(
            "next: git fetch origin release-1.2:release-1.2, then git checkout release-1.2, where 1.2.3 comes next; or"
        );
        has.Errors.ShouldContain("next: git checkout release-1.2, where 1.2.3 comes next; or push the tag");
    }

    [Fact]
    public async Task A_newer_version_without_a_tag_is_compared_once_its_tag_is_pushed()
    {
        await using var fleet = await MigratedAsync();
        fleet.Git("push", "--quiet", "origin", ":refs/tags/1.3.0");
        await PatchAsync(fleet);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused);
        run.Said.ShouldContain($"north: {Refusal}; next: push the tag 1.3.0 of what was released");
        fleet.Push("tags/1.3.0");

        (await fleet.RunAsync("Preflight")).ShouldEndWith(ExitCode.Done);
    }

    [Theory]
    [InlineData("Rollback", "--dry-run")]
    [InlineData("CheckRollback", "--output=shell")]
    public async Task What_has_no_tag_is_nothing_that_a_region_goes_back_to(string target, string argument)
    {
        await using var fleet = await MigratedAsync();
        await PatchAsync(fleet);

        var run = (await fleet.RunAsync(target, argument)).ShouldEndWith(ExitCode.Failed);

        run.Errors.ShouldContain("the remote has no tag 1.2.3");
    }

    [Fact]
    public async Task Regions_with_something_newer_share_a_line_that_says_which_regions_may_go()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "east", "south", "west");
        await fleet.PublishAsync("1.3.0");
        await fleet.ServeAsync("south", "1.3.0");
        await fleet.ServeAsync("east", "1.3.0");
        await PatchAsync(fleet);

        var all = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused);
        var none = (await fleet.RunAsync("Deploy", "--regions=east,south")).ShouldEndWith(ExitCode.Refused);

        all.Said.ShouldContain(
            "- east, south: a newer version is live, 1.3.0; next: leave out what is newer with --regions=north,west"
        );
        none.Said.ShouldContain(
            "- east, south: a newer version is live, 1.3.0; next: name regions that serve 1.2 with --regions; "
                + "./build.sh --target=Status shows which do"
        );
        foreach (var run in new[] { all, none })
            run.Lines.Count(line => line.StartsWith("- ", StringComparison.Ordinal)).ShouldBe(1);
        (await fleet.RunAsync("Preflight", "--regions=north,west")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task A_version_that_was_released_may_be_gone_back_to()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        await fleet.PublishAsync("1.3.0");
        await fleet.ServeAsync("south", "1.3.0");

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain(
            "- south: a newer version is live, 1.3.0; next: release a version above 1.3.0, "
                + "or ./build.sh --target=Rollback --version=1.2.2 --regions=south, "
                + "or leave out what is newer with --regions=north"
        );
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--regions=south")).ShouldEndWith(ExitCode.Done);
    }

    // A region that serves 1.2.2, with a database that was migrated to 1.3.0.
    private static async Task<StagedFleet> MigratedAsync(params (string File, string Text)[] migrations)
    {
        var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.3.0", migrations);
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.3.0")).ShouldEndWith(ExitCode.Done);
        return fleet;
    }

    // A fix of the line 1.2 that CI has built: 1.2.3 comes next.
    private static async Task PatchAsync(StagedFleet fleet, params (string File, string Text)[] migrations)
    {
        fleet.Git("checkout", "--quiet", "-b", "release-1.2", "1.2.2");
        foreach (var (file, text) in migrations.Prepend(("fix.txt", "fixed")))
            await File.WriteAllTextAsync(Path.Combine(fleet.App, file), text, TestContext.Current.CancellationToken);
        fleet.Git("add", "--all");
        fleet.Git("commit", "--quiet", "--message=Fix the page");
        fleet.Push("heads/release-1.2");
        await fleet.PushAsync("1.2.3");
    }
}
