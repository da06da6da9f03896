using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>Columns that SQL has changed, and whose field only <c>state_operations</c> tell.</summary>
public sealed class StatedColumnsTests
{
    private const string Order =
        "migrations.CreateModel('Order', [('id', models.BigAutoField(primary_key=True)), ('code', models.CharField(max_length=50))]),";
    private const string Retype = "ALTER TABLE shop_order ALTER COLUMN code TYPE varchar(200)";
    private const string State = "migrations.AlterField('order', 'code', models.CharField(max_length=200))";

    public static TheoryData<string> Retyped =>
        [
            $"migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL('{Retype}', '')], state_operations=[{State}])",
            $"migrations.RunSQL('{Retype}', '', state_operations=[{State}])",
            $"migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL(f'{{Retype}}')], state_operations=[{State}])",
            $"migrations.SeparateDatabaseAndState(database_operations=[migrations.RunPython(forwards)], state_operations=[{State}])",
            $"migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL('{Retype}', '')]), migrations.SeparateDatabaseAndState(state_operations=[{State}])",
        ];

    [Theory]
    [MemberData(nameof(Retyped))]
    public void A_retyped_column_has_the_type_that_the_state_tells(string retyped)
    {
        Judge(retyped, Altered("models.CharField(max_length=100)")).Verdict.ShouldBe(Verdict.Unsafe);
        Judge(retyped, Altered("models.CharField(max_length=300)")).Verdict.ShouldBe(Verdict.Clear);
        Judge(retyped, Altered("models.CharField(max_length=200, help_text='x')")).Verdict.ShouldBe(Verdict.Clear);
        Judge(retyped, Altered("models.CharField(max_length=100)")).Locks!.Time.ShouldBe(LockTime.Rewrite);
    }

    [Fact]
    public void A_retyped_column_whose_type_no_state_tells_is_read_by_a_person()
    {
        const string Only = $"migrations.RunSQL('{Retype}', '')";

        var altered = Judge(Only, Altered("models.CharField(max_length=100)"));

        altered.Verdict.ShouldBe(Verdict.Investigate);
        altered.Locks!.Time.ShouldBe(LockTime.Unknown);
        Judge(Only, Altered("models.CharField(max_length=50, help_text='x')")).Verdict.ShouldBe(Verdict.Clear);
    }

    [Fact]
    public void A_later_change_without_a_type_does_not_hide_a_new_type_by_sql() =>
        Worst($"migrations.RunSQL('{Retype}', ''), {Altered("models.CharField(max_length=50, help_text='x')")}")
            .ShouldBe(Verdict.Investigate);

    [Fact]
    public void Whether_unread_sql_changed_null_is_not_known()
    {
        const string Nullable = "migrations.AlterField('order', 'code', models.CharField(max_length=50, null=True))";
        const string Unread =
            $"migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL(f'{{X}}')], state_operations=[{Nullable}])";

        Judge(Unread, Altered("models.CharField(max_length=50)")).Verdict.ShouldBe(Verdict.Investigate);
        Judge(
            $"migrations.SeparateDatabaseAndState(state_operations=[{Nullable}])",
            Altered("models.CharField(max_length=50)")
        )
            .Verdict.ShouldBe(Verdict.Clear);
    }

    private static string Altered(string field) => $"migrations.AlterField('order', 'code', {field})";

    private static OperationVerdict Judge(string before, string added) =>
        Judging.Added(Order + before, added).ShouldHaveSingleItem();

    private static Verdict Worst(string added) => Judging.Added(Order, added).Max(operation => operation.Verdict);
}
