using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>
/// Migrations that the older version has and that run after a new one now. Django refuses to migrate a database that
/// has applied them (<c>MigrationLoader.check_consistent_history</c>).
/// </summary>
public sealed class DependedOnTests
{
    private const string Order = "migrations.CreateModel('Order', [('x', models.IntegerField())])";
    private const string AddY = "migrations.AddField('order', 'y', models.IntegerField(null=True))";
    private const string AddZ = "migrations.AddField('order', 'z', models.IntegerField(null=True))";

    private static readonly (string, string) First = ("shop/0001_initial", MigrationText.Of(Order));
    private static readonly (string, string) Theirs = ("shop/0002_b", MigrationText.After("0001_initial", AddY));

    [Fact]
    public void An_applied_migration_that_depends_on_a_new_one_is_refused_by_Django()
    {
        var mine = ("shop/0002_a", MigrationText.After("0001_initial", AddZ));
        var turned = ("shop/0002_b", MigrationText.After("0002_a", AddY));

        var change = Judging
            .Compare([First, Theirs], [First, mine, turned])
            .Changes.Single(each => each.Change == MigrationChangeKind.Edited);

        (change.Name, change.Verdict).ShouldBe(("0002_b", Verdict.Investigate));
        change.Operations.ShouldHaveSingleItem().Reason.ShouldContain("shop.0002_a");
        change.Operations[0].Reason.ShouldContain("InconsistentMigrationHistory");
    }

    [Fact]
    public void So_is_one_before_which_a_new_one_wants_to_run()
    {
        var bills = ("billing/0001_live", MigrationText.Of("migrations.CreateModel('Bill', [])"));
        var mine = (
            "shop/0002_a",
            MigrationText.Of(AddZ, "('shop', '0001_initial')", "run_before = [('billing', '0001_live')]")
        );

        Judging
            .Compare([First, bills], [First, bills, mine])
            .Changes.Single(each => each.Change == MigrationChangeKind.Edited)
            .Name.ShouldBe("0001_live");
    }

    [Fact]
    public void One_that_was_edited_as_well_is_told_once()
    {
        var mine = ("shop/0002_a", MigrationText.After("0001_initial", AddZ));
        var turned = ("shop/0002_b", MigrationText.After("0002_a", "migrations.RunSQL('x')"));

        Judging
            .Compare([First, Theirs], [First, mine, turned])
            .Changes.Single(each => each.Change == MigrationChangeKind.Edited)
            .Operations.Select(each => each.Operation)
            .ShouldBe(["RunSQL", "AddField", "dependencies"], ignoreOrder: true);
    }

    [Fact]
    public void A_merge_a_squash_and_a_new_app_are_none()
    {
        var mine = ("shop/0002_a", MigrationText.After("0001_initial", AddZ));
        var merge = ("shop/0003_merge", MigrationText.Of("", "('shop', '0002_a'), ('shop', '0002_b')"));
        var squash = (
            "shop/0001_squashed_0002_b",
            MigrationText.Of($"{Order}, {AddY}", more: "replaces = [('shop', '0001_initial'), ('shop', '0002_b')]")
        );
        var after = ("billing/0001_initial", MigrationText.Of("", "('shop', '0002_b')"));
        var afterSquash = ("billing/0001_initial", MigrationText.Of("", "('shop', '0001_squashed_0002_b')"));
        var next = ("shop/0003_next", MigrationText.After("0001_squashed_0002_b", AddZ));

        Kinds([First, Theirs], [First, Theirs, mine, merge]).ShouldAllBe(kind => kind == MigrationChangeKind.Added);
        Kinds([First, Theirs, after], [First, Theirs, squash, after]).ShouldBeEmpty();
        Kinds([First, Theirs, after], [squash, afterSquash, next]).ShouldBe([MigrationChangeKind.Added]);
        Kinds([First], [First, Theirs, after]).ShouldAllBe(kind => kind == MigrationChangeKind.Added);
    }

    [Fact]
    public void A_squash_that_the_older_version_has_in_parts_may_wait_for_a_new_one()
    {
        var tags = ("tags/0001_initial", MigrationText.Of("migrations.CreateModel('Tag', [])"));
        var squash = (
            "shop/0001_squashed_0002_b",
            MigrationText.Of(
                $"{Order}, {AddY}",
                "('tags', '0001_initial')",
                "replaces = [('shop', '0001_initial'), ('shop', '0002_b')]"
            )
        );
        var drop = (
            "shop/0003_drop",
            MigrationText.After("0001_squashed_0002_b", "migrations.RemoveField('order', 'y')")
        );

        var changes = Judging.Compare([First, Theirs], [squash, tags, drop]).Changes;

        changes.ShouldAllBe(change => change.Change == MigrationChangeKind.Added);
        changes.Single(change => change.Name == "0003_drop").Verdict.ShouldBe(Verdict.Unsafe);
    }

    private static IEnumerable<MigrationChangeKind> Kinds(
        IReadOnlyList<(string, string)> older,
        IReadOnlyList<(string, string)> newer
    ) => Judging.Compare(older, newer).Changes.Select(change => change.Change);
}
