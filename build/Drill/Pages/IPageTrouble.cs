namespace Drill.Pages;

/// <summary>What spoils the page. The page asks it for every answer; the cluster's faults answer.</summary>
internal interface IPageTrouble
{
    /// <summary>The version that the page shows instead of the true one; null for the true one.</summary>
    string? StalePage { get; }
}
