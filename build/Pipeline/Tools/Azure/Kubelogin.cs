using System.Text.RegularExpressions;
using Foundation.Failures;
using Foundation.Secrets;

namespace Pipeline.Tools.Azure;

/// <summary>The exec plugin that logs in to a cluster through Entra ID.</summary>
public sealed partial class Kubelogin(ToolHost host) : ExternalTool<KubeloginSettings>(host)
{
    /// <inheritdoc/>
    protected override string InstallHint => "az aks install-cli";

    /// <summary>Whether a kubeconfig logs in through kubelogin, or through the plugin that it replaced.</summary>
    public static bool IsNeededBy(Secret kubeconfig) => Plugin().IsMatch(kubeconfig.Reveal());

    /// <summary>
    /// Makes a kubeconfig use a log-in that is there. Its default, a code to type in a browser, never ends in CI.
    /// </summary>
    /// <exception cref="ReleaseException">kubelogin is not installed, or failed.</exception>
    public Task ConvertAsync(string kubeconfig, KubeloginMethod method, CancellationToken cancellationToken)
    {
        var command = ToolCommand.Of(
            "convert-kubeconfig",
            "convert-kubeconfig",
            "-l",
            NameOf(method),
            "--kubeconfig",
            kubeconfig
        );
        return RunAsync(new KubeloginSettings(), command, cancellationToken);
    }

    /// <inheritdoc/>
    protected override string GetToolName() => "kubelogin";

    private static string NameOf(KubeloginMethod method) =>
        method switch
        {
            KubeloginMethod.AzureCli => "azurecli",
            KubeloginMethod.ServicePrincipal => "spn",
            KubeloginMethod.WorkloadIdentity => "workloadidentity",
        };

    [GeneratedRegex(
        @"^\s*(- )?(command: *""?([^\s""]*/)?kubelogin(\.exe)?""?|name: *""?azure""?)\s*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Plugin();
}

/// <summary>How kubelogin is run.</summary>
public sealed class KubeloginSettings : ExternalToolSettings;

/// <summary>How kubelogin logs in.</summary>
public enum KubeloginMethod
{
    /// <summary>By az.</summary>
    AzureCli,

    /// <summary>By the secret of an application, from <c>AZURE_CLIENT_SECRET</c>.</summary>
    ServicePrincipal,

    /// <summary>By a token that an application trusts, from <c>AZURE_FEDERATED_TOKEN_FILE</c>.</summary>
    WorkloadIdentity,
}
