using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests.Rules;

/// <summary>A changed field is judged against the field as all earlier migrations leave it.</summary>
public sealed class AlterFieldTests
{
    public static TheoryData<string, string, Verdict, string> Rows => AlterFieldTable.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_field_is_judged_by_what_changes(string before, string after, Verdict verdict, string reason)
    {
        var judged = Judging
            .Added(
                $"migrations.CreateModel('Order', [('x', models.{before})])",
                $"migrations.AlterField('order', 'x', models.{after})"
            )
            .ShouldHaveSingleItem();

        judged.Verdict.ShouldBe(verdict, judged.Reason);
        judged.Reason.ShouldContain(reason, Case.Sensitive);
    }

    [Fact]
    public void The_worst_of_several_changes_counts()
    {
        var judged = Judging
            .Added(
                "migrations.CreateModel('Order', [('x', models.CharField(max_length=10, null=True))])",
                "migrations.AlterField('order', 'x', models.CharField(max_length=20, unique=True))"
            )
            .ShouldHaveSingleItem();

        judged.Verdict.ShouldBe(Verdict.Unsafe);
        judged.Reason.ShouldContain("NULL");
        judged.Reason.ShouldContain("repeats");
        judged.Reversible.ShouldBeNull();
        judged.Loses.ShouldBe("values that are too long to fit back");
    }

    [Fact]
    public void Renames_are_followed_to_the_field_as_it_was()
    {
        const string Before = """
            migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
            migrations.CreateModel("Old", [("a", models.CharField(max_length=5)), ("o", models.ForeignKey("shop.other", models.CASCADE))]),
            migrations.RenameModel("Old", "Order"),
            migrations.RenameField("order", "a", "b"),
            migrations.AlterField("order", "b", models.CharField(max_length=7)),
            migrations.RenameModel("Other", "Another"),
            """;
        const string After = """
            migrations.AlterField("order", "b", models.CharField(max_length=8)),
            migrations.AlterField("order", "o", models.ForeignKey("shop.another", models.CASCADE, verbose_name="o")),
            """;

        var judged = Judging.Added(Before, After);

        judged[0].Reason.ShouldContain("8 characters instead of 7");
        judged[1].Verdict.ShouldBe(Verdict.Clear, judged[1].Reason);
    }

    [Fact]
    public void A_field_that_no_migration_makes_is_not_guessed()
    {
        var judged = Judging
            .Added("", "migrations.AlterField('order', 'x', models.IntegerField())")
            .ShouldHaveSingleItem();

        judged.Verdict.ShouldBe(Verdict.Investigate);
        judged.Reason.ShouldContain("no earlier migration makes it");
        judged.Reversible.ShouldBeNull();
    }

    [Fact]
    public void After_an_operation_that_is_not_known_fields_are_known_again_once_they_are_set()
    {
        const string Before = """
            migrations.CreateModel("Order", [("x", models.IntegerField()), ("y", models.IntegerField())]),
            shop.fields.Rewrite("order"),
            migrations.AlterField("order", "y", models.IntegerField()),
            """;
        const string After = """
            migrations.AlterField("order", "x", models.IntegerField(help_text="x")),
            migrations.AlterField("order", "y", models.IntegerField(help_text="y")),
            """;

        var judged = Judging.Added(Before, After);

        judged[0].Verdict.ShouldBe(Verdict.Investigate);
        judged[0].Reason.ShouldContain("shop/migrations/0001_initial.py:");
        judged[1].Verdict.ShouldBe(Verdict.Clear);
    }
}
