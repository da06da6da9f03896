using System.Globalization;
using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>
/// How many replicas a Deployment wants from its ReplicaSets: the arithmetic of maxSurge and maxUnavailable.
/// </summary>
internal sealed class RolloutPlan
{
    public RolloutPlan(Stored deployment)
    {
        Deployment = deployment;
        Replicas = deployment.Json.Number("spec.replicas") ?? 1;
        IsRecreate = deployment.Json.Text("spec.strategy.type") == "Recreate";
        IsPaused = deployment.Json.Flag("spec.paused");
        ProgressDeadlineSeconds = deployment.Json.Number("spec.progressDeadlineSeconds") ?? 600;
        if (IsRecreate)
        {
            MaxUnavailable = Replicas;
            return;
        }

        MaxSurge = Resolve(deployment.Json.At("spec.strategy.rollingUpdate.maxSurge"), Replicas, roundUp: true);
        MaxUnavailable = Math.Min(
            Resolve(deployment.Json.At("spec.strategy.rollingUpdate.maxUnavailable"), Replicas, roundUp: false),
            Replicas
        );
        if (MaxSurge == 0 && MaxUnavailable == 0)
            MaxUnavailable = 1;
    }

    public Stored Deployment { get; }

    public int Replicas { get; }

    public bool IsRecreate { get; }

    public bool IsPaused { get; }

    public int ProgressDeadlineSeconds { get; }

    public int MaxSurge { get; }

    public int MaxUnavailable { get; }

    /// <summary>How many replicas the new set may have while the old sets still have theirs.</summary>
    public int NextForNewSet(int present, int ofAllSets)
    {
        if (present >= Replicas)
            return Replicas;

        return present + Math.Clamp(Replicas + MaxSurge - ofAllSets, 0, Replicas - present);
    }

    /// <summary>How many replicas the old sets may lose while enough pods stay available.</summary>
    public int Spare(int ofAllSets, int newSetUnavailable) =>
        Math.Max(0, ofAllSets - (Replicas - MaxUnavailable) - newSetUnavailable);

    /// <summary>A number, or a percentage of the total.</summary>
    public static int Resolve(JsonNode? value, int total, bool roundUp)
    {
        var text = value?.ToString() ?? "0";
        if (!text.EndsWith('%'))
            return int.Parse(text, CultureInfo.InvariantCulture);

        var exact = int.Parse(text[..^1], CultureInfo.InvariantCulture) * total / 100.0;
        return (int)(roundUp ? Math.Ceiling(exact) : Math.Floor(exact));
    }
}
