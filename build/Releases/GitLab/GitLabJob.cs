namespace Releases.GitLab;

/// <summary>A job of a pipeline.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name; a job of a matrix is <c>deploy: [uk]</c>.</param>
/// <param name="Status">GitLab's word for how far it is: <c>created</c>, <c>pending</c>, <c>running</c>, <c>manual</c>
/// …</param>
public sealed record GitLabJob(long Id, string Name, string Status)
{
    /// <summary>Whether GitLab would start it by itself, and has not.</summary>
    public bool IsAhead => Status is "created" or "waiting_for_resource" or "preparing" or "pending" or "scheduled";

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => Status == "running";
}
