using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Drill;
using Drill.Faults;
using Loopback;
using Pipeline.Rehearsals;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Lanes;
using Releases.Records;

namespace Pipeline.Tests.GameDays;

/// <summary>
/// A region on its bad day: the fault strikes when the run enters its stage, and is lifted as the trial has it.
/// </summary>
internal sealed class TriedRegion(StagedFleet fleet, Trial trial, HurriedTime time, Heartbeat heart)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RenewalStep = TimeSpan.FromMilliseconds(10);

    private readonly TaskCompletionSource _struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The run with the fault.</summary>
    public FinishedRun First { get; private set; } = null!;

    /// <summary>The run after it, when the same command had to run again.</summary>
    public FinishedRun? Second { get; private set; }

    public Trial Trial => trial;

    public EmbeddedCluster Cluster => fleet[trial.Name];

    /// <summary>How many pods of migrations there are.</summary>
    public int Migrations => fleet.MigrationPodsOf(trial.Name);

    private FaultKind Kind => FaultKind.Find(trial.Day.Fault)!;

    // A lock that is lost while nothing is changed any more shows when it is renewed: the pods have to be late for
    // that, and the clock fast.
    private bool KeepsPodsBack => Kind == FaultKind.LockHeld;

    // The pods that a fault shall reach must not be there before it: new ones are held back until it strikes.
    private FaultKind Hold => Kind == FaultKind.NeverReady ? FaultKind.Unschedulable : FaultKind.NeverReady;

    public async Task RunAsync()
    {
        string[] limits =
            trial.Recovery == Recovery.WayBack ? [GameDay.OnFailure, .. trial.Day.Limits] : trial.Day.Limits;
        using var ended = new CancellationTokenSource();
        var lifting = trial.Recovery == Recovery.InTheRun ? LiftInTimeAsync(ended.Token) : Task.CompletedTask;
        if (KeepsPodsBack)
            GiveMoreTime();
        if (Kind == FaultKind.PodStuck)
            await MigrateFormerAsync();
        await using var fast = KeepsPodsBack ? new HurriedTime(heart, RenewalStep) : null;
        // Where it is lifted in time, a busy machine gets the time to lift it.
        First = await fleet.RunInHasteAsync(
            Heard,
            fast ?? time,
            [$"--regions={trial.Name}", .. trial.Recovery == Recovery.InTheRun ? [] : limits]
        );
        await ended.CancelAsync();
        await lifting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (trial.Recovery != Recovery.NextRun)
            return;
        Cluster.Faults.Clear();
        if (Kind == FaultKind.MigrationHangs)
            Cluster.Evict(NameOfMigrationPod());
        // A pull that failed shows until the next one; what has failed for the cluster, too, until the pods are up.
        while (Cluster.GetAll("pods").Any(WaitsForItsImage))
            await Task.Delay(Look);
        while (trial.Day.Failure is { Stage: Stage.Verify } && !Cluster.HasRolledOut())
            await Task.Delay(Look);
        Second = await fleet.RunInHasteAsync(_ => { }, time, $"--regions={trial.Name}");
    }

    // Only a Job that has to make room for another one has pods that are waited for.
    private async Task MigrateFormerAsync()
    {
        Cluster.Apply(FormerVersion.Migration("migration", fleet.Image, StagedFleet.From));
        while (Cluster.GetAll("pods").All(pod => pod["status"]?["phase"]?.GetValue<string>() != "Succeeded"))
            await Task.Delay(Look);
    }

    // So that the deadline of the rollout does not come first.
    private void GiveMoreTime()
    {
        foreach (var deployment in Deployments())
            fleet.Change(
                trial.Name,
                "deployments.apps",
                deployment["metadata"]!["name"]!.GetValue<string>(),
                json => json["spec"]!["progressDeadlineSeconds"] = 6000
            );
    }

    private static bool WaitsForItsImage(JsonObject pod) =>
        pod["status"]?.ToJsonString() is { } status
        && (
            status.Contains("\"ErrImagePull\"", StringComparison.Ordinal)
            || status.Contains("\"ImagePullBackOff\"", StringComparison.Ordinal)
        );

    private IEnumerable<JsonObject> Deployments() => Cluster.GetAll("deployments.apps");

    private void Heard(string line)
    {
        if (!line.Contains($"[{trial.Name}]", StringComparison.Ordinal))
            return;
        if (Entered(line, Stage.SetImage) && trial.Day.Strikes == Stage.Verify)
            Cluster.Faults.Add(Hold);
        if (Entered(line, trial.Day.Strikes!.Value) && _struck.TrySetResult())
        {
            Cluster.Faults.Add(Kind);
            if (!KeepsPodsBack)
                Cluster.Faults.Remove(Hold);
        }
        if (_struck.Task.IsCompleted && Shows(line))
            _said.TrySetResult();
    }

    private async Task LiftInTimeAsync(CancellationToken ended)
    {
        await _struck.Task.WaitAsync(ended);
        while (!_said.Task.IsCompleted && !Cluster.GetAll("pods").Concat(Cluster.GetAll("events")).Any(IsShown))
            await Task.Delay(Look, ended);
        Cluster.Faults.Remove(Kind);
    }

    private bool IsShown(JsonObject thing) => Shows(thing.ToJsonString());

    private bool Shows(string text) =>
        trial.Day.Shown.Length > 0 && Regex.IsMatch(text, trial.Day.Shown, RegexOptions.None, TimeSpan.FromSeconds(1));

    private static bool Entered(string line, Stage stage) =>
        line.EndsWith($"{stage.Facts().Words}: started", StringComparison.Ordinal);

    private string NameOfMigrationPod() =>
        Cluster
            .GetAll("pods")
            .Single(pod => pod["metadata"]!["labels"]?["job-name"]?.GetValue<string>() == "migration")["metadata"]![
            "name"
        ]!.GetValue<string>();
}
