namespace Migrations.Verdicts;

/// <summary>The kinds of other changes that can matter to a rollback.</summary>
public enum OtherChangeKind
{
    /// <summary>A package that the application needs.</summary>
    Dependency,

    /// <summary>Settings of the application.</summary>
    Settings,

    /// <summary>Cron jobs and tasks.</summary>
    Tasks,

    /// <summary>A commit of another repository.</summary>
    Submodule,
}
