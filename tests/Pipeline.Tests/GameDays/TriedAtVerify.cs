using Releases.Records;

namespace Pipeline.Tests.GameDays;

/// <summary>The days of stage Verify.</summary>
public sealed class TriedAtVerify() : TriedRegions(Stage.Verify), IOfStage
{
    static Stage IOfStage.Stage => Stage.Verify;
}
