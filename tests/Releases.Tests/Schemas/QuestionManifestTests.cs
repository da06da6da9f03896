using System.Text.Json.Nodes;
using Foundation.Failures;
using Releases.Schemas;
using Releases.Workloads;

namespace Releases.Tests.Schemas;

public sealed class QuestionManifestTests
{
    private const string Repository = "r.example/app";

    [Theory]
    [InlineData(
        """{ "command": ["python", "manage.py", "migrate", "--no-input"] }""",
        "python manage.py showmigrations --plan --no-color"
    )]
    [InlineData(
        """{ "command": ["./manage.py"], "args": ["migrate"] }""",
        "./manage.py showmigrations --plan --no-color"
    )]
    [InlineData(
        """{ "command": ["./manage.py", "migrate"], "args": ["--no-input", "--database", "main"] }""",
        "./manage.py showmigrations --plan --no-color --database main"
    )]
    [InlineData(
        """{ "args": ["manage.py", "migrate", "--settings=app.settings", "--fake-initial", "--verbosity", "2"] }""",
        "manage.py showmigrations --plan --no-color --settings=app.settings"
    )]
    public void The_command_asks_in_place_of_migrating(string container, string asking)
    {
        var asked = Turned(Own(container))["spec"]!["template"]!["spec"]!["containers"]![0]!;

        var words = new[] { "command", "args" }.SelectMany(key => asked[key]?.AsArray() ?? []);
        string.Join(' ', words).ShouldBe(asking);
    }

    [Fact]
    public void Nothing_else_of_the_release_runs_beside_it()
    {
        var job = Job(
            """{ "name": "proxy", "image": "proxy:2", "command": ["proxy"] }""",
            Own("""{ "name": "static", "command": ["manage.py", "collectstatic"] }"""),
            Own("""{ "name": "migration", "command": ["manage.py", "migrate"], "lifecycle": { "postStart": {} } }""")
        );
        var pod = job["spec"]!["template"]!["spec"]!;
        pod["initContainers"] = JsonNode.Parse(
            """
            [
              { "name": "backup", "image": "postgres:15", "command": ["pg_dump"] },
              { "name": "auth", "image": "sql-proxy:1", "restartPolicy": "Always" },
              { "name": "own", "image": "r.example/app:1", "restartPolicy": "Always" }
            ]
            """
        );

        QuestionManifest.Turn(job, Repository, "x1", DatabaseQuestion.Migrations);

        Names(pod["containers"]).ShouldBe(["schema-question", "proxy"]);
        Names(pod["initContainers"]).ShouldBe(["auth"]);
        pod["containers"]![0]!["lifecycle"].ShouldBeNull();
    }

    [Fact]
    public void It_has_a_name_of_its_own_and_is_taken_for_no_migration()
    {
        var job = Turned(Own("""{ "command": ["manage.py", "migrate"] }"""));

        job["metadata"]!["name"]!.GetValue<string>().ShouldBe("migration-schema-x1");
        foreach (var labelled in new[] { job, job["spec"]!["template"]! })
        {
            var labels = labelled["metadata"]!["labels"]!.AsObject();
            labels.ContainsKey(ReleaseLabels.Version).ShouldBeFalse();
            labels[ReleaseLabels.Question]!.GetValue<string>().ShouldBe("migration");
        }
    }

    [Fact]
    public void It_is_tried_once_and_goes_by_itself()
    {
        var spec = Turned(Own("""{ "command": ["manage.py", "migrate"] }"""))["spec"]!;

        spec["backoffLimit"]!.GetValue<int>().ShouldBe(0);
        spec["activeDeadlineSeconds"]!.GetValue<int>().ShouldBe(600);
        spec["ttlSecondsAfterFinished"]!.GetValue<int>().ShouldBe(600);
        spec["suspend"].ShouldBeNull();
        spec["template"]!["spec"]!["restartPolicy"]!.GetValue<string>().ShouldBe("Never");
    }

    [Theory]
    [InlineData("""{ "command": ["sh", "-c", "python manage.py migrate && echo done"] }""")]
    [InlineData("""{ }""")]
    public void A_command_that_cannot_be_turned_is_said(string container) =>
        Should
            .Throw<ReleaseException>(() => Turned(Own(container)))
            .Message.ShouldContain("whose command has the word 'migrate'");

    private static JsonObject Turned(params string[] containers)
    {
        var job = Job(containers);
        QuestionManifest.Turn(job, Repository, "x1", DatabaseQuestion.Migrations);
        return job;
    }

    private static IEnumerable<string> Names(JsonNode? containers) =>
        containers!.AsArray().Select(container => container!["name"]!.GetValue<string>());

    private static string Own(string container)
    {
        var own = JsonNode.Parse(container)!.AsObject();
        own["image"] = "r.example/app:1.2.3";
        return own.ToJsonString();
    }

    private static JsonObject Job(params string[] containers) =>
        JsonNode
            .Parse(
                $$"""
                {
                  "metadata": { "name": "migration", "labels": { "{{ReleaseLabels.Version}}": "1.2.3" } },
                  "spec": {
                    "suspend": true,
                    "template": {
                      "metadata": { "labels": { "{{ReleaseLabels.Version}}": "1.2.3" } },
                      "spec": { "restartPolicy": "OnFailure", "containers": [{{string.Join(',', containers)}}] }
                    }
                  }
                }
                """
            )!
            .AsObject();
}
