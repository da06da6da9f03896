using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests.Locks;

/// <summary>Every operation locks what was measured, and for as long.</summary>
public sealed class MeasuredLockTests
{
    // The tables of the measurement: owner <- form <- question.
    private const string Models = """
        migrations.CreateModel('Owner',[('id',models.BigAutoField(primary_key=True)),('name',models.CharField(max_length=50))]),
        migrations.CreateModel('Form',[('id',models.BigAutoField(primary_key=True)),('title',models.CharField(max_length=100)),('owner',models.ForeignKey('forms.Owner',models.CASCADE))]),
        migrations.CreateModel('Question',[('id',models.BigAutoField(primary_key=True)),('text',models.CharField(max_length=200)),('form',models.ForeignKey('forms.Form',models.CASCADE))]),
        """;

    private const string Imports = """
        import datetime
        import decimal
        import uuid
        import django.contrib.gis.db.models.fields
        import django.utils.timezone
        import phonenumber_field.modelfields
        import psycopg2.extras
        import shop.defaults
        import shop.functions


        """;

    public static TheoryData<string> Names => [.. MeasuredLock.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operation_locks_what_was_measured(string name)
    {
        var row = MeasuredLock.All.Single(each => each.Name == name);

        var locks = Judge(row.Given, row.Operations);

        MeasuredLock.Words(locks.SelectMany(each => each.Tables)).ShouldBe(row.Locks, row.Operations);
        locks.Select(each => each.Time).DefaultIfEmpty(LockTime.Brief).Max().ShouldBe(row.Time, row.Operations);
        // Of a foreign key whose target is found by its index, the measurement shows no rows of the target.
        row.Read.ShouldBeSubsetOf(locks.SelectMany(each => each.Read).Select(MeasuredLock.Short));
        locks
            .Where(each => each.Time > LockTime.Brief && each.Blocks > Blocked.SameRows)
            .ShouldAllBe(each => each.Safer.Length > 0);
    }

    [Fact]
    public void Nothing_is_said_of_tables_that_the_same_change_makes()
    {
        const string Changes = """
            migrations.CreateModel('Tag',[('id',models.BigAutoField(primary_key=True)),('a',models.IntegerField())]),
            migrations.AddField('Tag','b',models.IntegerField(null=True)),
            migrations.AddIndex('tag',models.Index(fields=['a'],name='tag_a')),
            migrations.AlterField('Tag','a',models.BigIntegerField()),
            migrations.RunSQL('CREATE INDEX tag_b ON forms_tag (b)'),
            migrations.DeleteModel('Tag'),
            """;

        Judge("", Changes).ShouldBeEmpty();
    }

    [Fact]
    public void Code_locks_rows_of_the_models_that_it_asks_for_for_a_time_that_nobody_knows()
    {
        const string Code = """
            migrations.RunPython(forwards)
            """;

        var locks = Judge("", Code).ShouldHaveSingleItem();

        MeasuredLock.Words(locks.Tables).ShouldBe("shop_order RE");
        (locks.Time, locks.Blocks).ShouldBe((LockTime.Unknown, Blocked.SameRows));
    }

    [Fact]
    public void A_check_that_is_not_validated_spares_no_reading()
    {
        const string Check =
            "django.contrib.postgres.operations.AddConstraintNotValid('form',models.CheckConstraint(condition=models.Q(x__isnull=False),name='c')),";
        const string Field = "migrations.AddField('Form','x',models.IntegerField(null=True)),";
        const string Full = "migrations.AlterField('Form','x',models.IntegerField())";

        Judge(Field + Check, Full).Single().Time.ShouldBe(LockTime.Scan);
        Judge(Field + Check + "django.contrib.postgres.operations.ValidateConstraint('form','c')", Full)
            .Single()
            .Time.ShouldBe(LockTime.Brief);
    }

    /// <summary>The locks of operations on the tables of the measurement.</summary>
    internal static IReadOnlyList<OperationLocks> Judge(string given, string operations)
    {
        (string, string) first = ("forms/0001_initial", Imports + MigrationText.Of(Models + given));
        (string, string) next = ("forms/0002_next", Imports + MigrationText.After("0001_initial", operations, "forms"));
        return
        [
            .. Judging
                .Compare([first], [first, next])
                .Changes[0]
                .Operations.Select(operation => operation.Locks)
                .OfType<OperationLocks>(),
        ];
    }
}
