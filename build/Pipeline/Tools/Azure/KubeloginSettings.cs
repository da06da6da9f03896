namespace Pipeline.Tools.Azure;

/// <summary>How kubelogin is run.</summary>
public sealed class KubeloginSettings : ExternalToolSettings;
