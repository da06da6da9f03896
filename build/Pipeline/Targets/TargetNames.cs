namespace Pipeline.Targets;

/// <summary>The names of the targets, for code that speaks of a target without running it.</summary>
public static class TargetNames
{
    /// <summary><c>--target=AddRegion</c>.</summary>
    public const string AddRegion = nameof(AddRegion);

    /// <summary><c>--target=ApplyManifests</c>.</summary>
    public const string ApplyManifests = nameof(ApplyManifests);

    /// <summary><c>--target=Benchmark</c>.</summary>
    public const string Benchmark = nameof(Benchmark);

    /// <summary><c>--target=BuildImage</c>.</summary>
    public const string BuildImage = nameof(BuildImage);

    /// <summary><c>--target=BuildStatic</c>.</summary>
    public const string BuildStatic = nameof(BuildStatic);

    /// <summary><c>--target=CancelMigration</c>.</summary>
    public const string CancelMigration = nameof(CancelMigration);

    /// <summary><c>--target=CheckBenchmark</c>.</summary>
    public const string CheckBenchmark = nameof(CheckBenchmark);

    /// <summary><c>--target=CheckMigrations</c>.</summary>
    public const string CheckMigrations = nameof(CheckMigrations);

    /// <summary><c>--target=CheckRollback</c>.</summary>
    public const string CheckRollback = nameof(CheckRollback);

    /// <summary><c>--target=Completion</c>.</summary>
    public const string Completion = nameof(Completion);

    /// <summary><c>--target=Credentials</c>.</summary>
    public const string Credentials = nameof(Credentials);

    /// <summary><c>--target=Default</c>.</summary>
    public const string Default = nameof(Default);

    /// <summary><c>--target=Deploy</c>.</summary>
    public const string Deploy = nameof(Deploy);

    /// <summary><c>--target=Drill</c>.</summary>
    public const string Drill = nameof(Drill);

    /// <summary><c>--target=FinishPatch</c>.</summary>
    public const string FinishPatch = nameof(FinishPatch);

    /// <summary><c>--target=History</c>.</summary>
    public const string History = nameof(History);

    /// <summary><c>--target=MigrateCluster</c>.</summary>
    public const string MigrateCluster = nameof(MigrateCluster);

    /// <summary><c>--target=Pipeline</c>.</summary>
    public const string Pipeline = nameof(Pipeline);

    /// <summary><c>--target=Plan</c>.</summary>
    public const string Plan = nameof(Plan);

    /// <summary><c>--target=Preflight</c>.</summary>
    public const string Preflight = nameof(Preflight);

    /// <summary><c>--target=PushAcr</c>.</summary>
    public const string PushAcr = nameof(PushAcr);

    /// <summary><c>--target=ReleaseNotes</c>.</summary>
    public const string ReleaseNotes = nameof(ReleaseNotes);

    /// <summary><c>--target=Report</c>.</summary>
    public const string Report = nameof(Report);

    /// <summary><c>--target=Revert</c>.</summary>
    public const string Revert = nameof(Revert);

    /// <summary><c>--target=Rollback</c>.</summary>
    public const string Rollback = nameof(Rollback);

    /// <summary><c>--target=SetImage</c>.</summary>
    public const string SetImage = nameof(SetImage);

    /// <summary><c>--target=StartPatch</c>.</summary>
    public const string StartPatch = nameof(StartPatch);

    /// <summary><c>--target=Status</c>.</summary>
    public const string Status = nameof(Status);

    /// <summary><c>--target=Tag</c>.</summary>
    public const string Tag = nameof(Tag);

    /// <summary><c>--target=Test</c>.</summary>
    public const string Test = nameof(Test);

    /// <summary><c>--target=TestCluster</c>.</summary>
    public const string TestCluster = nameof(TestCluster);

    /// <summary><c>--target=TestLong</c>.</summary>
    public const string TestLong = nameof(TestLong);

    /// <summary><c>--target=Unlock</c>.</summary>
    public const string Unlock = nameof(Unlock);

    /// <summary><c>--target=VerifyRollout</c>.</summary>
    public const string VerifyRollout = nameof(VerifyRollout);
}
