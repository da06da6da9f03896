using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>
/// A release has a squash beside the migrations that it replaces, and the next one the squash alone. A name that was
/// given on the way is the first one of the squash.
/// </summary>
public sealed class SquashedNamesTests
{
    private const string Key = "('id', models.BigAutoField(primary_key=True))";
    private const string Renamed =
        $"migrations.CreateModel('Order', [{Key}, ('total', models.IntegerField(null=True))]), migrations.RenameField('order', 'total', 'amount')";
    private const string RenamedInOne =
        $"migrations.CreateModel('Order', [{Key}, ('amount', models.IntegerField(null=True))])";
    private const string Again =
        $"{RenamedInOne}, migrations.RemoveField('order', 'amount'), migrations.AddField('order', 'amount', models.IntegerField(null=True))";
    private const string Moved =
        $"migrations.CreateModel('Bill', [{Key}, ('amount', models.IntegerField(null=True))]), migrations.RenameModel('Bill', 'Order')";
    private const string Unique = "models.UniqueConstraint(fields=['amount'], name='u')";
    private const string Positive = "models.CheckConstraint(check=models.Q(amount__gt=0), name='c')";

    [Theory]
    [InlineData(Renamed, "migrations.RemoveField('order', 'amount')", Verdict.Unsafe)]
    [InlineData(Again, "migrations.RemoveField('order', 'amount')", Verdict.Unsafe)]
    [InlineData(Moved, "migrations.RemoveField('order', 'amount')", Verdict.Unsafe)]
    [InlineData(Moved, "migrations.DeleteModel('Order')", Verdict.Unsafe)]
    [InlineData(Moved, "migrations.RenameModel('Order', 'Invoice')", Verdict.Unsafe)]
    [InlineData(Moved, "migrations.AlterModelTable('order', 'invoices')", Verdict.Unsafe)]
    [InlineData(Renamed, "migrations.RenameField('order', 'amount', 'total')", Verdict.Unsafe)]
    [InlineData(Renamed, $"migrations.AddConstraint('order', {Unique})", Verdict.Unsafe)]
    [InlineData(
        Renamed,
        "migrations.AlterField('order', 'amount', models.IntegerField(null=True, help_text='x'))",
        Verdict.Clear
    )]
    [InlineData(
        Moved,
        "migrations.AlterField('order', 'amount', models.IntegerField(null=True, help_text='x'))",
        Verdict.Clear
    )]
    [InlineData(Renamed, "migrations.AddField('order', 'total', models.IntegerField(null=True))", Verdict.Clear)]
    [InlineData(
        Renamed,
        "migrations.AddField('order', 'total', models.IntegerField(null=True)), migrations.RemoveField('order', 'amount')",
        Verdict.Unsafe
    )]
    public void What_a_squash_makes_under_its_last_name_is_what_older_code_knows(
        string originals,
        string added,
        Verdict verdict
    ) => Judge(originals, RenamedInOne, added).ShouldBe(verdict);

    [Theory]
    [InlineData(Unique, "u")]
    [InlineData(Positive, "c")]
    public void A_constraint_of_a_renamed_column_that_goes_is_one_that_older_code_relies_on(
        string constraint,
        string name
    )
    {
        var add = $"migrations.AddConstraint('order', {constraint})";

        Judge($"{Renamed}, {add}", $"{RenamedInOne}, {add}", $"migrations.RemoveConstraint('order', '{name}')")
            .ShouldBe(Verdict.Investigate);
    }

    [Fact]
    public void A_constraint_that_was_written_for_the_former_name_is_the_same_one()
    {
        var before = Positive.Replace("amount", "total", StringComparison.Ordinal);
        var first = Renamed.Replace(
            ", migrations.RenameField",
            $", migrations.AddConstraint('order', {before}), migrations.RenameField",
            StringComparison.Ordinal
        );

        Judge(
                first,
                $"{RenamedInOne}, migrations.AddConstraint('order', {Positive})",
                "migrations.RemoveConstraint('order', 'c')"
            )
            .ShouldBe(Verdict.Investigate);
    }

    [Theory]
    [InlineData("models.BigIntegerField(null=True)")]
    [InlineData("models.ForeignKey('shop.Order', models.CASCADE, null=True, related_name='+')")]
    public void A_key_that_points_to_a_renamed_table_points_to_the_same_one(string field)
    {
        var line = $"migrations.CreateModel('Line', [{Key}, ('order', {field})])";
        var altered = field.Replace("null=True", "null=True, help_text='x'", StringComparison.Ordinal);

        Judge($"{Moved}, {line}", $"{RenamedInOne}, {line}", $"migrations.AlterField('line', 'order', {altered})")
            .ShouldBe(Verdict.Clear);
    }

    // The table is another program's. A column that has gone may have had the name that another one got.
    [Theory]
    [InlineData("")]
    [InlineData("migrations.AddField('order', 'note', models.TextField(null=True)), ")]
    public void A_column_that_has_gone_makes_way_for_the_one_that_got_its_name(string more)
    {
        const string Total = "('total', models.IntegerField(null=True))";
        const string Amount = "('amount', models.CharField(max_length=9, null=True))";
        var originals =
            $"{Stated($"{Amount}, {Total}")}, {more}migrations.RemoveField('order', 'amount'), migrations.RenameField('order', 'total', 'amount')";
        var amount = Amount.Replace("CharField(max_length=9, ", "IntegerField(", StringComparison.Ordinal);
        var squashed = $"{Stated($"{Total}, {amount}")}, {more}migrations.RemoveField('order', 'total')";

        Judge(originals, squashed, "migrations.RemoveField('order', 'amount')").ShouldBe(Verdict.Unsafe);
    }

    private static string Stated(string fields) =>
        $"migrations.SeparateDatabaseAndState(state_operations=[migrations.CreateModel('Order', [{Key}, {fields}])])";

    // The older version has the originals and the squash, and the newer one the squash alone.
    private static Verdict Judge(string originals, string squashed, string added)
    {
        var first = ("shop/0001_initial", MigrationText.Of(originals));
        var second = ("shop/0002_more", MigrationText.After("0001_initial", ""));
        var squash = (
            "shop/0001_squashed_0002_more",
            MigrationText.Of(squashed, more: "replaces = [('shop', '0001_initial'), ('shop', '0002_more')]")
        );
        var next = ("shop/0003_next", MigrationText.After("0001_squashed_0002_more", added));
        return Judging.Compare([first, second, squash], [squash, next]).Changes.ShouldHaveSingleItem().Verdict;
    }
}
