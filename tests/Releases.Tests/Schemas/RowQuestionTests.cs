using System.Text;
using System.Text.Json.Nodes;
using Releases.Schemas;

namespace Releases.Tests.Schemas;

/// <summary>The question how many rows tables have.</summary>
public sealed class RowQuestionTests
{
    private static readonly string[] Tables = ["shop_order", "odd\"'); DROP TABLE x; --", "日本$(HOME)"];

    [Theory]
    [InlineData("\"--database\", \"main\", \"--settings\", \"app.settings\"", "main", "--settings app.settings")]
    [InlineData("\"--database=main\", \"--settings=app.settings\"", "main", "--settings=app.settings")]
    [InlineData("\"--no-input\", \"--fake-initial\"", "default", "")]
    public void Djangos_own_shell_asks_the_database_that_migrations_go_to(string options, string database, string kept)
    {
        var words = Turned($"\"python\", \"manage.py\", \"migrate\", {options}");

        words[..5].ShouldBe(["python", "manage.py", "shell", "--verbosity=0", "-c"]);
        string.Join(' ', words[6..]).ShouldBe(kept);
        var encoded = words[5].Split('"').Single(part => part.StartsWith("eyJ", StringComparison.Ordinal));
        var asked = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(encoded)))!;
        asked["database"]!.GetValue<string>().ShouldBe(database);
        asked["tables"]!.AsArray().Select(table => table!.GetValue<string>()).ShouldBe(Tables);
    }

    [Fact]
    public void It_reads_in_a_transaction_that_may_not_write_and_has_a_time_limit()
    {
        var code = Turned("\"manage.py\", \"migrate\"")[4];

        code.ShouldContain("SET TRANSACTION READ ONLY");
        code.ShouldContain("SET LOCAL statement_timeout");
        code.ShouldContain("SET LOCAL lock_timeout");
        // Kubernetes fills in variables of commands.
        code.ShouldNotContain("$");
        foreach (var writing in (string[])["INSERT", "UPDATE", "DELETE", "ALTER", "CREATE", "DROP", "LOCK ", "ANALYZE"])
            code.ShouldNotContain(writing, Case.Sensitive);
    }

    [Fact]
    public void Tables_are_as_large_as_the_database_says_and_else_not_counted()
    {
        string[] log =
        [
            "loading settings",
            """release-rows {"vendor": "postgresql", "rows": {"shop_order": 12000000, "b": -1, "c": "many"}}""",
            "bye",
        ];

        var answer = AskedRows.Read(log, ["shop_order", "b", "c", "gone"]).ShouldNotBeNull();

        answer.IsPostgreSql.ShouldBeTrue();
        answer.Tables.ShouldBe([new("shop_order", 12_000_000), new("b", null), new("c", null), new("gone", null)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("release-rows ")]
    [InlineData("release-rows [1]")]
    [InlineData("release-rows {\"rows\": {}}")]
    [InlineData("release-rows {\"vendor\": \"postgresql\", \"rows\"")]
    [InlineData("rows {\"vendor\": \"postgresql\", \"rows\": {}}")]
    public void A_log_without_an_answer_is_none(string line) => AskedRows.Read([line], ["a"]).ShouldBeNull();

    private static string[] Turned(string command)
    {
        var job = (JsonObject)
            JsonNode.Parse(
                $$"""
                {
                  "metadata": { "name": "migration" },
                  "spec": { "template": { "spec": { "containers": [
                    { "name": "migration", "image": "r.example/app:1", "command": [{{command}}] }
                  ] } } }
                }
                """
            )!;
        QuestionManifest.Turn(job, "r.example/app", "x1", DatabaseQuestion.Rows(Tables));
        var asking = job["spec"]!["template"]!["spec"]!["containers"]![0]!;
        return [.. asking["command"]!.AsArray().Select(word => word!.GetValue<string>())];
    }
}
