namespace Releases.Rollout;

/// <summary>How many pods a region has of the release, over all of its workloads.</summary>
/// <param name="Ready">Pods of the new template that are available.</param>
/// <param name="Wanted">Pods that are wanted.</param>
public sealed record PodCount(int Ready, int Wanted)
{
    /// <summary>Ready of wanted.</summary>
    public override string ToString() => FormattableString.Invariant($"{Ready}/{Wanted}");
}
