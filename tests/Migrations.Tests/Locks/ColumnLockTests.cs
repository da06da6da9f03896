using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests.Locks;

/// <summary>Columns lock their table for as long as the documentation of PostgreSQL and Django says.</summary>
public sealed class ColumnLockTests
{
    [Theory]
    [InlineData("models.DecimalField(max_digits=8, decimal_places=2, db_default=decimal.Decimal('0.00'))")]
    [InlineData("models.DecimalField(max_digits=8, decimal_places=2, db_default=models.Value(decimal.Decimal('0')))")]
    [InlineData("models.DurationField(db_default=datetime.timedelta(0))")]
    [InlineData("models.DateField(db_default=datetime.date(2024, 1, 1))")]
    [InlineData("models.DateTimeField(db_default=datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc))")]
    [InlineData("models.DateTimeField(db_default=django.utils.timezone.now())")]
    [InlineData("models.UUIDField(db_default=uuid.UUID('12345678123456781234567812345678'))")]
    [InlineData("models.UUIDField(db_default=uuid.uuid4())")]
    [InlineData("models.IntegerField(db_default=int('7'))")]
    [InlineData("models.DateTimeField(db_default=django.db.models.functions.Now() + datetime.timedelta(days=30))")]
    [InlineData(
        "models.DateField(db_default=django.db.models.functions.Cast(django.db.models.functions.Now(), models.DateField()))"
    )]
    [InlineData("models.DateTimeField(db_default=models.Func(function='now'))")]
    [InlineData("models.DateTimeField(db_default=django.db.models.expressions.RawSQL('now()', []))")]
    [InlineData("django.contrib.postgres.fields.IntegerRangeField(db_default=psycopg2.extras.NumericRange(1, 5))")]
    [InlineData("models.IntegerField(db_default=shop.defaults.NUMBER)")]
    [InlineData("models.CharField(db_default=shop.models.Status.NEW)")]
    [InlineData("models.CharField(db_default=shop.models.Status.NEW.value)")]
    [InlineData("models.CharField(db_default=settings.DEFAULT_CURRENCY)")]
    [InlineData("models.CharField(db_default=models.Value(shop.models.Status.NEW))")]
    public void A_default_that_is_the_same_for_all_rows_changes_the_catalogue_alone(string field) =>
        Add(field).ShouldBe(LockTime.Brief);

    [Theory]
    [InlineData("models.FloatField(db_default=django.db.models.functions.Random() * shop.defaults.NUMBER)")]
    [InlineData("models.FloatField(db_default=django.db.models.functions.Random() * 100)")]
    [InlineData(
        "models.FloatField(db_default=1 + django.db.models.functions.Round(django.db.models.functions.Random()))"
    )]
    [InlineData("models.UUIDField(db_default=django.db.models.functions.UUID7())")]
    [InlineData("models.DateTimeField(db_default=models.Func(function='clock_timestamp'))")]
    [InlineData("models.BigIntegerField(db_default=django.db.models.expressions.RawSQL(\"nextval('x')\", []))")]
    [InlineData(
        "models.TextField(db_default=django.db.models.functions.Cast(expression=django.contrib.postgres.functions.RandomUUID(), output_field=models.TextField()))"
    )]
    public void A_default_that_may_differ_from_row_to_row_rewrites_the_table(string field) =>
        Add(field).ShouldBe(LockTime.Rewrite);

    [Theory]
    [InlineData("models.IntegerField(db_default=shop.functions.Number())")]
    [InlineData("models.IntegerField(db_default=shop.functions.Number().value)")]
    [InlineData("models.IntegerField(db_default=[shop.defaults.NUMBER for x in y])")]
    [InlineData("models.IntegerField(db_default=1 + shop.functions.Number())")]
    public void Of_a_default_of_the_project_itself_the_time_is_not_known(string field) =>
        Add(field).ShouldBe(LockTime.Unknown);

    [Theory]
    [InlineData("Status.NEW", LockTime.Brief)]
    [InlineData("Status.NEW.value", LockTime.Brief)]
    [InlineData("Status.number()", LockTime.Unknown)]
    [InlineData("Status('new').value", LockTime.Unknown)]
    [InlineData("number()", LockTime.Unknown)]
    public void A_default_that_a_class_of_the_file_names_is_the_same_for_all_rows(string value, LockTime time)
    {
        const string Class =
            "class Status(models.TextChoices):\n    NEW = 'new', 'New'\n\n\ndef number():\n    return 1 if settings.X else 2\n\n\n";
        var added = MigrationText
            .After("0001_initial", $"migrations.AddField('Form', 'x', models.CharField(db_default={value}))")
            .Replace("class Migration(", $"{Class}class Migration(", StringComparison.Ordinal);
        var first = (
            "shop/0001_initial",
            MigrationText.Of("migrations.CreateModel('Form', [('id', models.BigAutoField(primary_key=True))])")
        );

        var changes = Judging.Compare([first], [first, ("shop/0002_next", added)]).Changes;

        changes
            .ShouldHaveSingleItem()
            .Operations.ShouldHaveSingleItem()
            .Locks.ShouldNotBeNull()
            .Time.ShouldBe(time, value);
    }

    [Theory]
    [InlineData(
        "shop.fields.MoneyField(max_digits=10, decimal_places=2)",
        "shop.fields.MoneyField(max_digits=14, decimal_places=4)"
    )]
    [InlineData(
        "phonenumber_field.modelfields.PhoneNumberField(max_length=128)",
        "phonenumber_field.modelfields.PhoneNumberField(max_length=20)"
    )]
    [InlineData("shop.fields.MoneyField(null=True)", "shop.fields.MoneyField(precision=3, null=True)")]
    [InlineData(
        "django.contrib.gis.db.models.fields.PointField(srid=4326)",
        "django.contrib.gis.db.models.fields.PointField(srid=3857)"
    )]
    [InlineData(
        "django.contrib.gis.db.models.fields.PointField()",
        "django.contrib.gis.db.models.fields.PointField(dim=3)"
    )]
    public void How_long_another_kind_of_field_takes_to_change_is_not_known(string before, string after)
    {
        var locks = Alter(before, after).ShouldHaveSingleItem();

        MeasuredLock.Words(locks.Tables).ShouldBe("form AE");
        locks.Time.ShouldBe(LockTime.Unknown);
    }

    [Theory]
    [InlineData("shop.fields.MoneyField(default=0)", "shop.fields.MoneyField(default=1, help_text='x', blank=True)")]
    [InlineData("shop.fields.MoneyField(default=0)", "shop.operations.MoneyField(default=0)")]
    [InlineData("shop.fields.StatusField(choices=[(1, 'a')])", "shop.fields.StatusField(choices=[(2, 'b')])")]
    [InlineData(
        "shop.fields.TreeForeignKey('forms.Owner', models.CASCADE)",
        "shop.fields.TreeForeignKey('forms.Owner', models.CASCADE, related_name='x')"
    )]
    [InlineData(
        "shop.fields.TreeForeignKey('auth.User', models.CASCADE)",
        "shop.fields.TreeForeignKey('auth.User', models.PROTECT, related_name='x')"
    )]
    public void Another_kind_of_field_whose_column_stays_locks_nothing(string before, string after) =>
        Alter(before, after).ShouldBeEmpty();

    [Theory]
    [InlineData("django.contrib.gis.db.models.fields.PointField(null=True, srid=4326)")]
    [InlineData("django.contrib.gis.db.models.fields.RasterField(null=True)")]
    [InlineData("shop.fields.AutoSlugField(null=True)")]
    public void An_index_that_a_field_has_by_default_reads_the_table(string field)
    {
        var locks = MeasuredLockTests.Judge("", $"migrations.AddField('Form', 'x', {field})").ShouldHaveSingleItem();

        (locks.Time, locks.Blocks).ShouldBe((LockTime.Scan, Blocked.Everything));
    }

    [Theory]
    [InlineData("django.contrib.gis.db.models.fields.PointField(null=True, spatial_index=False)")]
    [InlineData("shop.fields.AutoSlugField(null=True, db_index=False)")]
    [InlineData("shop.fields.PhoneField(null=True)")]
    public void A_field_without_index_reads_nothing(string field) => Add(field).ShouldBe(LockTime.Brief);

    private static IReadOnlyList<OperationLocks> Alter(string before, string after) =>
        MeasuredLockTests.Judge(
            $"migrations.AddField('Form', 'x', {before})",
            $"migrations.AlterField('Form', 'x', {after})"
        );

    private static LockTime Add(string field) =>
        MeasuredLockTests.Judge("", $"migrations.AddField('Form', 'x', {field})").ShouldHaveSingleItem().Time;
}
