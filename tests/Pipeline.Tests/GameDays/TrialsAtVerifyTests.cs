namespace Pipeline.Tests.GameDays;

public sealed class TrialsAtVerifyTests(TriedAtVerify regions) : TrialTests<TriedAtVerify>(regions);
