using Pipeline.Tools;

namespace Pipeline.Clouds.Azure;

/// <summary>
/// What Entra ID says of an application that logs in, and what to do about it (Microsoft documentation, "Microsoft
/// Entra authentication and authorization error codes").
/// </summary>
internal static class AzureIdentityFailures
{
    private const string Trust = "compare the application's federated credential with the token: docs/gitlab.md";

    /// <summary>The refusals of an application.</summary>
    /// <param name="identity">The application.</param>
    /// <param name="authority">The host that refuses.</param>
    /// <param name="file">The file of its token, if it has one.</param>
    public static IReadOnlyList<FailureHint> Of(AzureIdentity identity, string authority, string? file)
    {
        var application = $"application {identity.Client}";
        var token = $"the token in {file}";
        var reset = $"az ad app credential reset --id {identity.Client}, and put the new one into AZURE_CLIENT_SECRET";
        FailureHint Token(int code, string message, string next) => Hint(code, $"{token} {message}", next);
        return
        [
            Token(700024, "has expired.", "start the job anew: it then gets a new token"),
            Token(70021, $"is none that {application} trusts.", Trust),
            Token(700211, $"is of an issuer that {application} does not trust.", Trust),
            Token(700212, $"is for another audience than {application} trusts.", Trust),
            Token(700213, $"is of a subject that {application} does not trust.", Trust),
            Hint(7000215, $"{authority} refuses AZURE_CLIENT_SECRET of {application}.", reset),
            Hint(7000222, $"AZURE_CLIENT_SECRET of {application} has expired.", reset),
            Hint(
                700016,
                $"there is no {application} in tenant {identity.Tenant}.",
                "compare AZURE_CLIENT_ID and AZURE_TENANT_ID: az ad app list --display-name NAME"
            ),
            NoTenant(90002),
            NoTenant(900023),
            Hint(
                500011,
                $"tenant {identity.Tenant} does not know this Azure Resource Manager.",
                "check which cloud is meant: az cloud show, and AZURE_AUTHORITY_HOST"
            ),
        ];

        FailureHint NoTenant(int code) =>
            Hint(
                code,
                $"{authority} knows no tenant {identity.Tenant}.",
                "set AZURE_TENANT_ID: az account show --query tenantId"
            );
    }

    // With the colon: one code can be the beginning of another.
    private static FailureHint Hint(int code, string message, string next) =>
        new($"AADSTS{code}:", $"{message.TrimEnd('.')} (AADSTS{code}).", next);
}
