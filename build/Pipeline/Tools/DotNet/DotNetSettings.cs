namespace Pipeline.Tools.DotNet;

/// <summary>How dotnet is run: with the SDK that runs this program.</summary>
public sealed class DotNetSettings : ExternalToolSettings;
