using Foundation.Text;
using Pipeline.Terminal;

namespace Pipeline.Exercises;

/// <summary>What an exercise shows.</summary>
/// <param name="output">Where to.</param>
internal sealed class ExerciseScreen(TextWriter output)
{
    /// <summary>What it is, while the stage is set.</summary>
    public void Introduce(Scenario scenario)
    {
        Say($"Exercise {scenario.Name}: {scenario.Title}.");
        Say(
            "Two regions, uk and au, run in this program. Nothing else is touched, and all of it goes when you end. Setting the stage takes up to half a minute."
        );
    }

    /// <summary>How it is done.</summary>
    /// <param name="checkout">The application's checkout.</param>
    public void Explain(string checkout)
    {
        output.WriteLine();
        Say(
            "Type commands as the documents have them, such as ./build.sh status, or status alone; git and kubectl run too, in the application's checkout. hint helps, solution shows a way, goal says what is to be reached, quit ends. What is typed in a second terminal counts for the goal, and is not judged:"
        );
        output.WriteLine($"  cd {ShellWord.Of(checkout)}");
    }

    /// <summary>The situation of a step.</summary>
    public void Show(ExerciseStep step, int number, int count)
    {
        output.WriteLine();
        Say($"Step {number + 1} of {count}. {step.Situation}");
        Goal(step);
    }

    /// <summary>What is to be reached.</summary>
    public void Goal(ExerciseStep step) => Say($"Goal: {step.Goal}");

    /// <summary>A hint; the last one again when there are no more.</summary>
    public void Hint(ExerciseStep step, int number) =>
        Say(
            number < step.Hints.Count
                ? $"Hint: {step.Hints[number]}"
                : $"There are no more hints; solution shows the way. {step.Hints[^1]}"
        );

    /// <summary>The commands of one way.</summary>
    public void Solve(ExerciseStep step)
    {
        output.WriteLine("One way:");
        foreach (var line in step.Solution)
            output.WriteLine($"  {line}");
    }

    /// <summary>What a command has changed that the step is not about.</summary>
    public void Warn(ExerciseStep step, IReadOnlyList<string> strays)
    {
        if (strays.Count > 0)
            Say($"Mind: that changed {string.Join(" and ", strays)}; this step is about {step.About}.");
    }

    /// <summary>What is changed after the last step.</summary>
    public void WarnOfMore(IReadOnlyList<string> changed)
    {
        if (changed.Count > 0)
            Say($"Mind: that changed {string.Join(" and ", changed)}; every step was done before.");
    }

    /// <summary>That a step's goal is reached when it begins, and by what.</summary>
    /// <param name="stray">
    /// The step, from 0, and what it changed beside its goal; <see langword="null"/> where nothing was done wrong.
    /// </param>
    public void Pass((int Step, IReadOnlyList<string> Changed)? stray) =>
        Say(
            stray is { } found
                ? $"That is so already: in step {found.Step + 1} you changed {string.Join(" and ", found.Changed)}, which it was not about."
                : "That is so already: what you did before has reached further."
        );

    /// <summary>Why it ends before its end.</summary>
    public void Leave(string why, int step, int count)
    {
        output.WriteLine();
        Say($"Not finished: {why} at step {step + 1} of {count}.");
    }

    private void Say(string text) => WrappedText.Write(output, "", text, Exercise.Width);
}
