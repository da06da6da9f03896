using Cluster.Tests.Stack;

namespace Cluster.Tests.Sample;

/// <summary>The application's checkout and the remote that it pushes to.</summary>
public sealed class SampleCheckout(DirectoryInfo folder, string remote)
{
    private static readonly string[] Parts =
    [
        ".dockerignore",
        ".gitignore",
        "Dockerfile",
        "manage.py",
        "requirements.txt",
        "serve",
    ];

    public string Folder => folder.FullName;

    public string FleetFile => Path.Combine(Folder, "kubernetes", "fleet.yaml");

    /// <summary>Copies the application of <c>tests/app</c>, and what its images stand on.</summary>
    public void CopyApplication(string busybox, string baseImage)
    {
        foreach (var part in Parts)
            Copy(Path.Combine(Repository.Application, part), Path.Combine(Folder, part));
        foreach (var part in (string[])["forms", "pages", "project", "static", Path.Combine("kubernetes", "jobs")])
            CopyFolder(part);
        folder.CreateSubdirectory("bin");
        Copy(busybox, Path.Combine(Folder, "bin", "busybox"));
        var dockerfile = Path.Combine(Folder, "Dockerfile");
        var text = File.ReadAllText(dockerfile);
        File.WriteAllText(
            dockerfile,
            text.Replace("ARG BASE=scratch", $"ARG BASE={baseImage}", StringComparison.Ordinal)
        );
    }

    public void WriteFleet(string text) => File.WriteAllText(FleetFile, text);

    /// <summary>Makes it a repository with a remote: a tagged version, and a commit since.</summary>
    public async Task PublishAsync(string version)
    {
        await Command.RunAsync("git", "init", "--quiet", "--bare", "--initial-branch", "master", remote);
        await GitAsync("init", "--quiet", "--initial-branch", "master");
        await GitAsync("config", "user.name", "Release Tester");
        await GitAsync("config", "user.email", "tester@example.invalid");
        await GitAsync("remote", "add", "origin", remote);
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", $"Version {version}");
        await GitAsync("tag", "--annotate", "--message", version, version);
        await GitAsync("push", "--quiet", "--set-upstream", "origin", "master", $"refs/tags/{version}");
        await CommitAsync(Path.Combine("static", "news.txt"), "Something new\n");
    }

    /// <summary>Commits a file and pushes it.</summary>
    public async Task CommitAsync(string file, string text)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, file), text, TestContext.Current.CancellationToken);
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", $"Change {file}");
        await GitAsync("push", "--quiet", "origin", "master");
    }

    /// <summary>Commits and pushes a file in which some text is another.</summary>
    public async Task EditAsync(string file, string text, string other)
    {
        var before = await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);
        before.ShouldContain(text, Case.Sensitive);
        await CommitAsync(file, before.Replace(text, other, StringComparison.Ordinal));
    }

    /// <summary>Runs git in the checkout.</summary>
    public async Task<string> GitAsync(params string[] arguments) =>
        (await Command.RunAsync("git", ["-C", Folder, .. arguments])).Trim();

    /// <summary>Runs git in the remote.</summary>
    public async Task<string> RemoteGitAsync(params string[] arguments) =>
        (await Command.RunAsync("git", ["-C", remote, .. arguments])).Trim();

    private void CopyFolder(string part)
    {
        var source = Path.Combine(Repository.Application, part);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            Copy(file, Path.Combine(Folder, part, Path.GetRelativePath(source, file)));
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(source, target);
    }
}
