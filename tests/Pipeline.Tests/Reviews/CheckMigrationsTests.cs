using System.Text.Json;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;

namespace Pipeline.Tests.Reviews;

public sealed class CheckMigrationsTests : IDisposable
{
    private const string Filled = "models.TextField(default='')";

    private readonly TemporaryFolder _app = new();

    public CheckMigrationsTests()
    {
        Git("init", "--quiet", "--initial-branch=master");
        Write(
            "0001_initial.py",
            "migrations.CreateModel(name='Form', fields=[('id', models.AutoField(primary_key=True))])"
        );
        Commit("first");
        Git("tag", "1.0.0");
        Git("checkout", "--quiet", "-b", "feature");
    }

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task What_breaks_old_code_is_refused_with_exit_3_and_told_with_its_line()
    {
        Add(Filled);

        var run = await CheckAsync();

        run.ExitCode.ShouldBe(ExitCode.Refused, run.ToString());
        run.Output.ShouldContain("1 new migration since master, for the code of 1.0.0 too: 1 error, 1 note");
        run.Output.ShouldContain("forms/migrations/0002_notes.py:5: error breaks-old-code AddField Form.notes");
        run.Output.ShouldContain("reads, writes of forms_form");
        run.Errors.ShouldContain("1 finding stands against the merge");
    }

    [Fact]
    public async Task A_branch_that_is_good_is_done_with_exit_0()
    {
        Add("models.TextField(null=True)");

        var run = await CheckAsync("--strict", "--from=master");

        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
    }

    [Fact]
    public async Task The_answer_can_be_had_as_json_and_as_markdown_and_goes_to_GitLab_in_a_file()
    {
        Add(Filled);
        var file = _app["quality.json"];

        var json = await CheckAsync("--output=json", $"--code-quality={file}");
        var markdown = await CheckAsync("--output=markdown");

        using var review = JsonDocument.Parse(json.Output);
        var finding = review.RootElement.GetProperty("findings")[0];
        finding.GetProperty("rule").GetString().ShouldBe("breaks-old-code");
        finding.GetProperty("level").GetString().ShouldBe("error");
        markdown.Output.ShouldContain("| forms/migrations/0002_notes.py:5 | error | breaks-old-code |");
        using var quality = JsonDocument.Parse(
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)
        );
        quality.RootElement[0].GetProperty("check_name").GetString().ShouldBe("breaks-old-code");
    }

    [Fact]
    public async Task What_is_live_can_be_given_as_Status_writes_it()
    {
        Git("checkout", "--quiet", "master");
        Add("models.TextField(null=True)");
        Git("tag", "1.1.0");
        Git("checkout", "--quiet", "-b", "later");
        Write("0003_drop.py", "migrations.RemoveField(model_name='form', name='notes')", "('forms', '0002_notes')");
        Commit("drop");
        var live = _app.Write("live.json", Status("1.0.0"));

        var run = await CheckAsync($"--live={live}", "--output=json", "--from=1.1.0");

        using var review = JsonDocument.Parse(run.Output);
        review.RootElement.GetProperty("live")[0].GetString().ShouldBe("1.0.0");
        review.RootElement.GetProperty("findings")[0].GetProperty("against")[0].GetString().ShouldBe("1.1.0");
    }

    [Fact]
    public async Task A_file_that_is_no_status_is_a_usage_error()
    {
        var run = await CheckAsync($"--live={_app.Write("live.json", "[]")}");

        run.ExitCode.ShouldBe(ExitCode.Usage, run.ToString());
        run.Errors.ShouldContain("this is no status of a fleet");
    }

    [Fact]
    public async Task In_a_shallow_clone_it_is_not_known_where_the_branch_began()
    {
        Git("checkout", "--quiet", "master");
        Commit("later", "later");
        Git("checkout", "--quiet", "feature");
        Add(Filled);
        CutOff("master", "feature");

        var run = await CheckAsync();

        run.ShouldEndWith(ExitCode.Failed)
            .ToString()
            .ShouldContain("the clone is shallow, so it is not known where the branch left master");
        run.ToString().ShouldContain("git fetch --unshallow --tags origin, then the same command again");
    }

    [Fact]
    public async Task Branches_without_a_common_commit_are_told_as_such()
    {
        Git("checkout", "--quiet", "--orphan", "other");
        Commit("alone");

        (await CheckAsync())
            .ShouldEndWith(ExitCode.Usage)
            .ToString()
            .ShouldContain("master and other have no commit in common: name where the branch began with --from=REF");
    }

    [Theory]
    [InlineData(false, "no tag of a version is before the branch; git fetch --tags")]
    [InlineData(
        true,
        "no tag of a version is before the branch; the clone is shallow; git fetch --unshallow --tags origin"
    )]
    public async Task That_no_live_version_is_known_is_said(bool isShallow, string words)
    {
        Git("checkout", "--quiet", "master");
        Commit("later", "later");
        Git("checkout", "--quiet", "-B", "feature");
        if (isShallow)
            CutOff("master");
        else
            Git("tag", "--delete", "1.0.0");
        Add("models.TextField(null=True)");

        (await CheckAsync())
            .ShouldEndWith(ExitCode.Done)
            .ToString()
            .ShouldContain($"warning: no live version is known, so none is compared: {words}");
    }

    [Fact]
    public async Task A_live_version_that_is_known_is_no_matter_of_a_warning()
    {
        Add("models.TextField(null=True)");

        (await CheckAsync()).ShouldEndWith(ExitCode.Done).ToString().ShouldNotContain("warning: no live version");
    }

    private static string Status(string version) =>
        $$"""
            {
              "schema": 1, "readAt": "2026-03-01T10:00:00Z", "healthy": true,
              "regions": [{
                "name": "uk", "provider": "aks", "tier": "production", "namespace": "default", "health": "healthy",
                "version": "{{version}}"
              }]
            }
            """;

    private void Add(string field)
    {
        Write(
            "0002_notes.py",
            $"migrations.AddField(model_name='form', name='notes', field={field})",
            "('forms', '0001_initial')"
        );
        Commit("add");
    }

    private Task<FinishedRun> CheckAsync(params string[] arguments) =>
        CommandRun.OfAsync(
            ["--target=CheckMigrations", $"--app={_app.Path}", .. arguments],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

    private void Write(string file, string operation, string dependency = "")
    {
        var folder = Directory.CreateDirectory(_app[Path.Combine("forms", "migrations")]).FullName;
        File.WriteAllText(
            Path.Combine(folder, file),
            $"""
            from django.db import migrations, models

            class Migration(migrations.Migration):
                dependencies = [{dependency}]
                operations = [{operation}]

            """
        );
    }

    // As in a clone that was made with --depth: of these commits on, git knows nothing that came before.
    private void CutOff(params string[] names) =>
        File.WriteAllLines(
            _app[Path.Combine(".git", "shallow")],
            names.Select(name => GitCommand.In(_app.Path, "rev-parse", name))
        );

    private void Commit(string message, string file)
    {
        _app.Write(file, message);
        Commit(message);
    }

    private void Commit(string message)
    {
        Git("add", "--all");
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.invalid", "commit", "--quiet", "-m", message);
    }

    private void Git(params string[] arguments) => GitCommand.In(_app.Path, arguments);
}
