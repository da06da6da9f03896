using Migrations.Verdicts;

namespace Migrations.Tests.Rules;

/// <summary>
/// Changed fields: the field before and after, what older code meets on the newer schema, and a part of why.
/// </summary>
internal static class AlterFieldTable
{
    private const string Text = """
        # What stays out of the database
        IntegerField() | IntegerField(verbose_name='x', help_text='y', editable=False, blank=True) | Clear | Only blank, editable, help_text, verbose_name change
        IntegerField() | IntegerField(default=3, validators=[check]) | Clear | Only default, validators change
        ForeignKey('shop.Other', models.CASCADE) | ForeignKey(to='shop.other', on_delete=models.PROTECT, related_name='a') | Clear | on_delete, related_name
        ForeignKey('Other', models.CASCADE) | ForeignKey('shop.other', models.CASCADE) | Clear | stays as it was
        IntegerField() | IntegerField() | Clear | stays as it was
        NullBooleanField() | BooleanField(null=True) | Clear | stays as it was
        # Choices
        IntegerField(choices=[(1, 'a')]) | IntegerField(choices=[(1, 'b')]) | Clear | Only choices
        IntegerField(choices=[(1, 'a'), (2, 'b')]) | IntegerField(choices=[(1, 'a')]) | Clear | Only choices
        IntegerField(choices=[(1, 'a')]) | IntegerField(choices=[('Group', [(1, 'a'), (2, 'b')])]) | Investigate | may meet 2
        CharField(choices={'a': 'A'}, max_length=1) | CharField(choices={'a': 'A', 'b': 'B'}, max_length=1) | Investigate | may meet 'b'
        IntegerField(choices=[(1, 'a')]) | IntegerField() | Investigate | any value
        IntegerField(choices=[(1, 'a')]) | IntegerField(choices=shop.Kind.choices) | Investigate | running program only
        # Length
        CharField(max_length=10) | CharField(max_length=20) | Clear | takes 20 characters instead of 10
        CharField(max_length=20) | CharField(max_length=10) | Unsafe | still writes up to 20 characters
        CharField(max_length=20) | CharField() | Clear | any number
        CharField() | CharField(max_length=10) | Unsafe | any number
        CharField(max_length=254) | EmailField() | Clear | stays as it was
        URLField() | CharField(max_length=100) | Unsafe | still writes up to 200
        CharField(max_length=10) | CharField(max_length=LONG) | Investigate | not known
        # NULL
        IntegerField(null=True) | IntegerField() | Unsafe | still writes NULL
        IntegerField(null=True) | IntegerField(db_default=0) | Unsafe | still writes NULL
        IntegerField() | IntegerField(null=True) | Investigate | may meet NULL
        # Type
        CharField(max_length=10) | TextField() | Investigate | from CharField to TextField
        TextField() | CharField(max_length=10) | Unsafe | from TextField to CharField
        IntegerField() | BigIntegerField() | Investigate | from IntegerField to BigIntegerField
        BigIntegerField() | IntegerField() | Unsafe | from BigIntegerField to IntegerField
        AutoField(primary_key=True) | BigAutoField(primary_key=True) | Investigate | from AutoField to BigAutoField
        IntegerField() | TextField() | Unsafe | from IntegerField to TextField
        DecimalField(max_digits=5, decimal_places=2) | DecimalField(max_digits=7, decimal_places=2) | Investigate | more digits
        DecimalField(max_digits=5, decimal_places=2) | DecimalField(max_digits=5, decimal_places=3) | Unsafe | do not fit
        # Uniqueness
        IntegerField() | IntegerField(unique=True) | Unsafe | refused when x repeats
        IntegerField(unique=True) | IntegerField() | Investigate | values of x that repeat
        ForeignKey('shop.other', models.CASCADE) | OneToOneField('shop.other', models.CASCADE) | Unsafe | when x_id repeats
        IntegerField() | IntegerField(primary_key=True) | Unsafe | primary key
        IntegerField() | IntegerField(db_index=True) | Clear | db_index
        # Columns, keys, defaults of the database
        IntegerField() | IntegerField(db_column='y') | Unsafe | column x of Order, which is y now
        IntegerField() | IntegerField(db_column='x') | Clear | stays as it was
        ForeignKey('shop.other', models.CASCADE) | ForeignKey('shop.third', models.CASCADE) | Unsafe | keys of shop.other
        ForeignKey('auth.User', models.CASCADE) | ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE) | Investigate | same model
        ForeignKey('shop.other', models.CASCADE) | ForeignKey('shop.other', models.CASCADE, to_field='code') | Unsafe | another field
        IntegerField(db_default=1) | IntegerField() | Unsafe | no longer has a default
        IntegerField() | IntegerField(db_default=1) | Clear | stays as it was
        # What is not known
        IntegerField() | IntegerField(**more) | Investigate | running program only
        IntegerField(**more) | IntegerField() | Investigate | as it was is not known
        IntegerField() | IntegerField(strange=1) | Investigate | strange
        """;

    public static TheoryData<string, string, Verdict, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, Verdict, string>();
            foreach (
                var cells in Text.Split('\n').Where(line => !line.StartsWith('#')).Select(line => line.Split(" | "))
            )
                rows.Add(cells[0], cells[1], Enum.Parse<Verdict>(cells[2]), cells[3]);
            return rows;
        }
    }
}
