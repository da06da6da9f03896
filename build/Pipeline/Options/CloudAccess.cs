namespace Pipeline.Options;

/// <summary>How the clouds of the regions are asked.</summary>
public enum CloudAccess
{
    /// <summary>az and gcloud are asked once for a login, and the clouds answer all regions.</summary>
    Api,

    /// <summary>
    /// The same with the application and the account that the environment names. They are not taken unless it is asked
    /// for: a laptop may have such variables for something else.
    /// </summary>
    Environment,

    /// <summary>az and gcloud are asked for each region.</summary>
    Cli,
}
