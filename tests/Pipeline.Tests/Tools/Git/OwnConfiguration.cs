using System.Runtime.CompilerServices;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Tools.Git;

/// <summary>
/// Keeps the settings of whoever runs these tests from every git that this program starts. The compiled program gets an
/// environment of its own .
/// </summary>
internal static class OwnConfiguration
{
    private static IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = Path.Combine(
                Repository.Root,
                "tests",
                "Pipeline.Tests",
                "Tools",
                "Git",
                "gitconfig"
            ),
        };

#pragma warning disable CA2255 // A test program is no library.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Set()
    {
        foreach (var (name, value) in Variables)
            Environment.SetEnvironmentVariable(name, value);
    }
}
