using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;
using Pipeline.Tools;
using Pipeline.Tools.Git;
using Pipeline.Tools.Processes;
using Scripts;

namespace Pipeline.Tests.Tools.Git;

/// <summary>
/// A bare remote and a clone of it with one commit, by the real git, untouched by the user's own settings.
/// </summary>
internal sealed class GitRepositories : IDisposable
{
    private static readonly string Git = Environment
        .GetEnvironmentVariable("PATH")!
        .Split(System.IO.Path.PathSeparator)
        .SelectMany(directory => new[] { "git", "git.exe" }.Select(name => System.IO.Path.Combine(directory, name)))
        .First(File.Exists);

    private static readonly GitTemplate Template = new(MakeAsync, "clone");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("git-");

    public GitRepositories()
    {
        Remote = System.IO.Path.Combine(_directory.FullName, "remote.git");
        Clone = System.IO.Path.Combine(_directory.FullName, "clone");
        Template.CopyToAsync(_directory.FullName).GetAwaiter().GetResult();
        Settings = new GitSettings { WorkingDirectory = Clone };
        Host = CreateHost();
    }

    public string Remote { get; }

    public string Clone { get; }

    public GitSettings Settings { get; }

    public ToolHost Host { get; }

    /// <summary>Runs git in the clone and returns what it prints.</summary>
    public string In(params string[] arguments) => GitCommand.In(Clone, arguments);

    /// <summary>Runs git in the remote and returns what it prints.</summary>
    public string InRemote(params string[] arguments) => GitCommand.In(Remote, arguments);

    /// <summary>Commits a file of that name and returns the commit.</summary>
    public string Commit(string file)
    {
        Write(file);
        In("add", "--all");
        In("commit", "--quiet", "--message", file);
        return Head;
    }

    /// <summary>Gives the remote branches, such as <c>heads/main</c>, or tags.</summary>
    public void Push(params string[] refs) => PushedFiles.To(Remote, Clone, refs);

    /// <summary>The commit that is checked out.</summary>
    public string Head => CheckedOutCommit.Of(Clone);

    public void Write(string file) => File.WriteAllText(System.IO.Path.Combine(Clone, file), file);

    /// <summary>Makes the remote refuse every push, with these words.</summary>
    public void RefusePushes(string words = "not today")
    {
        var hook = System.IO.Path.Combine(Remote, "hooks", "pre-receive");
        ScriptFile.Write(hook, $"#!/bin/sh\ncat >&2 <<'END'\n{words}\nEND\nexit 1\n");
    }

    /// <summary>
    /// Makes every push wait for its hook in the clone: until the second file is there. The first says that it waits.
    /// </summary>
    public (string Waits, string MayGoOn) HoldPushes()
    {
        var files = (
            System.IO.Path.Combine(_directory.FullName, "waits"),
            System.IO.Path.Combine(_directory.FullName, "go")
        );
        var hook = System.IO.Path.Combine(Clone, ".git", "hooks", "pre-push");
        ScriptFile.Write(
            hook,
            $"#!/bin/sh\ntouch '{files.Item1}'\nwhile [ ! -e '{files.Item2}' ]; do sleep 0.05; done\n"
        );
        return files;
    }

    /// <summary>Makes git hang right after it has created a tag; returns the file that says so.</summary>
    public string HoldTagsOnceCreated()
    {
        var reached = System.IO.Path.Combine(_directory.FullName, "tag-created");
        var hook = System.IO.Path.Combine(Clone, ".git", "hooks", "reference-transaction");
        var script = $"[ \"$1\" = committed ] && [ ! -e '{reached}' ] && touch '{reached}' && exec sleep 30\nexit 0";
        ScriptFile.Write(hook, $"#!/bin/sh\n{script}\n");
        return reached;
    }

    public void Dispose()
    {
        // git makes its objects read-only, which Windows takes for undeletable.
        foreach (var file in _directory.EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        _directory.Delete(recursive: true);
    }

    private static Task MakeAsync(string folder)
    {
        var clone = System.IO.Path.Combine(folder, "clone");
        GitCommand.In(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git");
        GitCommand.In(folder, "init", "--quiet", "--initial-branch=main", clone);
        GitCommand.In(clone, "config", "user.name", "Ann Example");
        GitCommand.In(clone, "config", "user.email", "ann@example.com");
        GitCommand.In(clone, "remote", "add", "origin", System.IO.Path.Combine(folder, "remote.git"));
        File.WriteAllText(System.IO.Path.Combine(clone, "first"), "first");
        GitCommand.In(clone, "add", "--all");
        GitCommand.In(clone, "commit", "--quiet", "--message", "first");
        GitCommand.In(clone, "push", "--quiet", "origin", "main");
        return Task.CompletedTask;
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
}
