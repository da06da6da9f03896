using System.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;
using Pipeline.Tools;
using Pipeline.Tools.Git;
using Pipeline.Tools.Processes;

namespace Pipeline.Tests.Tools.Git;

/// <summary>A bare remote and a clone of it with one commit, by the real git, untouched by the user's own settings.</summary>
internal sealed class GitRepositories : IDisposable
{
    private static readonly string Git = Environment
        .GetEnvironmentVariable("PATH")!
        .Split(System.IO.Path.PathSeparator)
        .SelectMany(directory => new[] { "git", "git.exe" }.Select(name => System.IO.Path.Combine(directory, name)))
        .First(File.Exists);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("git-");

    public GitRepositories()
    {
        Remote = System.IO.Path.Combine(_directory.FullName, "remote.git");
        Clone = System.IO.Path.Combine(_directory.FullName, "clone");
        Run(_directory.FullName, "init", "--quiet", "--bare", "--initial-branch=main", Remote);
        Run(_directory.FullName, "init", "--quiet", "--initial-branch=main", Clone);
        In("config", "user.name", "Ann Example");
        In("config", "user.email", "ann@example.com");
        In("remote", "add", "origin", Remote);
        Commit("first");
        In("push", "--quiet", "origin", "main");

        Settings = new GitSettings { WorkingDirectory = Clone, EnvironmentVariables = OwnSettings() };
        Host = CreateHost();
    }

    public string Remote { get; }

    public string Clone { get; }

    public GitSettings Settings { get; }

    public ToolHost Host { get; }

    /// <summary>Runs git in the clone and returns what it prints.</summary>
    public string In(params string[] arguments) => Run(Clone, arguments);

    /// <summary>Runs git in the remote and returns what it prints.</summary>
    public string InRemote(params string[] arguments) => Run(Remote, arguments);

    /// <summary>Commits a file of that name and returns the commit.</summary>
    public string Commit(string file)
    {
        Write(file);
        In("add", "--all");
        In("commit", "--quiet", "--message", file);
        return In("rev-parse", "HEAD");
    }

    public void Write(string file) => File.WriteAllText(System.IO.Path.Combine(Clone, file), file);

    /// <summary>Makes the remote refuse every push.</summary>
    public void RefusePushes()
    {
        var hook = System.IO.Path.Combine(Remote, "hooks", "pre-receive");
        File.WriteAllText(hook, "#!/bin/sh\necho 'not today' >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>Makes git hang right after it has created a tag; returns the file that says so.</summary>
    public string HoldTagsOnceCreated()
    {
        var reached = System.IO.Path.Combine(_directory.FullName, "tag-created");
        var hook = System.IO.Path.Combine(Clone, ".git", "hooks", "reference-transaction");
        var script = $"[ \"$1\" = committed ] && [ ! -e '{reached}' ] && touch '{reached}' && exec sleep 30\nexit 0";
        File.WriteAllText(hook, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return reached;
    }

    public void Dispose()
    {
        // git makes its objects read-only, which Windows takes for undeletable.
        foreach (var file in _directory.EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        _directory.Delete(recursive: true);
    }

    private static ToolHost CreateHost()
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(new DirectoryPath(System.IO.Path.GetTempPath()));
        environment.Platform.Returns(new CakePlatform());
        var tools = Substitute.For<IToolLocator>();
        tools.Resolve(Arg.Any<IEnumerable<string>>()).Returns(new FilePath(Git));
        var log = Substitute.For<ICakeLog>();
        var runner = new ToolProcessRunner(environment, log, TimeProvider.System);
        return new(new FileSystem(), environment, runner, tools, log, TimeProvider.System);
    }

    private Dictionary<string, string> OwnSettings() =>
        new(StringComparer.Ordinal)
        {
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = System.IO.Path.Combine(_directory.FullName, "none"),
        };

    private string Run(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(Git, arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in OwnSettings())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"git {string.Join(' ', arguments)}");
        return output.Trim();
    }
}
