using Foundation.Failures;
using Foundation.Json;

namespace Pipeline.Tools.Azure;

/// <summary>Asks who is logged in.</summary>
public sealed class AzAccounts(ToolHost host) : AzTool(host)
{
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

    // Extensions and wrappers of az can print anything.
    private static AzAccount? Read(string text) =>
        LooseJson.TryParse(text) is { } json
        && json.Find("user")?.Text("name") is { } user
        && json.Text("name") is { } name
        && json.Text("id") is { } id
            ? new(user, name, id)
            : null;

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(AzSettings settings) => AzFailures.Account;
}

/// <summary>Who is logged in to Azure, and to which subscription.</summary>
/// <param name="User">A person's address, or an application's id.</param>
/// <param name="Subscription">The subscription's name.</param>
/// <param name="SubscriptionId">The subscription's id.</param>
public sealed record AzAccount(string User, string Subscription, string SubscriptionId);
