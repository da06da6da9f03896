namespace Pipeline.Tools.Azure;

/// <summary>How az is run: with the log-in of the user or of the pipeline.</summary>
public sealed class AzSettings : ExternalToolSettings
{
    /// <summary>Name or id of the subscription; the log-in's default one when <see langword="null"/>.</summary>
    public string? Subscription { get; set; }
}
