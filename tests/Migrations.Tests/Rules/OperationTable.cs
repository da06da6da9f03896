using Migrations.Verdicts;

namespace Migrations.Tests.Rules;

/// <summary>
/// The table of operations: the operation, what older code meets on the newer schema and a part of why, whether the way
/// back is open (yes, no, or ? where that depends), and a part of what it loses.
/// </summary>
internal static class OperationTable
{
    private const string Text = """
        # CreateModel
        migrations.CreateModel('Fresh', [('id', models.BigAutoField(primary_key=True))]) | Clear | does not use the new table | yes | the table and its rows
        migrations.CreateModel('Fresh', [('o', models.ForeignKey('shop.order', models.CASCADE))]) | Investigate | cannot delete a row of shop.order | yes | the table and its rows
        migrations.CreateModel('Fresh', [('o', models.ForeignKey(to='shop.order', on_delete=models.CASCADE, db_constraint=False))]) | Clear | does not use the new table | yes | the table and its rows
        migrations.CreateModel('Fresh', [('u', models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE))]) | Investigate | settings.AUTH_USER_MODEL | yes | the table and its rows
        migrations.CreateModel('Fresh', [('m', models.ManyToManyField(to='shop.Order'))]) | Investigate | cannot delete a row of shop.Order | yes | the table and its rows
        migrations.CreateModel('Fresh', [('p', models.ForeignKey(to='self', on_delete=models.CASCADE))]) | Clear | does not use the new table | yes | the table and its rows
        migrations.CreateModel('Fresh', [], bases=('shop.order',)) | Investigate | extend those of shop.order | yes | the table and its rows
        migrations.CreateModel('Fresh', [], options={'proxy': True}, bases=('shop.order',)) | Clear | no table | yes | nothing
        migrations.CreateModel('Fresh', FIELDS) | Investigate | running program only | yes | the table and its rows
        # DeleteModel, RenameModel, AlterModelTable
        migrations.DeleteModel('Order') | Unsafe | still reads and writes the table of Order | yes | comes back empty
        migrations.DeleteModel('Foreign') | Clear | does not manage | yes | nothing
        migrations.RenameModel('Order', 'Purchase') | Unsafe | table shop_order, which is shop_purchase now | yes | nothing
        migrations.RenameModel('Named', 'Purchase') | Investigate | not the content type | yes | nothing
        migrations.AlterModelTable('order', 'orders') | Unsafe | shop_order, which is orders now | yes | nothing
        migrations.AlterModelTable('order', 'shop_order') | Clear | keeps its name | yes | nothing
        migrations.AlterModelTable('order', None) | Clear | keeps its name | yes | nothing
        # Options
        migrations.AlterModelTableComment('order', 'x') | Clear | comment | yes | nothing
        migrations.AlterModelOptions('order', {'ordering': ['id']}) | Clear | nothing in the database | yes | nothing
        migrations.AlterModelManagers('order', []) | Clear | managers | yes | nothing
        migrations.AlterUniqueTogether('customer', {('id', 'x')}) | Clear | unique already | yes | nothing
        migrations.AlterUniqueTogether('order', set()) | Investigate | repeat (number, note) | ? | fails once rows repeat
        migrations.AlterUniqueTogether('order', {('number', 'kept')}) | Unsafe | refused when (number, kept_column) repeat | ? | nothing
        migrations.AlterUniqueTogether('order', [['number', 'note']]) | Clear | stays the same | yes | nothing
        migrations.AlterIndexTogether('order', {('id', 'number')}) | Clear | speed | yes | nothing
        migrations.AlterOrderWithRespectTo('order', 'customer') | Unsafe | must not be empty | yes | the order
        migrations.AlterOrderWithRespectTo('ordered', None) | Unsafe | still reads and writes Ordered._order | yes | the order
        # AddField
        migrations.AddField('order', 'x', models.TextField(null=True)) | Clear | puts NULL there | yes | the values of x
        migrations.AddField('order', 'x', models.IntegerField(db_default=0)) | Clear | puts its default there | yes | the values of x
        migrations.AddField('order', 'x', models.IntegerField(db_default=0, unique=True)) | Unsafe | repeats the default | yes | the values of x
        migrations.AddField('order', 'x', models.ForeignKey(to='shop.customer', on_delete=models.CASCADE, null=True)) | Investigate | cannot delete a row of shop.customer | yes | the values of x
        migrations.AddField('order', 'x', models.ForeignKey(to='shop.customer', on_delete=models.CASCADE)) | Unsafe | must not be empty | yes | the values of x
        migrations.AddField('order', 'x', models.IntegerField(default=0)) | Unsafe | drops the default | yes | the values of x
        migrations.AddField('order', 'x', models.IntegerField(default=0), preserve_default=False) | Unsafe | drops the default | yes | the values of x
        migrations.AddField('order', 'x', models.CharField(max_length=5, blank=True)) | Unsafe | no default in the database | yes | the values of x
        migrations.AddField('order', 'x', models.DateTimeField(auto_now_add=True)) | Unsafe | only new code fills it | yes | the values of x
        migrations.AddField('order', 'x', models.IntegerField()) | Unsafe | no default in the database | yes | the values of x
        migrations.AddField('order', 'x', models.IntegerField(null=NULLABLE)) | Investigate | running program only | yes | the values of x
        migrations.AddField('order', 'x', models.ManyToManyField(to='shop.customer')) | Investigate | new links point to | yes | the links
        migrations.AddField('order', 'x', models.ManyToManyField(to='shop.customer', through='shop.named')) | Clear | links | yes | the links
        migrations.AddField('order', 'x', models.GeneratedField(expression=models.F('number'), output_field=models.IntegerField(), db_persist=True)) | Clear | computes | yes | derived
        migrations.AddField('order', 'x', models.GeneratedField(expression=1 / models.F('number'), output_field=models.IntegerField(), db_persist=True)) | Investigate | may reject | yes | derived
        migrations.AddField('order', 'x', make_field()) | Investigate | Only the running program knows | yes | the values of x
        migrations.AddField('foreign', 'x', models.IntegerField()) | Clear | does not manage | yes | nothing
        # RemoveField, RenameField
        migrations.RemoveField('order', 'note') | Unsafe | still reads and writes Order.note | yes | the values of note
        migrations.RemoveField('order', 'number') | Unsafe | still reads and writes Order.number | ? | the values of number
        migrations.RenameField('order', 'number', 'code') | Unsafe | which is code now | yes | nothing
        migrations.RenameField('order', 'kept', 'code') | Clear | keeps its name by db_column | yes | nothing
        # AlterField has a table of its own; one row each way stands here.
        migrations.AlterField('order', 'number', models.IntegerField(verbose_name='No.')) | Clear | Only verbose_name changes | yes | nothing
        migrations.AlterField('order', 'note', models.TextField()) | Unsafe | still writes NULL | yes | nothing
        # Indexes
        migrations.AddIndex('order', models.Index(fields=['number'], name='n')) | Clear | speed | yes | nothing
        migrations.RemoveIndex('order', 'n') | Clear | speed | yes | nothing
        migrations.RenameIndex('order', 'm', old_name='n') | Clear | speed | yes | nothing
        django.contrib.postgres.operations.AddIndexConcurrently('order', models.Index(fields=['number'], name='n')) | Clear | speed | yes | nothing
        django.contrib.postgres.operations.RemoveIndexConcurrently('order', 'n') | Clear | speed | yes | nothing
        # Constraints
        migrations.AddConstraint('order', models.UniqueConstraint(fields=['number'], name='n')) | Unsafe | refused when number repeats | yes | nothing
        migrations.AddConstraint('order', models.CheckConstraint(condition=models.Q(number__gt=0), name='n')) | Investigate | break the new check | yes | nothing
        migrations.AddConstraint('order', django.contrib.postgres.constraints.ExclusionConstraint(name='n')) | Investigate | overlap | yes | nothing
        django.contrib.postgres.operations.AddConstraintNotValid('order', models.CheckConstraint(condition=models.Q(number__gt=0), name='n')) | Investigate | break the new check | yes | nothing
        migrations.RemoveConstraint('order', 'n') | Investigate | may meet rows | ? | fails on rows
        migrations.AlterConstraint('order', 'n', models.UniqueConstraint(fields=['number'], name='n')) | Clear | nothing in the database | yes | nothing
        django.contrib.postgres.operations.ValidateConstraint('order', 'n') | Clear | already applies | yes | nothing
        # PostgreSQL
        django.contrib.postgres.operations.CreateExtension('pg_trgm') | Clear | extension | yes | nothing
        django.contrib.postgres.operations.BloomExtension() | Clear | extension | yes | nothing
        django.contrib.postgres.operations.BtreeGinExtension() | Clear | extension | yes | nothing
        django.contrib.postgres.operations.BtreeGistExtension() | Clear | extension | yes | nothing
        django.contrib.postgres.operations.CITextExtension() | Clear | extension | yes | nothing
        django.contrib.postgres.operations.CryptoExtension() | Clear | extension | yes | nothing
        django.contrib.postgres.operations.HStoreExtension() | Clear | extension | yes | nothing
        django.contrib.postgres.operations.TrigramExtension() | Clear | extension | yes | nothing
        django.contrib.postgres.operations.UnaccentExtension() | Clear | extension | yes | nothing
        django.contrib.postgres.operations.CreateCollation('de', 'de-DE') | Clear | collation | yes | nothing
        django.contrib.postgres.operations.RemoveCollation('de', 'de-DE') | Investigate | name the collation | yes | nothing
        # Code
        migrations.RunSQL('UPDATE shop_order SET number = 1') | Investigate | SQL | no | no reverse_sql
        migrations.RunSQL(sql='UPDATE x', reverse_sql='UPDATE y') | Investigate | SQL | yes | takes back
        migrations.RunSQL(migrations.RunSQL.noop, migrations.RunSQL.noop) | Clear | does nothing | yes | what it did stays
        migrations.RunPython(forwards) | Investigate | code | no | no reverse_code
        migrations.RunPython(forwards, migrations.RunPython.noop) | Investigate | code | yes | what it did stays
        migrations.RunPython(forwards, nothing) | Investigate | code | yes | what it did stays
        migrations.RunPython(forwards, lambda apps, schema_editor: None) | Investigate | code | yes | what it did stays
        migrations.RunPython(nothing, nothing) | Clear | does nothing | yes | what it did stays
        migrations.RunPython(migrations.RunPython.noop) | Clear | does nothing | no | no reverse_code
        # Nesting
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel('Order')]) | Clear | nothing in the database | yes | nothing
        migrations.SeparateDatabaseAndState(database_operations=[migrations.SeparateDatabaseAndState([migrations.RunSQL('DROP TABLE x')])]) | Investigate | SQL | no | no reverse_sql
        migrations.SeparateDatabaseAndState([migrations.DeleteModel('Order')], []) | Unsafe | still reads and writes | yes | comes back empty
        # Packages
        django_migration_linter.IgnoreMigration() | Clear | changes nothing | yes | nothing
        django_add_default_value.AddDefaultValue('order', 'number', 3) | Clear | default | yes | nothing
        # Names that only the running program knows
        migrations.CreateModel(NAME, []) | Investigate | its name is known to the running program only | ? | unknown
        migrations.DeleteModel(NAME) | Investigate | its name is known to the running program only | ? | unknown
        migrations.RenameModel(NAME, 'Purchase') | Investigate | its old_name is known to the running program only | ? | unknown
        migrations.RenameModel('Order', NAME) | Investigate | its new_name is known to the running program only | ? | unknown
        migrations.AlterModelTable('order', NAME) | Investigate | its table is known to the running program only | ? | unknown
        migrations.AlterModelTable(NAME, 't') | Investigate | its name is known to the running program only | ? | unknown
        migrations.AlterOrderWithRespectTo(NAME, 'customer') | Investigate | its name is known to the running program only | ? | unknown
        migrations.AlterUniqueTogether(NAME, {('number', 'kept')}) | Investigate | its name is known to the running program only | ? | unknown
        migrations.AddField(NAME, 'price', models.IntegerField(null=True)) | Investigate | its model_name is known to the running program only | ? | unknown
        migrations.AddField('order', NAME, models.IntegerField(null=True)) | Investigate | its name is known to the running program only | ? | unknown
        migrations.RemoveField(model_name=NAME, name='note') | Investigate | its model_name is known to the running program only | ? | unknown
        migrations.RenameField(f'{KIND}order', 'number', 'code') | Investigate | its model_name is known to the running program only | ? | unknown
        migrations.RenameField('order', 'number', NAME) | Investigate | its new_name is known to the running program only | ? | unknown
        migrations.AddIndex(NAME, models.Index(fields=['number'], name='n')) | Investigate | its model_name is known to the running program only | ? | unknown
        migrations.AddConstraint(NAME, models.UniqueConstraint(fields=['number'], name='n')) | Investigate | its model_name is known to the running program only | ? | unknown
        django.contrib.postgres.operations.AddIndexConcurrently(NAME, models.Index(fields=['number'], name='n')) | Investigate | its model_name is known to the running program only | ? | unknown
        migrations.SeparateDatabaseAndState([migrations.DeleteModel(NAME)]) | Investigate | its name is known to the running program only | ? | unknown
        django.contrib.postgres.operations.CreateExtension(NAME) | Clear | extension | yes | nothing
        # Anything else
        migrations.Frobnicate('order') | Investigate | none of the operations of Django | ? | unknown
        shop.fields.AddMoney('order', 'price') | Investigate | none of the operations of Django | ? | unknown
        migrations.RunPython(**arguments) | Investigate | running program only | ? | unknown
        """;

    public static TheoryData<string, Verdict, string, bool?, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, Verdict, string, bool?, string>();
            foreach (var line in Text.Split('\n').Where(line => !line.StartsWith('#')))
            {
                var cells = line.Split(" | ");
                bool? reversible = cells[3] == "?" ? null : cells[3] == "yes";
                rows.Add(cells[0], Enum.Parse<Verdict>(cells[1]), cells[2], reversible, cells[4]);
            }
            return rows;
        }
    }
}
