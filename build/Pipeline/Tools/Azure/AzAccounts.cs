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
        using var json = JsonDocument.Parse(output.Text);
        return new(
            json.RootElement.GetProperty("user").GetProperty("name").GetString() ?? "",
            json.RootElement.GetProperty("name").GetString() ?? "",
            json.RootElement.GetProperty("id").GetString() ?? ""
        );
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KnownFailure> KnownFailures(AzSettings settings) => AzFailures.Account;
}
