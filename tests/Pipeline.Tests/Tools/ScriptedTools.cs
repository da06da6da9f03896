using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;
using Pipeline.Tests.Drills;
using Pipeline.Tools;
using Pipeline.Tools.Processes;

namespace Pipeline.Tests.Tools;

/// <summary>
/// Executables that tests write as shell scripts, on a PATH of their own, and a host that runs them for real.
/// </summary>
internal sealed class ScriptedTools : IDisposable
{
    private static readonly string Script = System.IO.Path.Combine(
        Repository.Root,
        "tests",
        "Pipeline.Tests",
        "Tools",
        "scripted-tool"
    );

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

    /// <summary>A context whose tools these are.</summary>
    public ITimedContext Context
    {
        get
        {
            var context = Substitute.For<ITimedContext>();
            context.FileSystem.Returns(Host.FileSystem);
            context.Environment.Returns(Host.Environment);
            context.ProcessRunner.Returns(Host.ProcessRunner);
            context.Tools.Returns(Host.Tools);
            context.Log.Returns(Host.Log);
            context.Time.Returns(Host.Time);
            return context;
        }
    }

    public RecordingLog Log { get; }

    public string Folder => _directory.FullName;

    public string PathOf(string name) => System.IO.Path.Combine(Folder, name);

    /// <summary>Makes an executable. The body starts with the arguments in <c>$*</c>.</summary>
    public void Add(string name, string body)
    {
        // A file that was written just now may still be open for writing in a process that another test is starting,
        // and then cannot be executed. So what is executed is always the same file, which reads this one.
        File.WriteAllText($"{PathOf(name)}.sh", $"{body.ReplaceLineEndings("\n")}\n");
        if (!File.Exists(PathOf(name)))
            File.CreateSymbolicLink(PathOf(name), Script);
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
