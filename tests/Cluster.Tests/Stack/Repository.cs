namespace Cluster.Tests.Stack;

/// <summary>Where the files of this repository are that the tests work with.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Application { get; } = Path.Combine(Root, "tests", "app");

    public static string Manifests { get; } = Path.Combine(Root, "tests", "Cluster.Tests", "Manifests");

    public static string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "release.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside of the repository");
    }
}
