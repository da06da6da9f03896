using Releases.Records;

namespace Releases.Notifying;

/// <summary>A region in a notice.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">The version that ran before, when it could be read.</param>
/// <param name="Outcome">How it ended, or <see cref="Outcome.Running"/> while it has not.</param>
public sealed record NoticeRegion(string Name, string? From, Outcome Outcome);
