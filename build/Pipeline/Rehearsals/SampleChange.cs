namespace Pipeline.Rehearsals;

/// <summary>A commit of the sample application after the version that is released.</summary>
/// <param name="Message">Its message.</param>
/// <param name="WriteAsync">Writes what it changes into the application's folder.</param>
public sealed record SampleChange(string Message, Func<string, CancellationToken, Task> WriteAsync)
{
    /// <summary>The tag that it gets, if any.</summary>
    public string? Tag { get; init; }

    /// <summary>
    /// The branch that it is on, from the released version; <see langword="null"/> for the main branch.
    /// </summary>
    public string? Branch { get; init; }

    /// <summary>Lines at the end of a file.</summary>
    public static SampleChange Lines(string message, string file, string lines) =>
        new(
            message,
            (folder, cancellationToken) => File.AppendAllTextAsync(Path.Combine(folder, file), lines, cancellationToken)
        );

    /// <summary>The change that a drill releases.</summary>
    /// <param name="migrations">Writes its migrations; <see langword="null"/> for none.</param>
    public static SampleChange ToBeReleased(Func<string, CancellationToken, Task>? migrations) =>
        new(
            "A change to be released",
            async (folder, cancellationToken) =>
            {
                var readme = Path.Combine(folder, "README.md");
                await File.AppendAllTextAsync(readme, "\nA change to be released.\n", cancellationToken);
                if (migrations is not null)
                    await migrations(folder, cancellationToken);
            }
        );
}
