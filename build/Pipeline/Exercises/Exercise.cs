using Foundation.Failures;
using Foundation.Text;
using Foundation.Timing;
using Pipeline.Rehearsals;
using Pipeline.Running;
using Pipeline.Terminal;

namespace Pipeline.Exercises;

/// <summary>Walks a person through a scenario, one step at a time.</summary>
public sealed class Exercise : IAsyncDisposable
{
    /// <summary>The widest line, as on the last screen of a release.</summary>
    internal const int Width = TextTable.UsualWidth;

    private static readonly TimeSpan StageLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LifePace = TimeSpan.FromSeconds(10);

    // What a command has set in motion may come to its end a little after it.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SettlePace = TimeSpan.FromMilliseconds(200);

    private readonly Scenario _scenario;
    private readonly ReleaseRequest _request;
    private readonly ServedDrill _served;
    private readonly Ground _ground;
    private readonly ChildCommands _commands;
    private readonly Prompt _prompt;
    private readonly Course _course = new();

    private Exercise(Scenario scenario, ReleaseRequest request, ServedDrill served)
    {
        var environment = request.Environment;
        // A terminal to type at, and one to show on.
        var hasTerminal = environment is { Ask: not null, Screen: not null };
        _scenario = scenario;
        _request = request;
        _served = served;
        _commands = new ChildCommands(served, environment, hasTerminal);
        _ground = new Ground(served, _commands, _course, environment.Time, request.Cancelled);
        _prompt = new Prompt(environment, hasTerminal);
    }

    private TextWriter Output => _request.Environment.Output;

    private CancellationToken Cancelled => _request.Cancelled;

    /// <summary>Sets the stage and goes through the steps.</summary>
    /// <returns>One of <see cref="ExitCode"/>: done when every step was reached.</returns>
    /// <exception cref="ReleaseException">The stage cannot be set.</exception>
    public static async Task<int> RunAsync(ReleaseRequest request, RehearsalPlan plan)
    {
        var scenario = ScenarioCatalog.Find(plan.Exercise!)!;
        request = ExerciseFleet.On(request);
        request.Environment.StopNotice.Text = "Stopping: removing the clusters.";
        var sample = Rehearsal.SampleOf(request);
        if (scenario.Changes is { } changes)
            sample = sample with { Changes = changes };
        var versions = plan.Versions with { From = scenario.From };
        var screen = new ExerciseScreen(request.Environment.Output);
        screen.Introduce(scenario);
        await using var rehearsal = await Rehearsal.SetUpAsync(request, plan with { Versions = versions }, sample);
        await using var served = await rehearsal.OpenAsync();
        await using var exercise = new Exercise(scenario, rehearsal.Request, served);
        return await exercise.WalkAsync(screen);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _ground.DisposeAsync();

    private async Task<int> WalkAsync(ExerciseScreen screen)
    {
        await StagedAsync(_scenario.Before);
        screen.Explain(_served.Checkout);
        for (var step = 0; step < _scenario.Steps.Count; step++)
        {
            var current = _scenario.Steps[step];
            await current.Begin(_ground);
            screen.Show(current, step, _scenario.Steps.Count);
            if (await current.IsReached(_ground))
                screen.Pass(_course.Pass(_scenario.Steps, step));
            else if (await StepAsync(current, step, screen) is { } why)
            {
                screen.Leave(why, step, _scenario.Steps.Count);
                Debriefing.Write(Output, _scenario, _course);
                return ExitCode.Failed;
            }
            else if (step + 1 < _scenario.Steps.Count)
                Output.WriteLine("Done: on to the next step.");
        }
        _course.IsDone = true;
        Output.WriteLine("Done. Have a last look around, or press Enter to hear how it went.");
        await LookAroundAsync(screen);
        Debriefing.Write(Output, _scenario, _course);
        return ExitCode.Done;
    }

    private async Task StagedAsync(Func<Ground, Task> before)
    {
        using var limit = new CancellationTokenSource(StageLimit, _request.Environment.Time);
        var start = _request.Environment.Time.GetTimestamp();
        var work = before(_ground);
        while (await Task.WhenAny(work, Task.Delay(LifePace, _request.Environment.Time, Cancelled)) != work)
        {
            Cancelled.ThrowIfCancellationRequested();
            var lasted = _request.Environment.Time.GetElapsedTime(start);
            if (limit.IsCancellationRequested)
                throw new ReleaseException(
                    $"the stage is not set after {DurationText.Of(lasted)}",
                    "Run the exercise again where this machine has less to do"
                );
            Output.WriteLine($"still setting the stage, for {DurationText.Of(lasted)}");
        }
        await work;
    }

    // Returns why it was left, or nothing when its goal is reached.
    private async Task<string?> StepAsync(ExerciseStep step, int number, ExerciseScreen screen)
    {
        var hints = 0;
        while (true)
        {
            var typed = await _prompt.ReadAsync(() => step.IsReached(_ground), Cancelled);
            if (typed.IsEnd)
                return "the input ended";
            if (typed.Line is null)
                return null;
            switch (typed.Line.ToLowerInvariant())
            {
                case "":
                    break;
                case "quit" or "exit":
                    return "you have quit";
                case "hint":
                    if (hints < step.Hints.Count)
                        _course.Hints++;
                    screen.Hint(step, hints++);
                    break;
                case "solution":
                    _course.Solutions++;
                    screen.Solve(step);
                    break;
                case "goal":
                    screen.Goal(step);
                    break;
                default:
                    var taken = await RunAsync(typed.Line, number);
                    screen.Warn(step, [.. (taken?.Changed ?? []).Except(step.Regions)]);
                    if (await IsReachedAsync(step, taken is { IsChange: true } ? Settling : TimeSpan.Zero))
                        return null;
                    break;
            }
        }
    }

    // Whoever has repaired something looks at it once more.
    private async Task LookAroundAsync(ExerciseScreen screen)
    {
        while (await _prompt.ReadAsync(() => Task.FromResult(false), Cancelled) is { Line: { Length: > 0 } line })
        {
            if (line is "quit" or "exit")
                return;
            screen.WarnOfMore((await RunAsync(line, _scenario.Steps.Count))?.Changed ?? []);
        }
    }

    // Returns what it did, or nothing where it did not run.
    private async Task<TakenCommand?> RunAsync(string line, int step)
    {
        var words = TypedLine.Words(line);
        if (words.Count == 0)
            return null;
        var command = TypedCommand.Read(words, out var problem);
        if (problem is not null)
        {
            WrappedText.Write(Output, "", problem, Width);
            return null;
        }
        await _served.BuildAsync(Cancelled);
        var mark = _ground.Mark();
        var refs = await _served.MarkAsync(Cancelled);
        try
        {
            var exitCode = await _commands.RunAsync(command, Cancelled);
            var changedRepository = refs != await _served.MarkAsync(Cancelled);
            var taken = new TakenCommand(step, command, exitCode, _ground.ChangedSince(mark), changedRepository);
            _course.Add(taken);
            await _served.BuildAsync(Cancelled);
            if (exitCode != 0)
                Output.WriteLine($"(exit code {exitCode})");
            return taken;
        }
        catch (ReleaseException exception)
        {
            WrappedText.Write(Output, "", VisibleText.Line(exception.Message), Width);
            return null;
        }
    }

    private async Task<bool> IsReachedAsync(ExerciseStep step, TimeSpan within)
    {
        var time = _request.Environment.Time;
        var deadline = new Deadline(time, within);
        while (!await step.IsReached(_ground))
        {
            if (deadline.IsOver)
                return false;
            await Task.Delay(SettlePace, time, Cancelled);
        }
        return true;
    }
}
