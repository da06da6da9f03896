using Foundation.Text;
using Pipeline.Terminal;

namespace Pipeline.Exercises;

/// <summary>What is said at the end: what went well, what could go better, from what really happened.</summary>
internal static class Debriefing
{
    /// <summary>Writes it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="scenario">The exercise.</param>
    /// <param name="course">The way that was taken.</param>
    public static void Write(TextWriter output, Scenario scenario, Course course)
    {
        if (course.IsDone)
        {
            output.WriteLine();
            WrappedText.Write(
                output,
                "",
                $"Exercise {scenario.Name}: every step is reached{Passed(course)}.",
                Exercise.Width
            );
        }
        if (!course.HasBegun)
            return;
        var said = CommonRemarks
            .Of(scenario, course)
            .Concat(scenario.Remarks)
            .Select(remark => (remark, went: remark.Went(course)))
            .ToArray();
        Write(output, "What you did well", said.Where(entry => entry.went == true).Select(entry => entry.remark.Well));
        Write(
            output,
            "What could go better",
            said.Where(entry => entry.went == false).Select(entry => entry.remark.Better)
        );
        if (!course.IsDone)
            return;
        output.WriteLine();
        output.WriteLine("To talk about:");
        WrappedText.Write(output, "- ", scenario.Discuss, Exercise.Width);
    }

    // A goal that a mistake has reached was not worked for.
    private static string Passed(Course course) =>
        course.PassedByStrays.Count == 0
            ? ""
            : $", step {string.Join(" and ", course.PassedByStrays.Select(step => step + 1))} only by a change that an earlier step was not about";

    private static void Write(TextWriter output, string heading, IEnumerable<string> sentences)
    {
        var lines = sentences.ToArray();
        if (lines.Length == 0)
            return;
        output.WriteLine();
        output.WriteLine($"{heading}:");
        foreach (var line in lines)
            WrappedText.Write(output, "- ", VisibleText.Of(line), Exercise.Width);
    }
}
