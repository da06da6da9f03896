using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

public sealed class UnapplyPlanTests
{
    private const string Model = "migrations.CreateModel('Order', [('x', models.IntegerField())])";
    private const string Add = "migrations.AddField('order', 'y', models.IntegerField(null=True))";

    private static readonly (string Name, string Text) Shop = ("shop/0001_initial", MigrationText.Of(Model));
    private static readonly (string Name, string Text) Billing = ("billing/0001_initial", MigrationText.Of(Model));

    [Fact]
    public void Each_app_goes_back_to_its_last_migration_that_stays_or_to_zero()
    {
        var plan = Plan(
            [Shop],
            [
                Shop,
                ("shop/0002_y", MigrationText.After("0001_initial", Add)),
                ("shop/0003_z", MigrationText.After("0002_y", Add)),
                ("billing/0001_initial", MigrationText.Of(Model, "('shop', '0003_z')")),
            ]
        );

        plan.Steps.Select(step => (step.App, step.Target)).ShouldBe([("billing", "zero"), ("shop", "0001_initial")]);
        plan.Steps[1].Migrations.ShouldBe(["shop.0003_z", "shop.0002_y"]);
        plan.Irreversible.ShouldBeNull();
        plan.Uncertain.ShouldBeEmpty();
    }

    [Fact]
    public void What_goes_back_with_another_app_needs_no_step_of_its_own()
    {
        var plan = Plan(
            [Shop, Billing],
            [
                Shop,
                Billing,
                ("shop/0002_a", MigrationText.After("0001_initial", Add)),
                ("billing/0002_b", MigrationText.Of(Add, "('billing', '0001_initial'), ('shop', '0002_a')")),
                ("shop/0003_c", MigrationText.Of(Add, "('shop', '0002_a'), ('billing', '0002_b')")),
            ]
        );

        var step = plan.Steps.ShouldHaveSingleItem();
        (step.App, step.Target).ShouldBe(("shop", "0001_initial"));
        step.Migrations.ShouldBe(["shop.0003_c", "billing.0002_b", "shop.0002_a"]);
    }

    [Fact]
    public void The_first_irreversible_operation_on_the_way_back_is_named()
    {
        var plan = Plan(
            [Shop],
            [
                Shop,
                ("shop/0002_sql", MigrationText.After("0001_initial", "migrations.RunSQL('x')")),
                ("shop/0003_code", MigrationText.After("0002_sql", $"{Add}, migrations.RunPython(forwards)")),
            ]
        );

        var obstacle = plan.Irreversible.ShouldNotBeNull();
        (obstacle.App, obstacle.Migration, obstacle.Operation).ShouldBe(("shop", "0003_code", "RunPython"));
        obstacle.Reason.ShouldContain("no reverse_code");
    }

    [Fact]
    public void What_may_fail_on_the_way_back_is_listed()
    {
        var plan = Plan(
            [Shop],
            [Shop, ("shop/0002_drop", MigrationText.After("0001_initial", "migrations.RemoveField('order', 'x')"))]
        );

        plan.Irreversible.ShouldBeNull();
        plan.Uncertain.ShouldHaveSingleItem().Reason.ShouldContain("fails where rows exist");
    }

    [Fact]
    public void A_kept_migration_is_named_by_the_squash_that_replaces_it()
    {
        var squash = ("shop/0001_squashed", MigrationText.Of(Model, more: "replaces = [('shop', '0001_initial')]"));

        var plan = Plan([Shop], [Shop, squash, ("shop/0002_y", MigrationText.After("0001_initial", Add))]);

        plan.Steps.ShouldHaveSingleItem().Target.ShouldBe("0001_squashed");
        plan.Irreversible.ShouldBeNull();
    }

    [Fact]
    public void What_an_older_version_needs_is_not_taken_away()
    {
        var extra = ("shop/0002_other", MigrationText.Of(Add));

        var plan = Plan([Shop], [Shop, extra]);

        plan.Irreversible.ShouldNotBeNull().Reason.ShouldContain("shop.0001_initial too");
    }

    [Fact]
    public void Cycles_do_not_keep_it_from_ending()
    {
        var (changes, unapply) = Judging.Compare(
            [Shop],
            [
                Shop,
                (
                    "shop/0002_a",
                    MigrationText.Of(Add, "('shop', '0001_initial'), ('shop', '0003_b'), ('shop', '0002_a')")
                ),
                (
                    "shop/0003_b",
                    MigrationText.Of(Add, "('shop', '0002_a'), ('nowhere', '0001_initial'), ('shop', '__latest__')")
                ),
            ]
        );

        changes.Select(change => change.Name).ShouldBe(["0002_a", "0003_b"]);
        unapply.Steps.ShouldHaveSingleItem().Migrations.Count.ShouldBe(2);
    }

    [Fact]
    public void Squashes_of_squashes_and_of_themselves_are_followed()
    {
        var loop = MigrationText.Of(Model, more: "replaces = [('shop', 'b'), ('shop', 'a')]");

        Judging
            .Compare([("shop/a", loop), ("shop/b", loop)], [("shop/b", loop), ("shop/a", loop)])
            .Changes.ShouldBeEmpty();
        Judging.Compare([Shop], [Shop, ("shop/a", loop), ("shop/b", loop)]).Changes.ShouldNotBeEmpty();
    }

    private static UnapplyPlan Plan(
        IReadOnlyList<(string Name, string Text)> older,
        IReadOnlyList<(string Name, string Text)> newer
    ) => Judging.Compare(older, newer).Unapply;
}
