using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>
/// Where migrations are, what an edit is, and what is new to the older version, on real repositories.
/// </summary>
public sealed class VersionsTests : IDisposable
{
    private const string Order =
        "migrations.CreateModel('Order', [('id', models.BigAutoField(primary_key=True)), ('x', models.IntegerField(null=True))])";
    private const string Drop = "migrations.RemoveField('order', 'x')";
    private const string Widen = "migrations.AlterField('order', 'x', models.BigIntegerField(null=True))";
    private const string Require = "migrations.AddField('order', 'z', models.IntegerField(default=1))";

    private readonly MigrationRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("shop/db_migrations")]
    [InlineData("shop/schema")]
    [InlineData("project/shop_migrations")]
    [InlineData("migrations_of_shop")]
    public async Task Migrations_in_a_folder_of_another_name_count(string folder)
    {
        _repository.With($"{folder}/0001_initial.py", MigrationText.Of(Order)).Tag("1.0.0");
        _repository.With($"{folder}/0002_drop.py", MigrationText.After("0001_initial", Drop)).Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        verdict.Verdict.ShouldBe(Verdict.Unsafe);
        verdict.Migrations.ShouldHaveSingleItem().App.ShouldBe("shop");
    }

    [Fact]
    public async Task Folders_of_several_apps_beside_one_another_are_kept_apart()
    {
        _repository
            .With("project/shop_migrations/0001_initial.py", MigrationText.Of(Order))
            .With("project/shop_migrations/0002_x.py", MigrationText.After("0001_initial", Require))
            .With("project/billing_migrations/0001_initial.py", MigrationText.Of(Order))
            .With("project/billing_migrations/0002_x.py", MigrationText.After("0001_initial", Require, "billing"))
            .Tag("1.0.0");
        _repository
            .With("project/billing_migrations/0003_drop.py", MigrationText.After("0002_x", Drop, "billing"))
            .Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        var change = verdict.Migrations.ShouldHaveSingleItem();
        (change.App, change.Verdict).ShouldBe(("billing", Verdict.Unsafe));
    }

    [Fact]
    public async Task Files_that_only_look_like_migrations_are_passed_over()
    {
        _repository.WithMigration("shop", "0001_initial", Order).Tag("1.0.0");
        _repository
            .With("scripts/0002_clean.py", "print(1)\n")
            .With(
                "shop/south_migrations/0001_initial.py",
                "from south.v2 import SchemaMigration\nclass Migration(SchemaMigration):\n    pass\n"
            )
            .Tag("1.1.0");

        (await _repository.RollbackAsync()).Verdict.ShouldBe(Verdict.Clear);
    }

    [Theory]
    [InlineData("", "replaces")]
    [InlineData("replaces = [('shop', '0001_initial'), ('shop', '0002_z')]", "replaces")]
    public async Task What_a_squash_makes_is_not_new_to_a_version_that_has_the_tables(string replaces, string _)
    {
        _repository
            .WithMigration("shop", "0001_initial", Order)
            .WithMigration("shop", "0002_z", Require, "0001_initial")
            .Tag("1.0.0");
        _repository
            .With("shop/migrations/0001_initial.py", null)
            .With("shop/migrations/0002_z.py", null)
            .With("shop/migrations/0001_squashed.py", MigrationText.Of($"{Order}, {Require}", more: replaces))
            .WithMigration("shop", "0003_drop", Drop, "0001_squashed")
            .Tag("1.1.0");

        var drop = (await _repository.RollbackAsync()).Migrations.Single(change => change.Name == "0003_drop");

        drop.Verdict.ShouldBe(Verdict.Unsafe);
        drop.Operations.ShouldHaveSingleItem().Reason.ShouldContain("Order.x");
    }

    [Fact]
    public async Task What_a_squash_adds_to_known_tables_counts()
    {
        _repository.WithMigration("shop", "0001_initial", Order).Tag("1.0.0");
        _repository
            .With("shop/migrations/0001_initial.py", null)
            .With(
                "shop/migrations/0001_squashed.py",
                MigrationText.Of(
                    "migrations.CreateModel('Order', [('id', models.BigAutoField(primary_key=True)), ('z', models.IntegerField())])",
                    more: "replaces = [('shop', '0001_initial'), ('shop', '0002_z')]"
                )
            )
            .Tag("1.1.0");

        var change = (await _repository.RollbackAsync()).Migrations.ShouldHaveSingleItem();

        change.Operations[0].Verdict.ShouldBe(Verdict.Unsafe);
        change.Operations[0].Reason.ShouldContain("Order.x");
        change.Operations[0].Reason.ShouldContain("must not be empty");
    }

    [Theory]
    [InlineData("shop/apps.py", "class ShopConfig(AppConfig):\n    name = 'company.shop'\n    label = 'store'\n")]
    [InlineData(
        "shop/__init__.py",
        "from django.apps import AppConfig\nLABEL = 'store'\nclass Shop(AppConfig):\n    name = 'shop'\n    label = LABEL\n"
    )]
    [InlineData(
        "shop/__init__.py",
        "default_app_config = 'shop.Config2'\nfrom django.apps import AppConfig\nclass Config1(AppConfig):\n    name = 'a'\nclass Config2(AppConfig):\n    label = 'store'\n"
    )]
    public async Task The_label_of_an_app_is_what_its_configuration_says(string path, string text)
    {
        _repository.WithMigration("shop", "0001_initial", Order).With(path, text).Tag("1.0.0");
        _repository
            .With("shop/migrations/0002_wider.py", MigrationText.After("0001_initial", Widen, "store"))
            .With(
                "other/migrations/0001_initial.py",
                MigrationText.Of(
                    "migrations.CreateModel('Line', [('o', models.ForeignKey('store.order', models.CASCADE))])",
                    "('store', '0002_wider')"
                )
            )
            .Tag("1.1.0");

        var changes = (await _repository.RollbackAsync()).Migrations;

        changes.Select(change => change.App).ShouldBe(["store", "other"]);
        changes[0].Operations.Single().Reason.ShouldContain("BigIntegerField");
    }

    [Fact]
    public async Task Imports_annotations_docstrings_and_options_without_a_column_are_no_edit()
    {
        const string Text = """
            from django.db import migrations, models
            from shop.old import check, MoneyField

            def forwards(apps, schema_editor):
                for row in apps.get_model('shop', 'Order').objects.all():
                    row.save()

            class Migration(migrations.Migration):
                operations = [
                    migrations.CreateModel('Order', [('x', MoneyField(validators=[check]))], options={'ordering': ['x']}),
                    migrations.RunPython(forwards),
                ]
            """;
        const string Edited = """
            from __future__ import annotations
            import logging
            from django.db import migrations, models
            from django.db.models import Model
            from shop.new import MoneyField

            def forwards(apps: StateApps, schema_editor: dict[str, int] | None = None) -> None:
                "What it does."
                from django.conf import settings
                for row in apps.get_model('shop', 'Order').objects.all():
                    row.save()

            class Migration(migrations.Migration):
                "A docstring."
                operations = [
                    migrations.CreateModel('Order', [('x', MoneyField(help_text='y'))], options={'verbose_name': 'z'}),
                    migrations.AlterModelOptions('order', {'ordering': []}),
                    migrations.RunPython(forwards),
                ]
            """;
        _repository.With("shop/migrations/0001_initial.py", Text).Tag("1.0.0");
        _repository
            .With("shop/migrations/0001_initial.py", Edited.Replace(" | None = None", "", StringComparison.Ordinal))
            .Tag("1.1.0");
        _repository
            .With("shop/migrations/0001_initial.py", Edited.Replace("row.save", "row.delete", StringComparison.Ordinal))
            .Tag("1.2.0");

        (await _repository.RollbackAsync()).Migrations.ShouldBeEmpty();
        (await _repository.RollbackAsync("1.2.0")).Migrations.ShouldHaveSingleItem().Operations.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(
        "models.ManyToManyField('shop.Tag')",
        "models.ManyToManyField('shop.Tag', through='shop.OrderTag')",
        true
    )]
    [InlineData(
        "models.ManyToManyField('shop.Tag', through='shop.OrderTag')",
        "models.ManyToManyField('shop.Tag')",
        true
    )]
    [InlineData(
        "shop.fields.SortedManyToManyField('shop.Tag')",
        "shop.fields.SortedManyToManyField('shop.Tag', through='shop.OrderTag')",
        true
    )]
    [InlineData("models.ManyToManyField('shop.Tag')", "models.ManyToManyField('shop.Tag', through=None)", false)]
    [InlineData("models.ManyToManyField('shop.Tag')", "models.ManyToManyField('shop.Tag', related_name='+')", false)]
    [InlineData(
        "models.ManyToManyField('shop.Tag', through='shop.OrderTag')",
        "models.ManyToManyField('shop.Tag', through='shop.OrderTag', through_fields=('order', 'tag'))",
        false
    )]
    public async Task An_edit_of_links_is_one_where_another_table_holds_them(string before, string after, bool isEdit)
    {
        foreach (var (field, version) in new[] { (before, "1.0.0"), (after, "1.1.0") })
            _repository
                .WithMigration("shop", "0001_initial", $"{Order}, migrations.AddField('order', 'tags', {field})")
                .Tag(version);

        (await _repository.RollbackAsync()).Migrations.Count.ShouldBe(isEdit ? 1 : 0);
    }

    [Fact]
    public async Task What_a_reverse_leaves_that_does_nothing_stays_after_un_applying()
    {
        _repository.WithMigration("shop", "0001_initial", Order).Tag("1.0.0");
        _repository.WithMigration("shop", "0002_drop", Drop, "0001_initial").Tag("1.1.0");
        _repository
            .WithMigration(
                "shop",
                "0003_sql",
                "migrations.RunSQL('ALTER TABLE shop_order DROP COLUMN id', migrations.RunSQL.noop)",
                "0002_drop"
            )
            .Tag("1.2.0");
        _repository
            .WithMigration(
                "shop",
                "0004_rows",
                "migrations.RunPython(forwards, nothing), migrations.RunSQL('ANALYZE shop_order', [])",
                "0003_sql"
            )
            .Tag("1.3.0");

        (await _repository.RollbackAsync()).AfterUnapplying().Verdict.ShouldBe(Verdict.Clear);
        (await _repository.RollbackAsync("1.2.0")).AfterUnapplying().Verdict.ShouldBe(Verdict.Unsafe);
        var left = (await _repository.RollbackAsync("1.3.0", "1.2.0")).AfterUnapplying();
        left.Migrations.ShouldHaveSingleItem().Operations.ShouldHaveSingleItem().Operation.ShouldBe("RunPython");
        left.Verdict.ShouldBe(Verdict.Investigate);
    }
}
