using Migrations.Verdicts;
using Releases.Versions;

namespace Releases.Orders;

/// <summary>What a region un-applies before it goes back.</summary>
/// <param name="From">The version that runs, whose image has the migrations.</param>
/// <param name="Steps">The steps in order.</param>
public sealed record UnapplyOrder(ImageTag From, IReadOnlyList<UnapplyStep> Steps);
