using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Terminal;

/// <summary>How a run is shown while it goes on; used from many lanes at once.</summary>
public interface IProgressView
{
    /// <summary>Whether what goes on is to be seen without headings of tasks.</summary>
    bool IsPicture { get; }

    /// <summary>The lanes begin.</summary>
    /// <param name="release">What is released, as a title.</param>
    /// <param name="stages">The stages that they have.</param>
    void Start(string release, IReadOnlySet<Stage> stages);

    /// <summary>Shows an event of a lane.</summary>
    void Show(RunEvent happened);

    /// <summary>Shows a line of the run itself.</summary>
    void Say(string text);

    /// <summary>The run has ended; what comes now is its last screen.</summary>
    void Finish();
}
