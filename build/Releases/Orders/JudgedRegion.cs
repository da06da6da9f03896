using Releases.Records;
using Releases.Versions;

namespace Releases.Orders;

/// <summary>What a region was like when the checks of a run judged it.</summary>
/// <param name="Serves">What its workloads were set to.</param>
/// <param name="Schema">
/// The version that its database was migrated to. <see langword="null"/> when that is not known.
/// </param>
/// <param name="UnappliedTo">The version that a way back was begun to; <see langword="null"/> where none was.</param>
public sealed record JudgedRegion(Serving Serves, ReleaseVersion? Schema, ReleaseVersion? UnappliedTo = null);
