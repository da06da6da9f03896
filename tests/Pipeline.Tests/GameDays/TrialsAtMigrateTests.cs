namespace Pipeline.Tests.GameDays;

public sealed class TrialsAtMigrateTests(TriedAtMigrate regions) : TrialTests<TriedAtMigrate>(regions);
