using System.Text.Json;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;

namespace Pipeline.Tests.Rollbacks;

public sealed class CheckRollbackTests : IDisposable
{
    private const string Nullable = "models.TextField(null=True)";
    private const string Required = "models.TextField(default='')";

    private readonly TemporaryFolder _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_column_that_old_code_does_not_fill_is_unsafe_and_exit_3()
    {
        Release("1.0.0", "1.1.0", Required);
        var run = await CheckAsync();
        run.ExitCode.ShouldBe(ExitCode.Refused);
        run.Errors.ShouldContain("this checkout has no remote: its own tags tell what was released");
        run.Output.ShouldContain("From 1.1.0 to 1.0.0: unsafe");
        run.Lines.ShouldContain(line =>
            line.StartsWith("forms.0002_notes  AddField Form.notes", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_column_that_may_be_empty_is_no_obstacle()
    {
        Release("1.0.0", "1.1.0", Nullable);
        var run = await CheckAsync("--strict");
        run.ExitCode.ShouldBe(ExitCode.Done);
        run.Output.ShouldContain("no schema obstacle found");
    }

    [Fact]
    public async Task The_verdict_can_be_had_as_json()
    {
        Release("1.0.0", "1.1.0", Required);
        var run = await CheckAsync("--output=json");
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("verdict").GetString().ShouldBe("unsafe");
        var migration = json.RootElement.GetProperty("migrations")[0];
        migration.GetProperty("name").GetString().ShouldBe("0002_notes");
        migration.GetProperty("operations")[0].GetProperty("verdict").GetString().ShouldBe("unsafe");
    }

    [Fact]
    public async Task Regions_that_run_different_versions_give_one_json_document_and_nothing_else()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);
        (await fleet.RunAsync("Deploy", "--regions=north")).ShouldEndWith(ExitCode.Done);

        var run = await fleet.RunAsync("CheckRollback", "--version=1.2.2", "--output=json");

        run.ExitCode.ShouldBe(ExitCode.Refused);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.EnumerateArray()
            .Select(entry => (entry.GetProperty("from").GetString(), entry.GetProperty("verdict").GetString()))
            .ShouldBe([("1.2.2", "clear"), ("1.2.3", "unsafe")]);
        run.Errors.ShouldContain("going back to 1.2.2: unsafe");
    }

    [Fact]
    public async Task A_region_that_does_not_answer_keeps_nothing_from_the_others()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south", "west");
        fleet["south"].Access.Deny("list", "deployments.apps");

        var table = (await fleet.RunAsync("CheckRollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Failed);
        var shell = await fleet.RunAsync("CheckRollback", "--version=1.2.2", "--output=shell");

        table.Output.ShouldContain("In north, west:");
        table.Output.ShouldContain("From 1.2.2 to 1.2.2: no schema obstacle found");
        table.Errors.ShouldContain("error: south: ");
        table.Errors.ShouldContain("go on without south: --regions=north,west");
        shell.ShouldEndWith(ExitCode.Failed).Output.ShouldContain("- south: its workloads could not be read");
    }

    [Fact]
    public async Task What_is_unsafe_elsewhere_is_not_hidden_by_it()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);
        (await fleet.RunAsync("Deploy", "--regions=north")).ShouldEndWith(ExitCode.Done);
        SetTag(fleet, "south", "debug");

        var run = (await fleet.RunAsync("CheckRollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);

        run.Output.ShouldContain("From 1.2.3 to 1.2.2: unsafe");
        var said = $"{run.Said} {run.Errors}";
        said.ShouldContain("- going back to 1.2.2: unsafe");
        said.ShouldContain("- south: debug is no version and no commit");
    }

    [Fact]
    public async Task Where_no_region_answers_all_are_named()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["north"].Access.Deny("list", "deployments.apps");
        SetTag(fleet, "south", "debug");

        var run = (await fleet.RunAsync("CheckRollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Failed);

        run.Errors.ShouldContain("north: ");
        run.Errors.ShouldContain("; south: debug is no version and no commit");
        run.Errors.ShouldNotContain("go on without");
    }

    [Fact]
    public async Task What_a_region_runs_is_not_judged_by_a_branch_of_that_name()
    {
        await using var fleet = await StagedFleet.StartStagingAsync("north");
        await fleet.PushAsync("develop");
        await fleet.ServeAsync("north", "develop");
        fleet.Git("branch", "develop");

        var live = await fleet.RunAsync("CheckRollback", "--version=1.2.2");
        var typed = await fleet.RunAsync("CheckRollback", "--version=develop", "--from=1.2.2");

        live.ShouldEndWith(ExitCode.Failed).Errors.ShouldContain("develop is no version and no commit, so what it was");
        typed.Output.ShouldContain("From 1.2.2 to develop: ");
    }

    [Fact]
    public async Task A_version_that_nobody_released_is_said_so()
    {
        Release("1.0.0", "1.1.0", Nullable);
        var run = await CommandRun.OfAsync(
            ["--target=CheckRollback", "--version=0.9.0", "--from=1.1.0", $"--app={_app.Path}"],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );
        run.ExitCode.ShouldBe(ExitCode.Failed);
        run.Errors.ShouldContain("there is no tag '0.9.0' in this checkout");
        run.Output.ShouldNotContain("fatal");
        run.Errors.ShouldContain("next: git fetch --tags");
    }

    private Task<FinishedRun> CheckAsync(params string[] arguments) =>
        CommandRun.OfAsync(
            ["--target=CheckRollback", "--version=1.0.0", "--from=1.1.0", $"--app={_app.Path}", .. arguments],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

    private static void SetTag(StagedFleet fleet, string region, string tag) =>
        fleet.Change(
            region,
            "deployments.apps",
            "web",
            web => web["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = $"{fleet.Image}:{tag}"
        );

    private void Release(string older, string newer, string field)
    {
        Git("init", "--quiet");
        Write(
            "0001_initial.py",
            "migrations.CreateModel(name='Form', fields=[('id', models.AutoField(primary_key=True))])"
        );
        Commit(older);
        Write(
            "0002_notes.py",
            $"migrations.AddField(model_name='form', name='notes', field={field})",
            "('forms', '0001_initial')"
        );
        Commit(newer);
    }

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

    private void Commit(string tag)
    {
        Git("add", "--all");
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.invalid", "commit", "--quiet", "-m", tag);
        Git("tag", tag);
    }

    private void Git(params string[] arguments) => GitCommand.In(_app.Path, arguments);
}
