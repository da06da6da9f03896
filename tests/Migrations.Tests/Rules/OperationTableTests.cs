using Migrations.Model;
using Migrations.Rules;
using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests.Rules;

/// <summary>Every row of the table is judged on the models below, which older code knows.</summary>
public sealed class OperationTableTests
{
    private const string Models = """
        migrations.CreateModel(name="Customer", fields=[("id", models.BigAutoField(primary_key=True))]),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("number", models.IntegerField()),
                ("note", models.TextField(null=True)),
                ("kept", models.IntegerField(db_column="kept_column")),
            ],
            options={"unique_together": {("number", "note")}},
        ),
        migrations.CreateModel(name="Named", fields=[], options={"db_table": "named"}),
        migrations.CreateModel(name="Ordered", fields=[], options={"order_with_respect_to": "customer"}),
        migrations.CreateModel(name="Foreign", fields=[("id", models.IntegerField())], options={"managed": False}),
        """;

    public static TheoryData<string, Verdict, string, bool?, string> Rows => OperationTable.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_operation_is_judged_as_the_table_says(
        string operation,
        Verdict verdict,
        string reason,
        bool? reversible,
        string loses
    )
    {
        var judged = Judging.Added(Models, operation).ShouldHaveSingleItem();

        judged.Verdict.ShouldBe(verdict, judged.Reason);
        judged.Reason.ShouldContain(reason, Case.Sensitive);
        judged.Reversible.ShouldBe(reversible, judged.Loses);
        judged.Loses.ShouldContain(loses, Case.Sensitive);
        judged.Reason.ShouldEndWith(".");
        judged.Target.ShouldNotBeEmpty();
    }

    // Django renames the field in the model's options, too.
    [Theory]
    [InlineData("{('number', 'note'), ('number', 'kept')}")]
    [InlineData("[['number', 'note'], ['number', 'kept']]")]
    [InlineData("set([('number', 'note'), ('number', 'kept')])")]
    public void A_renamed_field_keeps_its_place_in_what_is_unique_together(string sets)
    {
        var given =
            $"{Models} migrations.AlterUniqueTogether('order', {sets}), migrations.RenameField('order', 'note', 'text')";

        var judged = Judging
            .Added(
                given,
                "migrations.AlterUniqueTogether('order', {('number', 'text'), ('number', 'kept'), ('text', 'kept')})"
            )
            .ShouldHaveSingleItem();

        judged.Reversible.ShouldBe(true, judged.Loses);
    }

    [Fact]
    public void Every_operation_that_is_known_has_a_rule_and_a_row()
    {
        OperationRules.Known.ShouldBe(OperationSignatures.Names, ignoreOrder: true);

        foreach (var name in OperationSignatures.Names)
            Rows.ShouldContain(row => row.Data.Item1.Contains($".{name}(", StringComparison.Ordinal), name);
    }

    // Django gives the rows that exist a value (its _effective_default).
    [Theory]
    [InlineData("models.EmailField(blank=True)", true)]
    [InlineData("models.SlugField(blank=True)", true)]
    [InlineData("models.FileField(blank=True)", true)]
    [InlineData("models.TextField(blank=True)", true)]
    [InlineData("models.BinaryField(blank=True)", true)]
    [InlineData("models.DateTimeField(auto_now_add=True)", true)]
    [InlineData("models.DateField(auto_now=True)", true)]
    [InlineData(
        "models.GeneratedField(expression=models.F('number'), output_field=models.IntegerField(), db_persist=True)",
        true
    )]
    [InlineData("models.TextField()", null)]
    [InlineData("models.IntegerField(blank=True)", null)]
    [InlineData("models.UUIDField(blank=True)", null)]
    [InlineData("shop.fields.TextField(blank=True)", null)]
    public void A_removed_field_comes_back_where_django_finds_a_value_for_the_rows(string field, bool? reversible)
    {
        var before = $"{Models}\nmigrations.AddField('order', 'gone', {field}),";

        var judged = Judging.Added(before, "migrations.RemoveField('order', 'gone')").ShouldHaveSingleItem();

        judged.Reversible.ShouldBe(reversible, judged.Loses);
    }

    [Fact]
    public void A_table_that_older_code_does_not_know_can_change_freely()
    {
        const string Changes = """
            migrations.CreateModel("Fresh", [("id", models.BigAutoField(primary_key=True)), ("a", models.IntegerField())]),
            migrations.AddField("fresh", "b", models.IntegerField()),
            migrations.AlterField("fresh", "a", models.TextField()),
            migrations.RenameField("fresh", "a", "c"),
            migrations.AddConstraint("fresh", models.UniqueConstraint(fields=["c"], name="n")),
            migrations.RemoveField("fresh", "b"),
            migrations.RenameModel("Fresh", "Fresher"),
            migrations.DeleteModel("Fresher"),
            """;

        Judging.Added(Models, Changes).ShouldAllBe(judged => judged.Verdict == Verdict.Clear);
    }

    [Fact]
    public void A_column_that_is_filled_and_then_made_required_is_unsafe_at_the_last_step()
    {
        const string Changes = """
            migrations.AddField("order", "x", models.IntegerField(null=True)),
            migrations.AlterField("order", "x", models.IntegerField()),
            """;

        Judging.Added(Models, Changes).Select(judged => judged.Verdict).ShouldBe([Verdict.Clear, Verdict.Unsafe]);
    }

    [Fact]
    public void A_table_that_only_enters_the_state_is_not_taken_for_a_new_one()
    {
        const string Changes = """
            migrations.SeparateDatabaseAndState(state_operations=[migrations.CreateModel("Moved", [("a", models.IntegerField())])]),
            migrations.RemoveField("moved", "a"),
            """;

        Judging.Added(Models, Changes)[1].Verdict.ShouldBe(Verdict.Unsafe);
    }

    [Fact]
    public void Of_nested_operations_the_last_state_counts()
    {
        const string Changes = """
            migrations.SeparateDatabaseAndState(
                database_operations=[
                    migrations.AlterField("order", "number", models.IntegerField(null=True)),
                    migrations.AlterField("order", "number", models.IntegerField(help_text="x")),
                    migrations.RenameField("order", "number", "code"),
                    migrations.AlterField("order", "code", models.BigIntegerField()),
                ]
            )
            """;

        Judging
            .Added(Models, Changes)
            .Select(judged => judged.Verdict)
            .ShouldBe([Verdict.Clear, Verdict.Clear, Verdict.Unsafe, Verdict.Clear]);
    }
}
