using Foundation.Timing;
using Releases.Rollout.Diagnosis;

namespace Releases.Rollout.Stages;

/// <summary>Tells symptoms that may heal as soon as they are seen, and not only when they are fatal.</summary>
internal static class SymptomNews
{
    /// <summary>Tells the new symptoms of a ledger.</summary>
    /// <param name="journal">The lane's journal.</param>
    /// <param name="ledger">The symptoms that the cluster shows.</param>
    /// <param name="whose">The workload or Job that shows them.</param>
    public static void Tell(LaneJournal journal, SymptomLedger ledger, string whose)
    {
        foreach (var symptom in ledger.TakeNew())
            journal.Say(
                RunEventKind.Trouble,
                $"{whose}: {symptom.Reason}: {symptom.Message.TrimEnd('.')}; fatal if it lasts {Text(ledger.LeftOf(symptom))}{Because(symptom)}"
            );
    }

    private static string Because(Symptom symptom) => symptom.Because is { } why ? $", since {why}" : "";

    private static string Text(TimeSpan left) =>
        DurationText.OfLimit(TimeSpan.FromSeconds(Math.Max(1, Math.Round(left.TotalSeconds))));
}
