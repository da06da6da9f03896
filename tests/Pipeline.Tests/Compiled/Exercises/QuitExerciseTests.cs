using Pipeline.Exercises;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Exercises;

/// <summary>Exercises that are left before their end.</summary>
public sealed class QuitExerciseTests
{
    [Theory, MemberData(nameof(ExerciseProcess.Names), MemberType = typeof(ExerciseProcess))]
    public async Task Whoever_quits_hears_of_it_and_nothing_stays(string name)
    {
        using var folder = new TemporaryFolder();

        var run = (
            await ExerciseProcess.RunAsync(folder, name, "hint", "solution", "goal", "frobnicate", "quit")
        ).ShouldEndWith(ExitCode.Failed);

        var (said, first) = (run.Said, ScenarioCatalog.Find(name)!.Steps[0]);
        said.ShouldContain($"Hint: {first.Hints[0]}");
        said.ShouldContain($"One way: {string.Join(" ", first.Solution)}");
        said.ShouldContain("'frobnicate' is no command here");
        said.ShouldContain("Not finished: you have quit at step 1 of");
        said.ShouldNotContain("What you did well");
        run.Lines.Where(line => !line.StartsWith("cd ", StringComparison.Ordinal))
            .ShouldAllBe(line => line.Length <= 80);
        Directory.EnumerateFileSystemEntries(folder["temporary"]).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(folder["home"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Control_C_ends_it_and_removes_all_of_it()
    {
        using var folder = new TemporaryFolder();
        await using var exercise = ExerciseProcess.Start(folder, "rollback", keepsInput: true);
        await exercise.SaysAsync("Goal: uk serves");

        await exercise.InterruptAsync();

        var run = (await exercise.EndAsync(folder["record.json"])).ShouldEndWith(ExitCode.Interrupted);
        run.Errors.ShouldContain("Stopping: removing the clusters.");
        Directory.EnumerateFileSystemEntries(folder["temporary"]).ShouldBeEmpty();
    }
}
