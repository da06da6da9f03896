namespace Pipeline.Tests.Compiled.Door;

/// <summary>A run of the door that ended.</summary>
internal sealed record DoorRun(int ExitCode, string Output, string Errors)
{
    public bool Compiled => Errors.Contains("Compiling the release tool", StringComparison.Ordinal);

    /// <summary>What it said after its first line, without the signs of life that a slow compilation gives.</summary>
    public IEnumerable<string> Said =>
        Errors.Trim().Split('\n').Skip(1).Where(line => !line.StartsWith("Still compiling", StringComparison.Ordinal));

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
