using Foundation.Failures;

namespace Pipeline.Running;

/// <summary>
/// Lanes failed in a stage. Each region's own failure is in the record; this only marks the gate as failed.
/// </summary>
/// <param name="message">Which regions.</param>
public sealed class LanesFailedException(string message) : ReleaseException(message);
