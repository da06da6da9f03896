using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Tools.Git;

/// <summary>
/// A checkout and its remote that git makes once, and that every test gets a copy of: a dozen git processes a test
/// would take half of the processor's time.
/// </summary>
/// <param name="make">Makes them, below a folder.</param>
/// <param name="checkout">The folder of the checkout; its configuration names the remote by its path.</param>
internal sealed class GitTemplate(Func<string, Task> make, string checkout)
{
    private readonly Lazy<Task<TemporaryFolder>> _made = new(() => MakeAsync(make));

    /// <summary>Puts a copy into a folder.</summary>
    public async Task CopyToAsync(string folder)
    {
        var template = (await _made.Value).Path;
        Copy(template, folder);
        var configuration = Path.Combine(folder, checkout, ".git", "config");
        var text = await File.ReadAllTextAsync(configuration);
        await File.WriteAllTextAsync(configuration, text.Replace(template, folder, StringComparison.Ordinal));
    }

    private static async Task<TemporaryFolder> MakeAsync(Func<string, Task> make)
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        await make(folder.Path);
        foreach (var objects in Directory.GetDirectories(folder.Path, "objects", SearchOption.AllDirectories))
            Pack(Path.GetDirectoryName(objects)!);
        foreach (var sample in Directory.EnumerateFiles(folder.Path, "*.sample", SearchOption.AllDirectories))
            File.Delete(sample);
        return folder;
    }

    // Objects that lie loose are a file each, in almost as many folders; every copy makes them, and removes them again.
    private static void Pack(string repository)
    {
        GitCommand.In(repository, "repack", "-a", "-d", "--quiet");
        GitCommand.In(repository, "prune-packed", "--quiet");
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
