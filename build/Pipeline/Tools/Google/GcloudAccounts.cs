using System.Globalization;
using System.Text.Json;
using Foundation.Failures;
using Foundation.Json;
using Foundation.Secrets;
using Foundation.Text;

namespace Pipeline.Tools.Google;

/// <summary>Asks who is logged in.</summary>
public sealed class GcloudAccounts(ToolHost host) : GcloudTool(host)
{
    /// <summary>The account that the other commands use.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in.</exception>
    public async Task<string> ActiveAsync(GcloudSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["auth", "list", "--filter=status:ACTIVE", "--format=value(account)"];
        var output = await RunAsync(settings, ToolCommand.Of("auth list", arguments), cancellationToken);
        if (output.Text.Length == 0)
            throw new ReleaseException("gcloud auth list: nobody is logged in to Google Cloud.", "gcloud auth login");
        return output.Text.Any(char.IsWhiteSpace)
            ? throw new ReleaseException(
                "gcloud auth list: what it printed is no account.",
                "gcloud auth list --filter=status:ACTIVE"
            )
            : output.Text;
    }

    /// <summary>A token of that account.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in.</exception>
    public async Task<GoogleLogin> LoginAsync(GcloudSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["config", "config-helper", "--format=json"];
        var output = await RunAsync(settings, ToolCommand.Of("config config-helper", arguments), cancellationToken);
        var json = LooseJson.TryParse(output.Text);
        var overrides = json?.Find("configuration")?.Find("properties")?.Find("api_endpoint_overrides");
        return
            json?.Find("credential") is { } credential
            && credential.Text("access_token") is { } token
            && HeaderText.CanCarry(token)
            ? new(new Secret(token), Expiry(credential), overrides?.Text("container"))
            : throw new ReleaseException("gcloud config config-helper: what it printed is no token in JSON.");
    }

    private static DateTimeOffset? Expiry(JsonElement credential) =>
        DateTimeOffset.TryParse(
            credential.Text("token_expiry"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var end
        )
            ? end
            : null;

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(GcloudSettings settings) => GcloudFailures.Account;
}

/// <summary>A log-in to Google Cloud.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresAt">When it expires; <see langword="null"/> when gcloud does not say it.</param>
/// <param name="ContainerApi">
/// The address of Kubernetes Engine's API where gcloud is told another one than Google's.
/// </param>
public sealed record GoogleLogin(Secret Token, DateTimeOffset? ExpiresAt, string? ContainerApi);
