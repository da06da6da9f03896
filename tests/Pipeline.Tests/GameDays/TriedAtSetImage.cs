using Releases.Records;

namespace Pipeline.Tests.GameDays;

/// <summary>The days of stage SetImage.</summary>
public sealed class TriedAtSetImage() : TriedRegions(Stage.SetImage), IOfStage
{
    static Stage IOfStage.Stage => Stage.SetImage;
}
