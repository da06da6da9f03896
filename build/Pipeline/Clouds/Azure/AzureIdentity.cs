using Clusters.Credentials;
using Foundation.Failures;
using Foundation.Secrets;
using Foundation.Text;
using Pipeline.Tools.Azure;

namespace Pipeline.Clouds.Azure;

/// <summary>
/// An application that the environment logs in, without az: by its secret, or by the token of somebody whom it trusts,
/// such as GitLab. The variables are those of Azure's own libraries, and so is their order: a secret goes first.
/// </summary>
public sealed class AzureIdentity
{
    private const string SecretVariable = "AZURE_CLIENT_SECRET";
    private const string TokenVariable = "AZURE_FEDERATED_TOKEN_FILE";
    private const string AuthorityVariable = "AZURE_AUTHORITY_HOST";

    private readonly string? _authority;
    private readonly Secret? _secret;
    private readonly NamedFile? _token;

    private AzureIdentity(string tenant, string client, string? authority, Secret? secret, NamedFile? token)
    {
        Tenant = tenant;
        Client = client;
        _authority = authority;
        _secret = secret;
        _token = token;
    }

    /// <summary>The tenant's id, or one of its domains.</summary>
    public string Tenant { get; }

    /// <summary>The application's id.</summary>
    public string Client { get; }

    /// <summary>The variable that proves it.</summary>
    public string ProvedBy => _secret is null ? TokenVariable : SecretVariable;

    /// <summary>How kubelogin logs in as the same application.</summary>
    public KubeloginMethod Kubelogin =>
        _secret is null ? KubeloginMethod.WorkloadIdentity : KubeloginMethod.ServicePrincipal;

    /// <summary>The application of an environment; <see langword="null"/> when it names none.</summary>
    /// <param name="variable">Gives environment variables.</param>
    public static AzureIdentity? Of(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (Value("AZURE_TENANT_ID") is not { } tenant || Value("AZURE_CLIENT_ID") is not { } client)
            return null;
        var authority = Value(AuthorityVariable);
        return Value(SecretVariable) is { } secret ? new(tenant, client, authority, new Secret(secret), null)
            : Value(TokenVariable) is { } file
                ? new(
                    tenant,
                    client,
                    authority,
                    null,
                    new(TokenVariable, file, "have the job write its token there first: docs/gitlab.md")
                )
            : null;

        string? Value(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;
    }

    /// <summary>The cloud that it is of: the one whose authority the environment names, else that of az.</summary>
    public AzureCloud? CloudOf(AzureCloud? active) =>
        _authority is not null && AzureCloud.OfAuthority(_authority) is { } known ? known : active;

    /// <summary>A token of the application for Azure Resource Manager.</summary>
    /// <param name="cloud">Its cloud.</param>
    /// <param name="endpoint">Asks for it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ReleaseException">There is no token, and why.</exception>
    public async Task<AccountToken> TokenAsync(
        AzureCloud cloud,
        TokenEndpoint endpoint,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentNullException.ThrowIfNull(endpoint);
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Client,
            ["scope"] = cloud.Scope,
        };
        if (_secret is not null)
            form["client_secret"] = _secret.Reveal();
        else
        {
            form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            form["client_assertion"] = (await AssertionAsync(cancellationToken)).Reveal();
        }
        var authority = Authority(cloud);
        var address = new Uri(authority, $"{Uri.EscapeDataString(Tenant)}/oauth2/v2.0/token");
        var refusals = new CloudRefusals("Azure", AzureIdentityFailures.Of(this, authority.Host, _token?.Path));
        return await endpoint.AskAsync(address, form, refusals, cancellationToken);
    }

    private async Task<Secret> AssertionAsync(CancellationToken cancellationToken)
    {
        var token = await _token!.ReadAsync(cancellationToken);
        return HeaderText.CanCarry(token) ? new Secret(token) : throw _token.Unfit("holds no token");
    }

    private Uri Authority(AzureCloud cloud)
    {
        if (_authority is null)
            return cloud.Authority
                ?? throw new ReleaseException(
                    "Azure: the cloud that az is set to names no authority to log in at.",
                    $"set {AuthorityVariable}"
                );
        return AzureCloud.Address(_authority)
            ?? throw new ReleaseException(
                $"{AuthorityVariable} is no address: '{_authority}'",
                "give it as https://login.microsoftonline.com/"
            );
    }
}
