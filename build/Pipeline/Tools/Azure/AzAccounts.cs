using System.Text.Json;
using Foundation.Failures;
using Foundation.Json;
using Foundation.Secrets;
using Foundation.Text;

namespace Pipeline.Tools.Azure;

/// <summary>Asks who is logged in.</summary>
public sealed class AzAccounts(ToolHost host) : AzTool(host)
{
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The log-in that the other commands use.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in.</exception>
    public async Task<AzAccount> ShowAsync(AzSettings settings, CancellationToken cancellationToken)
    {
        var command = new ToolCommand("account show", Arguments(settings, "account", "show", "--output", "json"));
        var output = await RunAsync(settings, command, cancellationToken);
        return Read(output.Text)
            ?? throw new ReleaseException(
                "az account show: what it printed is no account in JSON.",
                "az account show --output json"
            );
    }

    /// <summary>A token of that log-in for Azure Resource Manager.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in.</exception>
    public async Task<AzureLogin> LoginAsync(AzSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["account", "get-access-token", "--output", "json"];
        var command = new ToolCommand("account get-access-token", Arguments(settings, arguments));
        var output = await RunAsync(settings, command, cancellationToken);
        return
            LooseJson.TryParse(output.Text) is { } json
            && json.Text("accessToken") is { } token
            && HeaderText.CanCarry(token)
            && json.Text("subscription") is { } subscription
            && json.Text("tenant") is { } tenant
            ? new(new Secret(token), subscription, tenant, Expiry(json))
            : throw new ReleaseException("az account get-access-token: what it printed is no token in JSON.");
    }

    // `expires_on` is in seconds of Unix time, since az 2.54. `expiresOn` is a local time, which is two moments where
    // a clock is set back: without the former, the token is used until it is refused.
    private static DateTimeOffset? Expiry(JsonElement json) =>
        json.Find("expires_on") is { ValueKind: JsonValueKind.Number } end && end.TryGetInt64(out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, LastSecond))
            : null;

    // Extensions and wrappers of az can print anything.
    private static AzAccount? Read(string text) =>
        LooseJson.TryParse(text) is { } json
        && json.Find("user")?.Text("name") is { } user
        && json.Text("name") is { } name
        && json.Text("id") is { } id
            ? new(user, name, id) { Tenant = json.Text("tenantId") }
            : null;

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(AzSettings settings) => AzFailures.Account;
}

/// <summary>Who is logged in to Azure, and to which subscription.</summary>
/// <param name="User">A person's address, or an application's id.</param>
/// <param name="Subscription">The subscription's name.</param>
/// <param name="SubscriptionId">The subscription's id.</param>
public sealed record AzAccount(string User, string Subscription, string SubscriptionId)
{
    /// <summary>The id of the subscription's tenant; <see langword="null"/> when az does not say it.</summary>
    public string? Tenant { get; init; }
}

/// <summary>A log-in to Azure Resource Manager.</summary>
/// <param name="Token">The token.</param>
/// <param name="Subscription">The id of the subscription that it is for; empty when it is for a registry alone.</param>
/// <param name="Tenant">The id of the tenant.</param>
/// <param name="ExpiresAt">When the token expires; <see langword="null"/> when az does not say it.</param>
public sealed record AzureLogin(Secret Token, string Subscription, string Tenant, DateTimeOffset? ExpiresAt);
