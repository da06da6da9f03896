using Migrations.Verdicts;

namespace Migrations.Tests.Locks;

/// <summary>Maintenance by SQL locks what the documentation of each command says.</summary>
public sealed class SqlMaintenanceTests
{
    [Theory]
    [InlineData("VACUUM FULL forms_form", "form AE", LockTime.Rewrite)]
    [InlineData("VACUUM FULL FREEZE VERBOSE ANALYZE forms_form", "form AE", LockTime.Rewrite)]
    [InlineData("VACUUM (FULL, ANALYZE) forms_form, forms_owner", "form AE, owner AE", LockTime.Rewrite)]
    [InlineData("VACUUM (FULL on) forms_form (title)", "form AE", LockTime.Rewrite)]
    [InlineData("VACUUM (FULL)", "every table AE", LockTime.Rewrite)]
    [InlineData("VACUUM (FULL false) forms_form", "form SUE", LockTime.Brief)]
    [InlineData("VACUUM ANALYZE forms_form", "form SUE", LockTime.Brief)]
    [InlineData("VACUUM (VERBOSE, PARALLEL 2) forms_form", "form SUE", LockTime.Brief)]
    [InlineData("ANALYZE VERBOSE forms_form (title), forms_owner", "form SUE, owner SUE", LockTime.Brief)]
    [InlineData("ANALYZE (SKIP_LOCKED) forms_form", "form SUE", LockTime.Brief)]
    [InlineData("VACUUM", "none", LockTime.Brief)]
    [InlineData("REINDEX (VERBOSE) TABLE forms_form", "form S", LockTime.Scan)]
    [InlineData("REINDEX INDEX form_title", "form S", LockTime.Scan)]
    [InlineData("REINDEX INDEX unheard", "the table of the index S", LockTime.Scan)]
    [InlineData("REINDEX INDEX CONCURRENTLY form_title", "form SUE", LockTime.Scan)]
    [InlineData("REINDEX (CONCURRENTLY) TABLE forms_form", "form SUE", LockTime.Scan)]
    [InlineData("REINDEX SCHEMA public", "every table S", LockTime.Scan)]
    [InlineData("REFRESH MATERIALIZED VIEW forms_view", "view AE", LockTime.Unknown)]
    [InlineData("REFRESH MATERIALIZED VIEW forms_view WITH NO DATA", "view AE", LockTime.Brief)]
    [InlineData("REFRESH MATERIALIZED VIEW CONCURRENTLY forms_view", "view SUE", LockTime.Unknown)]
    [InlineData("CLUSTER VERBOSE forms_form USING form_title", "form AE", LockTime.Rewrite)]
    [InlineData("CLUSTER (VERBOSE) forms_form", "form AE", LockTime.Rewrite)]
    [InlineData("CLUSTER", "every table AE", LockTime.Rewrite)]
    [InlineData("TRUNCATE ONLY forms_question, forms_form CASCADE", "form AE, question AE", LockTime.Brief)]
    [InlineData("LOCK TABLE ONLY forms_question, forms_form", "form AE, question AE", LockTime.Brief)]
    [InlineData("COMMENT ON TABLE forms_form IS 'x'", "form SUE", LockTime.Brief)]
    public void Maintenance_locks_what_its_options_say(string sql, string tables, LockTime time)
    {
        const string Index = "migrations.AddIndex('form', models.Index(fields=['title'], name='form_title'))";

        var locks = MeasuredLockTests.Judge(Index, $"migrations.RunSQL(\"{sql}\")");

        MeasuredLock.Words(locks.SelectMany(each => each.Tables)).ShouldBe(tables);
        locks.Select(each => each.Time).DefaultIfEmpty(LockTime.Brief).Max().ShouldBe(time);
    }

    [Fact]
    public void Rows_that_come_from_a_nested_query_name_no_table_without_a_name()
    {
        const string Sql = "INSERT INTO forms_owner (name) SELECT t FROM (SELECT title AS t FROM forms_form) AS f";

        var locks = MeasuredLockTests.Judge("", $"migrations.RunSQL('{Sql}')").ShouldHaveSingleItem();

        locks.Read.ShouldBe(["forms_form"]);
    }
}
