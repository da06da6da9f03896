namespace Releases.Tests;

/// <summary>The repository that these tests are part of.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "release.slnx"))
            ? folder.FullName
            : Find(
                folder.Parent ?? throw new DirectoryNotFoundException("release.slnx is in no folder above the tests")
            );
}
