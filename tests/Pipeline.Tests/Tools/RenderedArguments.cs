using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;
using Pipeline.Tools;
using Pipeline.Tools.Processes;

namespace Pipeline.Tests.Tools;

/// <summary>Records the command lines that tools would start, and answers each with the same text.</summary>
internal sealed class RenderedArguments : IProcessRunner
{
    private readonly string[] _output;

    public RenderedArguments(params string[] output)
    {
        _output = output;
        var files = Substitute.For<IFileSystem>();
        files.GetFile(Arg.Any<FilePath>()).Exists.Returns(true);
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(new DirectoryPath("/src"));
        var tools = Substitute.For<IToolLocator>();
        tools
            .Resolve(Arg.Any<IEnumerable<string>>())
            .Returns(call => new FilePath($"/bin/{call.Arg<IEnumerable<string>>().Last()}"));
        Host = new(files, environment, this, tools, Substitute.For<ICakeLog>(), TimeProvider.System);
    }

    public ToolHost Host { get; }

    /// <summary>Each command line: the tool's name and its arguments.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>The variables of the last command.</summary>
    public IDictionary<string, string> Variables { get; private set; } = new Dictionary<string, string>();

    /// <summary>The standard input of the last command.</summary>
    public string Input { get; private set; } = "";

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        Commands.Add($"{filePath.GetFilename()} {settings.Arguments.Render()}");
        Variables = settings.EnvironmentVariables;
        Input = System.Text.Encoding.UTF8.GetString(settings.StandardInput!.Value.Span);
        foreach (var line in _output)
            settings.RedirectedStandardOutputHandler(line);

        var process = Substitute.For<IToolProcess>();
        process.WaitForExitAsync(Arg.Any<CancellationToken>()).Returns(0);
        return process;
    }
}
