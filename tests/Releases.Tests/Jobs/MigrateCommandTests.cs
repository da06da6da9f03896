using System.Text.Json.Nodes;
using Foundation.Failures;
using Migrations.Verdicts;
using Releases.Jobs;

namespace Releases.Tests.Jobs;

public sealed class MigrateCommandTests
{
    private const string Repository = "r.example/app";

    private static readonly UnapplyStep Step = new("forms", "0002_notes", ["forms.0003_owner"]);

    [Theory]
    [InlineData(
        """{ "command": ["python", "manage.py", "migrate", "--no-input"] }""",
        """{ "command": ["python", "manage.py", "migrate", "forms", "0002_notes", "--no-input"] }"""
    )]
    [InlineData(
        """{ "command": ["./manage.py"], "args": ["migrate"] }""",
        """{ "command": ["./manage.py"], "args": ["migrate", "forms", "0002_notes"] }"""
    )]
    [InlineData(
        """{ "args": ["manage.py", "migrate", "--database", "main"] }""",
        """{ "args": ["manage.py", "migrate", "forms", "0002_notes", "--database", "main"] }"""
    )]
    public void App_and_migration_go_behind_the_word_migrate(string before, string after)
    {
        var job = Job(Own(before));

        MigrateCommand.Replace(job, Repository, Step, "migration.yaml");

        JsonNode.DeepEquals(job, Job(Own(after))).ShouldBeTrue(job.ToJsonString());
    }

    [Fact]
    public void A_sidecar_that_migrates_something_else_keeps_its_command()
    {
        const string Sidecar = """{ "image": "other:1", "command": ["migrate"] }""";
        var job = Job(Sidecar, Own("""{ "command": ["manage.py", "migrate"] }"""));

        MigrateCommand.Replace(job, Repository, Step, "migration.yaml");

        var containers = job["spec"]!["template"]!["spec"]!["containers"]!;
        containers[0]!["command"]!.AsArray().Count.ShouldBe(1);
        containers[1]!["command"]!.AsArray().Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("""{ "command": ["sh", "-c", "python manage.py migrate && echo done"] }""", "has the word 'migrate'")]
    [InlineData("""{ }""", "has the word 'migrate'")]
    [InlineData("""{ "command": ["manage.py", "migrate", "audits"] }""", "'migrate' is followed by 'audits'")]
    [InlineData("""{ "command": "manage.py migrate" }""", "has the word 'migrate'")]
    public void A_command_that_cannot_be_turned_is_a_mistake_of_the_manifest(string container, string problem) =>
        Should
            .Throw<UsageException>(() =>
                MigrateCommand.Replace(Job(Own(container)), Repository, Step, "migration.yaml")
            )
            .Message.ShouldSatisfyAllConditions(
                message => message.ShouldStartWith("migration.yaml:1: un-applying needs"),
                message => message.ShouldContain(problem)
            );

    [Theory]
    [InlineData("forms", "0001_initial", true)]
    [InlineData("forms", "zero", true)]
    [InlineData("forms", "0001-initial.v2", true)]
    [InlineData("--fake", "0001_initial", false)]
    [InlineData("forms", "-x", false)]
    [InlineData("forms", "$(SECRET)", false)]
    [InlineData("forms", "0001 initial", false)]
    [InlineData("", "zero", false)]
    public void Only_plain_names_are_put_into_a_command(string app, string target, bool isPlain) =>
        new UnapplyStep(app, target, []).IsPlain.ShouldBe(isPlain);

    private static string Own(string container)
    {
        var parsed = JsonNode.Parse(container)!;
        parsed["image"] = $"{Repository}:1.2.3";
        return parsed.ToJsonString();
    }

    private static JsonObject Job(params string[] containers) =>
        (JsonObject)
            JsonNode.Parse(
                $$$"""{ "spec": { "template": { "spec": { "containers": [{{{string.Join(", ", containers)}}}] } } } }"""
            )!;
}
