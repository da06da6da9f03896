using Releases.Records;

namespace Pipeline.Tests.GameDays;

/// <summary>The days of stage Migrate.</summary>
public sealed class TriedAtMigrate() : TriedRegions(Stage.Migrate), IOfStage
{
    static Stage IOfStage.Stage => Stage.Migrate;
}
