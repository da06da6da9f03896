using Releases.Records;

namespace Pipeline.Tests.GameDays;

/// <summary>Says of which stage the days are that it tries.</summary>
public interface IOfStage
{
    static abstract Stage Stage { get; }
}
