using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests.Rules;

/// <summary>Classes of fields whose arguments mean something of their own.</summary>
public sealed class FieldClassTests
{
    private const string Imports = """
        import wagtail.blocks
        import wagtail.core.fields
        import wagtail.fields


        """;

    [Theory]
    [InlineData(
        "wagtail.fields.StreamField([('a', BLOCK)])",
        "wagtail.fields.StreamField([('a', BLOCK), ('b', BLOCK)])"
    )]
    [InlineData(
        "wagtail.fields.StreamField([('a', BLOCK)], use_json_field=True)",
        "wagtail.fields.StreamField([('b', BLOCK)], blank=True, use_json_field=True)"
    )]
    [InlineData("wagtail.core.fields.StreamField([('a', BLOCK)])", "wagtail.fields.StreamField([('b', BLOCK)])")]
    [InlineData(
        "wagtail.fields.StreamField([('a', 0)], block_lookup={0: ('wagtail.blocks.CharBlock', (), {})})",
        "wagtail.fields.StreamField([('a', 1)], block_lookup={1: ('wagtail.blocks.TextBlock', (), {})})"
    )]
    [InlineData(
        "wagtail.fields.StreamField([('a', BLOCK)], use_json_field=True)",
        "wagtail.fields.StreamField([('a', 0)], block_lookup={0: ('wagtail.blocks.CharBlock', (), {})})"
    )]
    public void Blocks_of_a_stream_are_nothing_in_the_database(string before, string after)
    {
        var judged = Judge(
            $"migrations.AddField('form', 'x', {before})",
            $"migrations.AlterField('form', 'x', {after})"
        );

        judged.Verdict.ShouldBe(Verdict.Clear, judged.Reason);
        judged.Reversible.ShouldBe(true);
        judged.Locks.ShouldBeNull();
    }

    // Wagtail 3 and 4 keep a text, and with the option a jsonb.
    [Theory]
    [InlineData("wagtail.fields.StreamField([])", "wagtail.fields.StreamField([], use_json_field=True)")]
    [InlineData("wagtail.fields.StreamField([])", "wagtail.fields.StreamField([], block_lookup={})")]
    [InlineData("wagtail.fields.StreamField([], use_json_field=True)", "wagtail.fields.StreamField([])")]
    public void A_stream_that_may_change_its_type_is_to_be_looked_at(string before, string after)
    {
        var judged = Judge(
            $"migrations.AddField('form', 'x', {before})",
            $"migrations.AlterField('form', 'x', {after})"
        );

        judged.Verdict.ShouldBe(Verdict.Investigate, judged.Reason);
        judged.Locks.ShouldNotBeNull().Time.ShouldBe(LockTime.Unknown);
    }

    [Fact]
    public void A_new_stream_without_null_is_refused_to_older_code() =>
        Judge("", "migrations.AddField('form', 'x', wagtail.fields.StreamField([('a', BLOCK)], blank=True))")
            .Verdict.ShouldBe(Verdict.Unsafe);

    [Theory]
    [InlineData(
        "models.CompositePrimaryKey('version', 'name', blank=True, editable=False, primary_key=True, serialize=False)"
    )]
    [InlineData("django.db.models.fields.composite.CompositePrimaryKey('version', 'name')")]
    public void A_key_of_several_columns_is_no_column(string key)
    {
        var create = Create(key);

        Judge("", create).Verdict.ShouldBe(Verdict.Clear);
        Judge(create, "migrations.RemoveField('Release', 'pk')").Verdict.ShouldBe(Verdict.Clear);
        Judge(create, "migrations.AlterUniqueTogether('release', {('version', 'name')})")
            .Reason.ShouldContain("stays the same");
    }

    // Django's documentation names the columns of foreign keys in it.
    [Fact]
    public void A_key_of_several_columns_may_hold_foreign_keys() =>
        Judge(
            Create("models.CompositePrimaryKey('form_id', 'name')"),
            "migrations.AlterUniqueTogether('release', {('form', 'name')})"
        )
            .Reason.ShouldContain("stays the same");

    private static string Create(string key) =>
        $"""
            migrations.CreateModel('Release', [
                ('pk', {key}),
                ('version', models.IntegerField()),
                ('name', models.CharField(max_length=20)),
                ('form', models.ForeignKey('shop.form', models.CASCADE, db_constraint=False)),
            ])
            """;

    private static OperationVerdict Judge(string given, string operation)
    {
        const string Form = "migrations.CreateModel('Form', [('id', models.BigAutoField(primary_key=True))]),";
        var first = ("shop/0001_initial", Text(MigrationText.Of(Form + given)));
        var next = ("shop/0002_next", Text(MigrationText.After("0001_initial", operation)));
        return Judging.Compare([first], [first, next]).Changes[0].Operations.ShouldHaveSingleItem();
    }

    private static string Text(string migration) =>
        Imports + migration.Replace("BLOCK", "wagtail.blocks.CharBlock()", StringComparison.Ordinal);
}
