using Foundation.Failures;
using Foundation.Secrets;
using Releases.Images;

namespace Pipeline.Tools.Azure;

/// <summary>Asks for a log-in to an Azure Container Registry.</summary>
/// <param name="host">The build's services.</param>
/// <param name="registry">The registry's resource name, such as <c>MegForms</c>; not its address.</param>
public sealed class AcrCredentials(ToolHost host, string registry) : AzTool(host)
{
    /// <summary>The user name that a token is used with (Azure documentation, "az acr login --expose-token").</summary>
    public const string TokenUser = "00000000-0000-0000-0000-000000000000";

    /// <summary>
    /// A token of three hours for the account that is logged in; where there is none, the password of the registry's
    /// admin user.
    /// </summary>
    /// <exception cref="ReleaseException">There is neither; why there is no token.</exception>
    public async Task<RegistryCredentials> GetAsync(AzSettings settings, CancellationToken cancellationToken)
    {
        ReleaseException? refused = null;
        try
        {
            var token = await TokenAsync(settings, cancellationToken);
            if (token is not null)
                return token;
        }
        catch (ReleaseException failure) when (!AzFailures.IsOfEveryQuestion(failure))
        {
            // The identity may lack AcrPush, or the client be too old for tokens: the admin user can still do.
            refused = failure;
        }

        try
        {
            return await AdminAsync(settings, cancellationToken);
        }
        // Most registries have no admin user, and are right not to.
        catch (ReleaseException failure) when (refused is not null)
        {
            throw new ReleaseException(refused.Message, refused.NextStep, failure);
        }
    }

    /// <summary>The second password of the registry's admin user.</summary>
    /// <exception cref="ReleaseException">There is no admin user, or it has no password.</exception>
    public async Task<RegistryCredentials> AdminAsync(AzSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["acr", "credential", "show", "--name", registry, "--query", "passwords[1].value"];
        var command = new ToolCommand("acr credential show", Arguments(settings, [.. arguments, "-o", "tsv"]));
        var password = (await RunAsync(settings, command, cancellationToken)).Text;
        // A query that finds nothing prints nothing and exits 0.
        if (password.Length == 0)
            throw new ReleaseException(
                $"az acr credential show: registry {registry} has no second password.",
                $"az acr credential renew -n {registry} --password-name password2"
            );

        return new(registry, new Secret(password));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(AzSettings settings) => AzFailures.Registry(registry);

    private async Task<RegistryCredentials?> TokenAsync(AzSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["acr", "login", "-n", registry, "--expose-token", "--query", "accessToken", "-o", "tsv"];
        var output = await RunAsync(settings, new("acr login", Arguments(settings, arguments)), cancellationToken);
        if (output.Text.Length == 0)
            return null;

        // Where Entra ID refuses and the admin user is on, az gives the admin's password for the token.
        return new(IsToken(output.Text) ? TokenUser : registry, new Secret(output.Text));
    }

    // A JSON web token: three parts, the first of which starts with {" in base64. A password has no dots.
    private static bool IsToken(string text) =>
        text.StartsWith("ey", StringComparison.Ordinal) && text.Split('.').Length == 3;
}
