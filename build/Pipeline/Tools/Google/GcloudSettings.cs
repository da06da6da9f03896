namespace Pipeline.Tools.Google;

/// <summary>How gcloud is run: with the log-in of the user or of the pipeline.</summary>
public sealed class GcloudSettings : ExternalToolSettings;
