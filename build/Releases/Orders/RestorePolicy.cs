using Migrations;

namespace Releases.Orders;

/// <summary>When a region that fails may get its former images back.</summary>
/// <param name="Migrations">Judges the migrations between two versions.</param>
/// <param name="AcceptsRisk">Whether a verdict that has to be investigated is taken. One that is unsafe never
/// is.</param>
public sealed record RestorePolicy(MigrationCheck Migrations, bool AcceptsRisk);
