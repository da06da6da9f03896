using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>Which label an app has, and which of several folders hold its migrations.</summary>
public sealed class AppLabelTests : IDisposable
{
    private const string Order =
        "migrations.CreateModel('Order', [('id', models.BigAutoField(primary_key=True)), ('x', models.IntegerField(null=True))])";
    private const string Drop = "migrations.RemoveField('order', 'x')";
    private const string Add = "migrations.AddField('order', 'y', models.IntegerField(null=True))";

    private readonly MigrationRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData(
        "from .constants import LABEL\nclass ShopConfig(AppConfig):\n    name = 'company.shop'\n    label = LABEL\n"
    )]
    [InlineData("class ShopConfig(CompanyConfig):\n    name = 'company.shop'\n")]
    [InlineData("class ShopConfig(AppConfig):\n    name = 'company.shop'\n    label = f'company_{NAME}'\n")]
    [InlineData(null)]
    public async Task A_label_that_no_configuration_tells_is_what_migrations_call_their_app(string? configuration)
    {
        _repository
            .With("shop/apps.py", configuration)
            .With("shop/migrations/0001_initial.py", MigrationText.Of(Order, "('auth', '0001_initial')"))
            .Tag("1.0.0");
        _repository
            .With(
                "shop/migrations/0002_y.py",
                MigrationText.Of(Add, "('company_shop', '0001_initial'), ('auth', '0001_initial')")
            )
            .Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        verdict.Migrations.ShouldHaveSingleItem().App.ShouldBe("company_shop");
        verdict.Unapply.Irreversible.ShouldBeNull();
        var step = verdict.Unapply.Steps.ShouldHaveSingleItem();
        (step.App, step.Target).ShouldBe(("company_shop", "0001_initial"));
    }

    // Migrations of different apps have the same names, and a squash may replace those of a renamed app.
    [Theory]
    [InlineData("('billing', '0001_initial')", "")]
    [InlineData("('auth', '0001_initial')", "")]
    [InlineData("", "replaces = [('store', '0001_initial'), ('store', '0002_x')]")]
    public async Task References_to_other_apps_give_an_app_no_label(string dependencies, string more)
    {
        _repository.WithMigration("billing", "0001_initial", Order).Tag("1.0.0");
        _repository
            .With("shop/migrations/0001_initial.py", MigrationText.Of(Order, dependencies, more))
            .With("shop/migrations/0002_y.py", MigrationText.Of(Add, dependencies))
            .Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        verdict.Migrations.Select(change => change.App).Distinct().ShouldBe(["shop"]);
    }

    [Fact]
    public async Task A_reference_to_a_migration_that_a_squash_has_replaced_tells_the_label()
    {
        const string Squashed = "replaces = [('shop', '0001_initial'), ('shop', '0002_x')]";
        _repository
            .With("shop/migrations/0001_squashed.py", MigrationText.Of(Order, more: Squashed))
            .With("shop/migrations/0003_y.py", MigrationText.Of(Add, "('shop', '0002_x'), ('other', '0001_squashed')"))
            .Tag("1.0.0");
        _repository.WithMigration("shop", "0004_drop", Drop, "0003_y").Tag("1.1.0");

        (await _repository.RollbackAsync()).Migrations.ShouldHaveSingleItem().App.ShouldBe("shop");
    }

    [Theory]
    [InlineData("shop/migrations/old")]
    [InlineData("shop/migrations/old/2020")]
    [InlineData("shop/migrations_backup")]
    [InlineData("shop/old_migrations")]
    public async Task Copies_of_migrations_do_not_count(string copies)
    {
        _repository
            .WithMigration("shop", "0001_initial", Order)
            .WithMigration("shop", "0002_y", Add, "0001_initial")
            .With($"{copies}/0001_initial.py", MigrationText.Of(Order))
            .With($"{copies}/0002_z.py", MigrationText.After("0001_initial", Drop))
            .Tag("1.0.0");
        _repository
            .With($"{copies}/0001_initial.py", null)
            .With($"{copies}/0002_z.py", null)
            .WithMigration("shop", "0003_drop", Drop, "0002_y")
            .Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        var change = verdict.Migrations.ShouldHaveSingleItem();
        (change.App, change.Name, change.Verdict).ShouldBe(("shop", "0003_drop", Verdict.Unsafe));
        verdict.Unapply.Steps.ShouldHaveSingleItem().Target.ShouldBe("0002_y");
        verdict.Unapply.Irreversible.ShouldBeNull();
    }

    [Theory]
    [InlineData("shop/migrations/old")]
    [InlineData("shop/migrations_backup")]
    public async Task Copies_that_a_version_makes_of_former_migrations_do_not_count(string copies)
    {
        _repository
            .WithMigration("shop", "0001_initial", Order)
            .WithMigration("shop", "0002_y", Add, "0001_initial")
            .With($"{copies}/0001_initial.py", MigrationText.Of(Order))
            .Tag("1.0.0");
        _repository
            .With($"{copies}/0002_y.py", MigrationText.After("0001_initial", Add))
            .WithMigration("shop", "0003_drop", Drop, "0002_y")
            .Tag("1.1.0");

        var change = (await _repository.RollbackAsync()).Migrations.ShouldHaveSingleItem();

        (change.App, change.Name).ShouldBe(("shop", "0003_drop"));
    }

    // The setting MIGRATION_MODULES may name any package.
    [Theory]
    [InlineData("project/migrations/billing", "billing")]
    [InlineData("project/migrations_of_stage", "project")]
    [InlineData("project/threshold_migrations", "project")]
    [InlineData("project/original_migrations", "project")]
    // The migrations of a second database, whatever they are called: a copy does not grow.
    [InlineData("project/migrations_legacy", "project")]
    [InlineData("project/archive_migrations", "project")]
    [InlineData("project/migrations/tenant", "project")]
    public async Task Packages_that_the_setting_may_name_count(string folder, string label)
    {
        _repository
            .WithMigration("project", "0001_initial", Order)
            .WithMigration("project", "0002_y", Add, "0001_initial")
            .With($"{folder}/0001_initial.py", MigrationText.Of(Order))
            .With($"{folder}/0002_y.py", MigrationText.After("0001_initial", Add, label))
            .Tag("1.0.0");
        _repository.With($"{folder}/0003_drop.py", MigrationText.After("0002_y", Drop, label)).Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        verdict.Migrations.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Unsafe);
    }
}
