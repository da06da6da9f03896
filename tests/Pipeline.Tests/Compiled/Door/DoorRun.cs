namespace Pipeline.Tests.Compiled.Door;

/// <summary>A run of the door that ended.</summary>
internal sealed record DoorRun(int ExitCode, string Output, string Errors)
{
    public bool Compiled => Errors.Contains("Compiling the release tool", StringComparison.Ordinal);

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
