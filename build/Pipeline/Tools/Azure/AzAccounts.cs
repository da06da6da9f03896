using System.Text.Json;
using Foundation.Failures;

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

    // Extensions and wrappers of az print what they like.
    private static AzAccount? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var account = json.RootElement;
            return new(
                account.GetProperty("user").GetProperty("name").GetString() ?? "",
                account.GetProperty("name").GetString() ?? "",
                account.GetProperty("id").GetString() ?? ""
            );
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KnownFailure> KnownFailures(AzSettings settings) => AzFailures.Account;
}
