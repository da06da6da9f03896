using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>What is the same migration in two versions, on real repositories.</summary>
public sealed class SameMigrationTests : IDisposable
{
    private const string Order = "migrations.CreateModel('Order', [('x', models.IntegerField())])";
    private const string AddY = "migrations.AddField('order', 'y', models.IntegerField(null=True))";
    private const string AddZ = "migrations.AddField('order', 'z', models.IntegerField(null=True))";

    private readonly MigrationRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_squash_is_the_same_as_what_it_replaces()
    {
        TagOrderAndY();
        WithSquash("0001_squashed", "('shop', '0001_initial'), ('shop', '0002_y')").Tag("1.1.0");
        _repository.With("shop/migrations/0001_initial.py", null).With("shop/migrations/0002_y.py", null).Tag("1.2.0");
        WithSquash("0001_squashed", "").Tag("1.3.0");

        foreach (var version in (string[])["1.1.0", "1.2.0"])
        {
            (await _repository.RollbackAsync(version)).Migrations.ShouldBeEmpty(version);
            (await _repository.RollbackAsync("1.0.0", version)).Migrations.ShouldBeEmpty(version);
        }
        (await _repository.RollbackAsync("1.3.0", "1.1.0")).Migrations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_a_squash_over_new_migrations_the_new_ones_count()
    {
        TagOrderAndY();
        _repository.WithMigration("shop", "0003_z", AddZ, "0002_y");
        WithSquash("0001_squashed", "('shop', '0001_initial'), ('shop', '0002_y'), ('shop', '0003_z')").Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        verdict.Migrations.ShouldHaveSingleItem().Name.ShouldBe("0003_z");
        verdict
            .Unapply.Irreversible.ShouldNotBeNull()
            .Reason.ShouldContain("replaces it together with migrations that stay");
    }

    [Fact]
    public async Task A_squash_that_hides_new_work_is_investigated()
    {
        TagOrderAndY();
        _repository.With("shop/migrations/0001_initial.py", null).With("shop/migrations/0002_y.py", null);
        WithSquash("0001_squashed", "('shop', '0001_initial'), ('shop', '0002_y'), ('shop', '0003_z')").Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        verdict.Migrations.ShouldHaveSingleItem().Name.ShouldBe("0001_squashed");
        verdict.Verdict.ShouldBe(Verdict.Investigate);
        verdict
            .Migrations[0]
            .Operations[^1]
            .Reason.ShouldContain("The squash replaces shop.0001_initial, which the older version has");
    }

    [Fact]
    public async Task A_renumbered_file_is_another_migration()
    {
        TagOrderAndY();
        _repository.Move("shop/migrations/0002_y.py", "shop/migrations/0003_y.py").Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        verdict
            .Migrations.Select(change => (change.Name, change.Change))
            .ShouldBe([("0003_y", MigrationChangeKind.Added), ("0002_y", MigrationChangeKind.Removed)]);
        verdict.Verdict.ShouldBe(Verdict.Investigate);
    }

    [Fact]
    public async Task A_moved_folder_is_the_same_app()
    {
        TagOrderAndY();
        _repository.Move("shop", "apps/shop").Tag("1.1.0");
        _repository
            .Move("apps/shop", "apps/store")
            .With("apps/store/apps.py", "class Config(AppConfig):\n    name = 'apps.store'\n    label = 'shop'\n")
            .Tag("1.2.0");

        (await _repository.RollbackAsync()).Migrations.ShouldBeEmpty();
        (await _repository.RollbackAsync("1.2.0")).Migrations.ShouldBeEmpty();
        (await _repository.RollbackAsync("1.2.0", "1.1.0")).Verdict.ShouldBe(Verdict.Clear);
    }

    [Fact]
    public async Task A_merge_migration_is_no_obstacle()
    {
        TagOrderAndY();
        _repository.WithMigration("shop", "0002_z", AddZ, "0001_initial");
        _repository
            .With("shop/migrations/0003_merge.py", MigrationText.Of("", "('shop', '0002_y'), ('shop', '0002_z')"))
            .Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        verdict.Verdict.ShouldBe(Verdict.Clear);
        verdict.Migrations.Select(change => change.Name).ShouldBe(["0002_z", "0003_merge"]);
        verdict.Migrations[1].Operations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_was_only_formatted_is_no_change()
    {
        TagOrderAndY();
        _repository
            .With(
                "shop/migrations/0002_y.py",
                """
                # Formatted by hand
                from django.db import migrations as m
                from django.db.models import IntegerField

                class Migration(m.Migration):
                    operations = [m.AddField(
                        model_name='order', name="y", field=IntegerField(
                            null=True,
                        ),
                    )]
                    dependencies = [('shop', '0001_initial')]
                """
            )
            .Tag("1.1.0");
        _repository
            .WithMigration(
                "shop",
                "0002_y",
                "migrations.AddField(model_name='order', name='y', field=models.IntegerField(null=True))",
                "0001_initial"
            )
            .Tag("1.2.0");

        (await _repository.RollbackAsync("1.2.0", "1.1.0")).Migrations.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_edited_migration_is_investigated_where_it_differs()
    {
        TagOrderAndY();
        _repository.WithMigration("shop", "0002_y", $"{AddY}, {AddZ}", "0001_initial").Tag("1.1.0");

        var change = (await _repository.RollbackAsync()).Migrations.ShouldHaveSingleItem();

        (change.Change, change.Verdict).ShouldBe((MigrationChangeKind.Edited, Verdict.Investigate));
        change.Operations.ShouldHaveSingleItem().Target.ShouldBe("order.z");
    }

    [Fact]
    public async Task A_migration_is_edited_when_the_function_that_it_runs_is()
    {
        const string Run = "migrations.RunPython(forwards)";
        _repository.WithMigration("shop", "0001_initial", Run).Tag("1.0.0");
        _repository
            .With(
                "shop/migrations/0001_initial.py",
                MigrationText
                    .Of(Run)
                    .Replace(MigrationText.Body, $"# note\n    {MigrationText.Body}", StringComparison.Ordinal)
            )
            .Tag("1.1.0");
        _repository
            .With(
                "shop/migrations/0001_initial.py",
                MigrationText.Of(Run).Replace(MigrationText.Body, "return 1", StringComparison.Ordinal)
            )
            .Tag("1.2.0");

        (await _repository.RollbackAsync()).Migrations.ShouldBeEmpty();
        (await _repository.RollbackAsync("1.2.0"))
            .Migrations.ShouldHaveSingleItem()
            .Change.ShouldBe(MigrationChangeKind.Edited);
    }

    [Fact]
    public async Task Several_apps_with_one_label_are_kept_apart()
    {
        _repository
            .WithMigration("one/shop", "0001_initial", Order)
            .WithMigration("two/shop", "0001_initial", Order)
            .Tag("1.0.0");
        _repository.WithMigration("two/shop", "0002_drop", "migrations.RemoveField('order', 'x')", "0001_initial");
        _repository
            .With(
                "two/shop/migrations/0002_drop.py",
                MigrationText.After("0001_initial", "migrations.RemoveField('order', 'x')")
            )
            .Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        verdict.Migrations.ShouldHaveSingleItem().App.ShouldBe("shop (two/shop)");
        verdict.Verdict.ShouldBe(Verdict.Unsafe);
        verdict.Unapply.Irreversible.ShouldNotBeNull().Reason.ShouldContain("Several folders have the label shop");
    }

    [Fact]
    public async Task Versions_that_are_not_ancestors_are_compared_by_their_files()
    {
        TagOrderAndY();
        _repository.WithMigration("shop", "0003_z", AddZ, "0002_y").Tag("1.1.0");
        _repository
            .Branch("release-1.0", "1.0.0")
            .WithMigration("shop", "0003_patch", "migrations.RunSQL('x')", "0002_y")
            .Tag("1.0.1");

        var verdict = await _repository.RollbackAsync("1.1.0", "1.0.1");

        verdict
            .Migrations.Select(change => (change.Name, change.Change))
            .ShouldBe([("0003_z", MigrationChangeKind.Added), ("0003_patch", MigrationChangeKind.Removed)]);
        verdict.Verdict.ShouldBe(Verdict.Investigate);
        verdict.Migrations[1].Operations.Single().Reason.ShouldContain("Look up whether the database has applied it");
    }

    private void TagOrderAndY() =>
        _repository
            .WithMigration("shop", "0001_initial", Order)
            .WithMigration("shop", "0002_y", AddY, "0001_initial")
            .Tag("1.0.0");

    private MigrationRepository WithSquash(string name, string replaces) =>
        _repository.With(
            $"shop/migrations/{name}.py",
            MigrationText.Of($"{Order}, {AddY}", more: $"replaces = [{replaces}]")
        );
}
