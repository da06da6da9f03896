namespace Benchmarks.Results;

/// <summary>The machine that was measured on.</summary>
/// <param name="Processor">Its processors.</param>
/// <param name="System">Its system and runtime.</param>
internal sealed record Machine(string Processor, string System)
{
    /// <summary>This machine.</summary>
    public static Machine Here { get; } =
        new(
            $"{Environment.ProcessorCount} cores{Model()}",
            $"{Environment.OSVersion.VersionString}, .NET {Environment.Version}"
        );

    private static string Model() =>
        File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            is { } line
            ? $", {line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]}"
            : "";
}
