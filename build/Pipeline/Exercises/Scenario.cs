using Pipeline.Rehearsals;
using Releases.Versions;

namespace Pipeline.Exercises;

/// <summary>A bad hour to be walked through, one step at a time, on clusters that are served.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Title">What it is about, in one line.</param>
public sealed record Scenario(string Name, string Title)
{
    /// <summary>The version that the regions serve at first.</summary>
    public ReleaseVersion From { get; init; } = new(1, 2, 2);

    /// <summary>What is in the repository since; a change with two migrations when nothing is said.</summary>
    public IReadOnlyList<SampleChange>? Changes { get; init; }

    /// <summary>What has happened before the person comes.</summary>
    public Func<Ground, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>The steps.</summary>
    public required IReadOnlyList<ExerciseStep> Steps { get; init; }

    /// <summary>What is said of the way, beside what is said of every exercise.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];

    /// <summary>What a team may talk about afterwards.</summary>
    public required string Discuss { get; init; }
}

/// <summary>One step of an exercise.</summary>
/// <param name="Situation">What a person meets, in two sentences.</param>
/// <param name="Goal">What shall be so at the end.</param>
public sealed record ExerciseStep(string Situation, string Goal)
{
    /// <summary>Whether it is so, by the clusters and the repository.</summary>
    public required Func<Ground, Task<bool>> IsReached { get; init; }

    /// <summary>What helps, the first one the least.</summary>
    public required IReadOnlyList<string> Hints { get; init; }

    /// <summary>The commands of one good way.</summary>
    public required IReadOnlyList<string> Solution { get; init; }

    /// <summary>
    /// The regions that the step is about, none where it is about the repository; others are better left alone.
    /// </summary>
    public IReadOnlyList<string> Regions { get; init; } = ExerciseFleet.Regions;

    /// <summary>What the step is about, in words.</summary>
    public string About => Regions.Count == 0 ? "the repository alone" : string.Join(" and ", Regions);

    /// <summary>What happens when the step begins.</summary>
    public Func<Ground, Task> Begin { get; init; } = _ => Task.CompletedTask;
}

/// <summary>One thing that is said of the way at the end.</summary>
/// <param name="Well">What is said when it went well.</param>
/// <param name="Better">What is said when it did not.</param>
/// <param name="Went">Whether it did; <see langword="null"/> where there is nothing to say.</param>
public sealed record Remark(string Well, string Better, Func<Course, bool?> Went);
