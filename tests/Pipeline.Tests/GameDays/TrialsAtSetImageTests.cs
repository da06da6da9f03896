namespace Pipeline.Tests.GameDays;

public sealed class TrialsAtSetImageTests(TriedAtSetImage regions) : TrialTests<TriedAtSetImage>(regions);
