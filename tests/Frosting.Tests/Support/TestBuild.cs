using System.Text;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Frosting.Tests.Support;

/// <summary>A build program under test: the real host and engine with a recorded console.</summary>
internal sealed class TestBuild
{
    private readonly CakeHost _host;
    private readonly RecordingConsole _console = new();
    private readonly StringBuilder _ansiOutput = new();
    private readonly Journal _journal = new();

    public TestBuild()
    {
        _host = CakeHost
            .Create()
            .UseContext<JournalContext>()
            .ConfigureServices(services =>
                services
                    .AddSingleton<IConsole>(_console)
                    .AddSingleton(AnsiConsoleTo(_ansiOutput))
                    .AddSingleton(_journal)
            );
    }

    public IReadOnlyList<string> Journal => _journal.Entries;

    public string Output => _console.Output + _ansiOutput;

    public string Errors => _console.Errors;

    public TestBuild With<TTask>()
        where TTask : class, IFrostingTask =>
        Configure(host => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, TTask>()));

    public TestBuild Configure(Func<CakeHost, CakeHost> configure)
    {
        configure(_host);
        return this;
    }

    public int Run(params string[] args) => _host.Run(args);

    /// <summary>The line of the report that names a task.</summary>
    public string ReportLine(string task) =>
        Output[Output.LastIndexOf("Duration", StringComparison.Ordinal)..]
            .Split('\n')
            .Single(line => line.StartsWith(task + " ", StringComparison.Ordinal));

    private static IAnsiConsole AnsiConsoleTo(StringBuilder output)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(new StringWriter(output)) }
        );
        console.Profile.Width = 120;
        return console;
    }
}
