using System.Collections.ObjectModel;
using Drill.Settings;
using Foundation.Processes;
using Pipeline.Terminal;
using Pipeline.Terminal.Live;

namespace Pipeline.Running;

/// <summary>Everything outside of the program that a run depends on; the one place that looks at it.</summary>
public sealed record RunEnvironment
{
    /// <summary>This repository.</summary>
    public required string Root { get; init; }

    /// <summary>What paths on the command line are relative to.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Gives environment variables.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The values of all environment variables that hold secrets by their names, by these names.</summary>
    public IReadOnlyDictionary<string, string> SecretVariables { get; init; } =
        ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Where lines for people go; each is made visible.</summary>
    public required TextWriter Output
    {
        get;
        init => field = VisibleWriter.Of(value);
    }

    /// <summary>Where problems go; each is made visible.</summary>
    public required TextWriter Errors
    {
        get;
        init => field = VisibleWriter.Of(value);
    }

    /// <summary>Whether what is written to the output is lost by now: a pipe's reader has gone.</summary>
    public Func<bool> IsOutputLost { get; init; } = () => false;

    /// <summary>Reads an answer; <see langword="null"/> when nobody is there to ask.</summary>
    public required Func<string?>? Ask { get; init; }

    /// <summary>
    /// Reads the next line of standard input, a person's or a program's; <see langword="null"/> at its end.
    /// </summary>
    public Func<string?> Input { get; init; } = () => null;

    /// <summary>The terminal, when the output is one that can be painted on.</summary>
    public Screen? Screen { get; init; }

    /// <summary>How wide a line may be, in letters.</summary>
    public int Width => Screen?.Width ?? TextTable.UsualWidth;

    /// <summary>Whether output may have colours.</summary>
    public bool HasColours { get; init; }

    /// <summary>The colours of lines.</summary>
    public Colouring Colours => new(HasColours);

    /// <summary>Whether the output is the log of a GitLab job.</summary>
    public bool IsGitLab => !string.IsNullOrEmpty(Variable("GITLAB_CI"));

    /// <summary>The hosts that are reached without a proxy; the order of the names is Go's.</summary>
    public string? NoProxy => Variable("NO_PROXY") is { Length: > 0 } hosts ? hosts : Variable("no_proxy");

    /// <summary>The name of this machine.</summary>
    public required string Host { get; init; }

    /// <summary>The name of this machine's user.</summary>
    public required string User { get; init; }

    /// <summary>The folder of this machine's user.</summary>
    public required string Home { get; init; }

    /// <summary>The number of this process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The file of the program that runs this one: dotnet, as <c>build.sh</c> found or installed it.</summary>
    public string? Muxer { get; init; }

    /// <summary>How fast the clusters of a drill work.</summary>
    public Pace DrillPace { get; init; } = Pace.Rehearsal;

    /// <summary>
    /// How much of the usual patience clusters in trouble are given; less where they are embedded and in a hurry.
    /// </summary>
    public double Patience { get; init; } = 1;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What people are told when they stop the run.</summary>
    public StopNotice StopNotice { get; init; } = new();

    /// <summary>The environment of this process.</summary>
    /// <remarks><c>build.sh</c> says in <c>RELEASE_ROOT</c> where the repository is.</remarks>
    public static RunEnvironment OfThisProcess()
    {
        var screen = ProcessTerminal.Screen(Environment.GetEnvironmentVariable);
        return new RunEnvironment
        {
            Root = Environment.GetEnvironmentVariable("RELEASE_ROOT") ?? Environment.CurrentDirectory,
            WorkingFolder = Environment.CurrentDirectory,
            Variable = Environment.GetEnvironmentVariable,
            SecretVariables = ChildEnvironment.SecretsIn(Environment.GetEnvironmentVariables()),
            Output = screen?.Writer ?? Console.Out,
            // On a terminal both are the same.
            Errors = screen is null || Console.IsErrorRedirected ? Console.Error : screen.Writer,
            Ask = Console.IsInputRedirected ? null : Console.ReadLine,
            Input = Console.ReadLine,
            Screen = screen,
            HasColours = ProcessTerminal.HasColours(Environment.GetEnvironmentVariable),
            Host = Environment.MachineName,
            User = Environment.UserName,
            Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ProcessId = Environment.ProcessId,
            Muxer = Environment.ProcessPath,
        };
    }
}
