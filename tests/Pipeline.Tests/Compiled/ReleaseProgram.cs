using System.Runtime.InteropServices;
using Pipeline.Testing;

namespace Pipeline.Tests.Compiled;

/// <summary>The compiled tool, for tests that start it as a process of its own.</summary>
internal static class ReleaseProgram
{
    /// <summary>
    /// What <c>build.sh</c> has compiled, where it runs these tests; else what they were compiled with.
    /// </summary>
    public static string Path { get; } =
        Environment.GetEnvironmentVariable(TestRun.ProgramVariable) is { Length: > 0 } program
            ? program
            : System.IO.Path.Combine(AppContext.BaseDirectory, "release.dll");

    /// <summary>The host of the runtime that these tests run on.</summary>
    public static string Dotnet { get; } =
        System.IO.Path.GetFullPath(
            System.IO.Path.Combine(
                RuntimeEnvironment.GetRuntimeDirectory(),
                "..",
                "..",
                "..",
                OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
            )
        );
}
