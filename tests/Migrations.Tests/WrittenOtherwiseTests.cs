using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>Migrations that are written in other ways than makemigrations writes them.</summary>
public sealed class WrittenOtherwiseTests
{
    private const string Models =
        "migrations.CreateModel('Order', [('id', models.BigAutoField(primary_key=True)), ('x', models.IntegerField(null=True))])";

    [Theory]
    [InlineData(
        """
            class Migration(migrations.Migration):
                FIELD = models.IntegerField(null=True)
                def forwards(apps, schema_editor):
                    pass
                class Meta:
                    pass
                operations = [migrations.AddField('order', 'y', FIELD), migrations.RunPython(forwards)]
            """,
        Verdict.Clear
    )]
    [InlineData(
        """
            class Migration(migrations.Migration):
                operations = []
                if connection.vendor == "postgresql":
                    operations = [migrations.AddField('order', 'y', models.IntegerField(null=True))]
                else:
                    operations += [migrations.RemoveField('order', 'x')]
            """,
        Verdict.Clear
    )]
    [InlineData(
        """
            if connection.vendor in ("sqlite", "mysql"):
                todo = []
            elif not connection.vendor.startswith:
                todo = 1
            else:
                todo = [migrations.RemoveField('order', 'x')]
            class Migration(migrations.Migration):
                operations = todo
            """,
        Verdict.Investigate
    )]
    [InlineData(
        """
            class Migration(migrations.Migration):
                operations = [migrations.RemoveField('order', 'x')] if connection.vendor != 'mysql' else []
            """,
        Verdict.Unsafe
    )]
    [InlineData(
        """
            if settings.SOMETHING:
                todo = []
            else:
                todo = [migrations.RemoveField('order', 'x')]
            class Migration(migrations.Migration):
                operations = todo
            """,
        Verdict.Investigate
    )]
    [InlineData(
        """
            class Migration(migrations.Migration):
                operations = [migrations.AddField('order', 'y', models.IntegerField(null=True))]
                def apply(self, project_state, schema_editor, collect_sql=False):
                    pass
            """,
        Verdict.Investigate
    )]
    public void It_is_read_as_far_as_it_is_known(string migration, Verdict verdict)
    {
        const string Imports = """
            from django.conf import settings
            from django.db import connection, migrations, models

            """;

        var changes = Judging
            .Compare(
                [("shop/0001_initial", MigrationText.Of(Models))],
                [("shop/0001_initial", MigrationText.Of(Models)), ("shop/0002_next", Imports + migration)]
            )
            .Changes;

        changes.ShouldHaveSingleItem().Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void What_is_not_known_of_the_order_puts_no_model_in_doubt()
    {
        const string Odd = """
            from django.db import migrations, models
            class Migration(migrations.Migration):
                dependencies = [('shop', '0001_initial')] + more()
                operations = [migrations.AlterField('order', 'x', models.BigIntegerField(null=True))]
            """;
        var first = ("shop/0001_initial", MigrationText.Of(Models));
        var odd = ("shop/0002_odd", Odd);
        var last = (
            "shop/0003_last",
            MigrationText.After(
                "0002_odd",
                "migrations.AlterField('order', 'x', models.BigIntegerField(null=True, help_text='x'))"
            )
        );

        var changes = Judging.Compare([first, odd], [first, odd, last]).Changes;

        changes.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Clear);
    }
}
