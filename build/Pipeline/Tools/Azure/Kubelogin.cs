using System.Text.RegularExpressions;
using Foundation.Failures;
using Foundation.Secrets;

namespace Pipeline.Tools.Azure;

/// <summary>The exec plugin that logs in to a cluster through Entra ID.</summary>
public sealed partial class Kubelogin(ToolHost host) : ExternalTool<KubeloginSettings>(host)
{
    /// <summary>The variable that names how it logs in, whatever its arguments say.</summary>
    public const string MethodVariable = "AAD_LOGIN_METHOD";

    /// <summary>The variables that win over its arguments. Where it logs in by az, it inherits none of them.</summary>
    public static IReadOnlyList<string> Overruling { get; } = [MethodVariable, "AZURE_TENANT_ID"];

    /// <inheritdoc/>
    protected override string InstallHint => "az aks install-cli";

    /// <summary>Whether a kubeconfig logs in through kubelogin, or through the plugin that it replaced.</summary>
    public static bool IsNeededBy(Secret kubeconfig) => Plugin().IsMatch(kubeconfig.Reveal());

    /// <summary>
    /// Makes a kubeconfig use a log-in that is there. Its default, a code to type in a browser, never ends in CI.
    /// </summary>
    /// <exception cref="ReleaseException">kubelogin is not installed, or failed.</exception>
    public Task ConvertAsync(string kubeconfig, KubeloginLogin login, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(login);
        string[] tenant = login.Tenant is { } named ? ["--tenant-id", named] : [];
        var command = ToolCommand.Of(
            "convert-kubeconfig",
            ["convert-kubeconfig", "-l", login.Method.Name(), "--kubeconfig", kubeconfig, .. tenant]
        ) with
        {
            Without = login.Method == KubeloginMethod.AzureCli ? Overruling : [],
        };
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

/// <summary>How kubelogin logs in, and to which tenant.</summary>
/// <param name="Method">How.</param>
/// <param name="Tenant">
/// The tenant that az has to be asked for; <see langword="null"/> for the one that is az's usual one. It is not named
/// then: an az that a managed identity has logged in takes no tenant.
/// </param>
public sealed record KubeloginLogin(KubeloginMethod Method, string? Tenant = null);

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
