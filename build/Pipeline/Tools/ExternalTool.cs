using System.ComponentModel;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Foundation.Failures;
using Foundation.Secrets;
using Foundation.Timing;
using Pipeline.Tools.Processes;

namespace Pipeline.Tools;

/// <summary>
/// A command-line tool that is run without a shell, awaited, limited in time and cancellable, and whose failure is one
/// line with the next step.
/// </summary>
/// <typeparam name="TSettings">What the tool can be told.</typeparam>
public abstract class ExternalTool<TSettings>(ToolHost host)
    : Tool<TSettings>(host.FileSystem, host.Environment, host.ProcessRunner, host.Tools)
    where TSettings : ExternalToolSettings
{
    private const int Interrupted = 130;

    // A person who watches a silent terminal begins to doubt after about half a minute.
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(30);

    // Who says something and still runs after that may wait for a person.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan InterruptGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>The limit of a run whose settings name none.</summary>
    protected virtual TimeSpan DefaultLimit => TimeSpan.FromMinutes(2);

    /// <summary>How to get the tool, for when it is not there.</summary>
    protected abstract string InstallHint { get; }

    /// <summary>The failures to recognise.</summary>
    protected virtual IReadOnlyList<FailureHint> FailureHints(TSettings settings) => [];

    /// <summary>What the tool has said itself, of all that it wrote to its error output.</summary>
    protected virtual IReadOnlyList<string> OwnWords(IReadOnlyList<string> errors) => errors;

    /// <summary>Variables that every run of this tool needs; those of the settings win.</summary>
    protected virtual IReadOnlyDictionary<string, string> Variables(TSettings settings) =>
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Runs the tool to its end.</summary>
    /// <exception cref="ReleaseException">It is not installed, failed, or did not end in time.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended it.</exception>
    protected async Task<ToolOutput> RunAsync(
        TSettings settings,
        ToolCommand command,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var redactor = new SecretRedactor(command.Secrets);
        if (redactor.Finds(command.Arguments.Render()))
            throw new InvalidOperationException($"A secret is among the arguments of {Named(command)}.");

        using var excess = new CancellationTokenSource();
        var transcript = new ToolTranscript(redactor, command.OnLine, excess.Cancel);
        using var process = Start(settings, command, transcript);
        var exitCode = await WaitAsync(process, settings, command, transcript, excess.Token, cancellationToken);
        if (exitCode == 0 || command.Answers.Contains(exitCode))
            return transcript.Output(exitCode);

        await ThrowIfInterruptedAsync(exitCode, cancellationToken);
        throw ToolFailure.Of(Named(command), exitCode, OwnWords([.. transcript.Errors]), HintsOf(settings, command));
    }

    /// <inheritdoc/>
    protected sealed override IEnumerable<string> GetToolExecutableNames() =>
        OperatingSystem.IsWindows() ? [$"{GetToolName()}.exe", $"{GetToolName()}.cmd", GetToolName()] : [GetToolName()];

    private IToolProcess Start(TSettings settings, ToolCommand command, ToolTranscript transcript)
    {
        var process = new ProcessSettings
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectedStandardOutputHandler = transcript.AddOutput,
            RedirectedStandardErrorHandler = transcript.AddError,
            StandardInput = command.StandardInput,
            EnvironmentVariables = VariablesOf(settings, command),
        };
        try
        {
            return (IToolProcess)RunProcess(settings, command.Arguments, process);
        }
        catch (Exception failure) when (failure is CakeException or Win32Exception)
        {
            // Of a folder that is not there the system says the same as of a file that is not.
            if (settings.WorkingDirectory?.MakeAbsolute(host.Environment).FullPath is { } folder)
                ToolFailure.ThrowIfMissing(folder, failure);
            // Cake says that it found no file, the system that it cannot execute the one that was found.
            throw new ReleaseException($"{Named(command)}: {GetToolName()} cannot be started.", InstallHint, failure);
        }
    }

    private Dictionary<string, string> VariablesOf(TSettings settings, ToolCommand command)
    {
        var variables = new Dictionary<string, string>(Variables(settings), StringComparer.Ordinal);
        foreach (var (name, value) in settings.EnvironmentVariables.Concat(command.Variables))
            variables[name] = value;
        // What has no value is not inherited: Cake's settings have no other place for it.
        foreach (var name in command.Without)
            variables[name] = null!;
        return variables;
    }

    private async Task<int> WaitAsync(
        IToolProcess process,
        TSettings settings,
        ToolCommand command,
        ToolTranscript transcript,
        CancellationToken excess,
        CancellationToken cancellationToken
    )
    {
        var limit = command.Limit ?? settings.ToolTimeout ?? DefaultLimit;
        using var timeout = new CancellationTokenSource(limit, host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, excess, cancellationToken);
        try
        {
            var exit = process.WaitForExitAsync(either.Token);
            await ShowLifeAsync(process, exit, command, transcript, either.Token);
            return await exit;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            if (excess.IsCancellationRequested)
                throw new ReleaseException(
                    $"{Named(command)} printed more than {ToolTranscript.LongestAnswer / 1024 / 1024} MiB and was stopped."
                );
            throw ToolFailure.TooLong(
                Named(command),
                limit,
                OwnWords([.. transcript.Errors]),
                HintsOf(settings, command)
            );
        }
    }

    private async Task ShowLifeAsync(
        IToolProcess process,
        Task exit,
        ToolCommand command,
        ToolTranscript transcript,
        CancellationToken end
    )
    {
        var start = host.Time.GetTimestamp();
        var lastSign = start;
        while (await RunsOnAsync(exit, end))
        {
            var question = transcript.TakeQuestion(process.UnfinishedError);
            // A command whose lines are shown is its own sign of life.
            if (command.OnLine is not null)
                continue;
            IReadOnlyList<string> said = [.. transcript.TakeNewErrors(), .. question is null ? [] : new[] { question }];
            foreach (var line in said)
                host.Log.Information("{0} says: {1}", Named(command), line);
            var isSilent = said.Count == 0 && host.Time.GetElapsedTime(lastSign) >= SilenceLimit;
            if (isSilent)
            {
                var lasted = DurationText.Of(host.Time.GetElapsedTime(start));
                host.Log.Information("still running: {0}, for {1}", Named(command), lasted);
            }
            if (isSilent || said.Count > 0)
                lastSign = host.Time.GetTimestamp();
        }
    }

    private async Task<bool> RunsOnAsync(Task exit, CancellationToken end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
        var isOver = await Task.WhenAny(exit, Task.Delay(Look, host.Time, over.Token)) == exit;
        await over.CancelAsync();
        return !isOver && !end.IsCancellationRequested;
    }

    // Ctrl-C on a terminal goes to the tool as well, which may end before the signal has reached us.
    private async Task ThrowIfInterruptedAsync(int exitCode, CancellationToken cancellationToken)
    {
        if (exitCode == Interrupted)
            await Task.Delay(InterruptGrace, host.Time, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private IReadOnlyList<FailureHint> HintsOf(TSettings settings, ToolCommand command) =>
        [.. command.Hints, .. FailureHints(settings)];

    private string Named(ToolCommand command) => $"{GetToolName()} {command.Name}";
}
