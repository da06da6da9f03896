using Cake.Core.IO;

namespace Pipeline.Tools.Azure;

/// <summary>Base of everything that runs az.</summary>
public abstract class AzTool(ToolHost host) : ExternalTool<AzSettings>(host)
{
    /// <inheritdoc/>
    protected override string InstallHint => "Install the Azure CLI: https://aka.ms/azure-cli";

    /// <inheritdoc/>
    protected override string GetToolName() => "az";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Variables(AzSettings settings) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AZURE_CORE_NO_COLOR"] = "true",
            ["AZURE_CORE_DISABLE_CONFIRM_PROMPT"] = "true",
        };

    /// <summary>A command line, with the subscription where one is named.</summary>
    protected static ProcessArgumentBuilder Arguments(AzSettings settings, params IEnumerable<string> arguments) =>
        new ProcessArgumentBuilder().AppendData(arguments).AppendOption("--subscription", settings.Subscription);
}

/// <summary>How az is run: with the log-in of the user or of the pipeline.</summary>
public sealed class AzSettings : ExternalToolSettings
{
    /// <summary>Name or id of the subscription; the log-in's default one when <see langword="null"/>.</summary>
    public string? Subscription { get; set; }
}
