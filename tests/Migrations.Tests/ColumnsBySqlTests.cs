using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>Columns that SQL has made, and whose field only <c>state_operations</c> tell.</summary>
public sealed class ColumnsBySqlTests
{
    private const string Order = "migrations.CreateModel('Order', [('id', models.BigAutoField(primary_key=True))]),";
    private const string Column = "ALTER TABLE shop_order ADD COLUMN note varchar(200)";

    [Theory]
    [InlineData("models.IntegerField(null=True)", Verdict.Unsafe)]
    [InlineData("models.CharField(max_length=20, null=True)", Verdict.Unsafe)]
    [InlineData("models.CharField(max_length=200, null=True, help_text='x')", Verdict.Clear)]
    [InlineData("models.CharField(max_length=300, null=True)", Verdict.Clear)]
    public void A_column_that_sql_adds_has_the_field_that_the_state_tells(string field, Verdict verdict)
    {
        const string Add = "migrations.AddField('order', 'note', models.CharField(max_length=200, null=True))";
        string[] ways =
        [
            $"migrations.RunSQL('{Column}', '', state_operations=[{Add}])",
            $"migrations.SeparateDatabaseAndState([migrations.RunSQL('{Column}', '')], [{Add}])",
            $"migrations.RunSQL('{Column}', ''), migrations.SeparateDatabaseAndState(state_operations=[{Add}])",
        ];

        foreach (var way in ways)
            Judge(way, $"migrations.AlterField('order', 'note', {field})").Verdict.ShouldBe(verdict, way);
    }

    [Fact]
    public void A_column_that_sql_adds_and_whose_field_cannot_be_read_is_read_by_a_person() =>
        Judge(
            $"migrations.RunSQL('{Column}', '', state_operations=[migrations.AddField('order', 'note', models.CharField(**OPTIONS))])",
            "migrations.AlterField('order', 'note', models.IntegerField(null=True))"
        )
            .Verdict.ShouldBe(Verdict.Investigate);

    [Fact]
    public void The_default_that_sql_gives_a_column_stays_when_the_field_is_changed()
    {
        const string Add =
            "migrations.RunSQL(\"ALTER TABLE shop_order ADD COLUMN n integer NOT NULL DEFAULT 0\", '', state_operations=[migrations.AddField('order', 'n', models.IntegerField(default=0))])";

        Worst($"{Add}, migrations.AlterField('order', 'n', models.IntegerField(default=0, help_text='x'))")
            .ShouldBe(Verdict.Clear);
    }

    [Fact]
    public void A_key_by_sql_without_a_constraint_gets_none_by_a_harmless_change()
    {
        const string Add =
            "migrations.RunSQL('ALTER TABLE shop_order ADD COLUMN other_id bigint', '', state_operations=[migrations.AddField('order', 'other', models.ForeignKey('shop.Order', models.CASCADE, null=True))])";

        Judge(
            Add,
            "migrations.AlterField('order', 'other', models.ForeignKey('shop.Order', models.CASCADE, null=True, help_text='x'))"
        )
            .Verdict.ShouldBe(Verdict.Clear);
        Worst(Add).ShouldBe(Verdict.Clear);
    }

    [Fact]
    public void A_new_column_by_sql_without_a_default_is_refused_for_that_reason() =>
        Judging
            .Added(
                Order,
                "migrations.RunSQL('ALTER TABLE shop_order ADD COLUMN n integer NOT NULL', '', state_operations=[migrations.AddField('order', 'n', models.IntegerField(default=0))])"
            )
            .ShouldHaveSingleItem()
            .Reason.ShouldContain("it has no default in the database");

    private static OperationVerdict Judge(string before, string added) =>
        Judging.Added(Order + before, added).ShouldHaveSingleItem();

    private static Verdict Worst(string added) => Judging.Added(Order, added).Max(operation => operation.Verdict);
}
