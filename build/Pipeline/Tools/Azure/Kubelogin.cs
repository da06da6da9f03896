using System.Text.RegularExpressions;
using Foundation.Failures;
using Foundation.Secrets;

namespace Pipeline.Tools.Azure;

/// <summary>The exec plugin that logs in to a cluster through Entra ID.</summary>
public sealed partial class Kubelogin(ToolHost host) : ExternalTool<KubeloginSettings>(host)
{
    /// <summary>The variable that names how it logs in, whatever its arguments say.</summary>
    public const string MethodVariable = "AAD_LOGIN_METHOD";

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
            method.Name(),
            "--kubeconfig",
            kubeconfig
        );
        return RunAsync(new KubeloginSettings(), command, cancellationToken);
    }

    /// <inheritdoc/>
    protected override string GetToolName() => "kubelogin";

    [GeneratedRegex(
        @"^\s*(- )?(command: *""?([^\s""]*/)?kubelogin(\.exe)?""?|name: *""?azure""?)\s*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Plugin();
}

/// <summary>How kubelogin is run.</summary>
public sealed class KubeloginSettings : ExternalToolSettings;

/// <summary>The names of kubelogin's ways to log in.</summary>
public static class KubeloginMethods
{
    /// <summary>The word of kubelogin's command line.</summary>
    public static string Name(this KubeloginMethod method) =>
        method switch
        {
            KubeloginMethod.AzureCli => "azurecli",
            KubeloginMethod.ServicePrincipal => "spn",
            KubeloginMethod.WorkloadIdentity => "workloadidentity",
        };
}

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
