using System.Runtime.InteropServices;

namespace Pipeline.Rehearsals;

/// <summary>This program as a command that can be started once more.</summary>
public static class OwnProgram
{
    /// <summary>The program itself, to be run by <see cref="Host"/>.</summary>
    public static string File => typeof(OwnProgram).Assembly.Location;

    /// <summary>
    /// dotnet, three folders above the runtime that this process runs on (.NET documentation, "dotnet-install").
    /// </summary>
    public static string Host =>
        Path.GetFullPath(
            Path.Combine(
                RuntimeEnvironment.GetRuntimeDirectory(),
                "..",
                "..",
                "..",
                OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
            )
        );
}
