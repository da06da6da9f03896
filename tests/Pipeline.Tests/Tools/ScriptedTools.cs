using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;
using Pipeline.Tools;
using Pipeline.Tools.Processes;

namespace Pipeline.Tests.Tools;

/// <summary>Executables that tests write as shell scripts, on a PATH of their own, and a host that runs them for real.</summary>
internal sealed class ScriptedTools : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tools-");

    public ScriptedTools()
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(new DirectoryPath(_directory.FullName));
        environment.Platform.Returns(new CakePlatform());
        var locator = Substitute.For<IToolLocator>();
        locator
            .Resolve(Arg.Any<IEnumerable<string>>())
            .Returns(call => call.Arg<IEnumerable<string>>().Select(Find).FirstOrDefault(path => path is not null));
        Log = new RecordingLog();
        Host = new(
            new FileSystem(),
            environment,
            new ToolProcessRunner(environment, Log, TimeProvider.System),
            locator,
            Log,
            TimeProvider.System
        );
    }

    public ToolHost Host { get; }

    public RecordingLog Log { get; }

    public string PathOf(string name) => System.IO.Path.Combine(_directory.FullName, name);

    /// <summary>Writes an executable. The body starts with the arguments in <c>$*</c>.</summary>
    public void Add(string name, string body)
    {
        File.WriteAllText(PathOf(name), $"#!/bin/sh\n{body.ReplaceLineEndings("\n")}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                PathOf(name),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }

    /// <summary>
    /// Writes an executable that answers these command lines and fails loudly on any other. An answer is shell code.
    /// </summary>
    public void Answer(string name, params (string Arguments, string Code)[] answers)
    {
        var cases = answers.Select(answer => $"'{answer.Arguments}') {answer.Code} ;;");
        Add(name, $"case \"$*\" in\n{string.Join('\n', cases)}\n*) echo \"unscripted: $*\" >&2; exit 97 ;;\nesac");
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private FilePath? Find(string name) => File.Exists(PathOf(name)) ? new FilePath(PathOf(name)) : null;

    /// <summary>Keeps what Cake would print at its most talkative.</summary>
    internal sealed class RecordingLog : ICakeLog
    {
        public Verbosity Verbosity { get; set; } = Verbosity.Diagnostic;

        public List<string> Lines { get; } = [];

        public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
        {
            lock (Lines)
                Lines.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args));
        }
    }
}
