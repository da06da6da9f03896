namespace Pipeline.Tools.Google;

/// <summary>Base of everything that runs gcloud.</summary>
public abstract class GcloudTool(ToolHost host) : ExternalTool<GcloudSettings>(host)
{
    /// <inheritdoc/>
    protected override string InstallHint => "Install the Google Cloud CLI: https://cloud.google.com/sdk/docs/install";

    /// <inheritdoc/>
    protected override string GetToolName() => "gcloud";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Variables(GcloudSettings settings) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1" };
}

/// <summary>How gcloud is run: with the log-in of the user or of the pipeline.</summary>
public sealed class GcloudSettings : ExternalToolSettings;
