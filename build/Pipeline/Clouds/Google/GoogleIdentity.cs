using System.Text.Json;
using Clusters.Credentials;
using Foundation.Failures;
using Foundation.Json;

namespace Pipeline.Clouds.Google;

/// <summary>
/// An account that the environment logs in, without gcloud: by the file that <c>GOOGLE_APPLICATION_CREDENTIALS</c>
/// names.
/// </summary>
public abstract class GoogleIdentity
{
    /// <summary>The variable that proves it.</summary>
    public const string Variable = "GOOGLE_APPLICATION_CREDENTIALS";

    /// <summary>
    /// What a token is for. GKE knows an account by its address only when the token tells that address.
    /// </summary>
    internal static IReadOnlyList<string> Scopes { get; } =
    ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/userinfo.email"];

    /// <summary>Who logs in.</summary>
    public abstract string Account { get; }

    /// <summary>A token of the account.</summary>
    /// <param name="endpoint">Asks for it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ReleaseException">There is no token, and why.</exception>
    public abstract Task<AccountToken> TokenAsync(TokenEndpoint endpoint, CancellationToken cancellationToken);

    /// <summary>
    /// The account of an environment; <see langword="null"/> when it names none, or one that only gcloud can log in,
    /// such as a person's.
    /// </summary>
    /// <param name="variable">Gives environment variables.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ReleaseException">The file cannot be used.</exception>
    public static async Task<GoogleIdentity?> FindAsync(
        Func<string, string?> variable,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (variable(Variable)?.Trim() is not { Length: > 0 } path)
            return null;
        var file = new NamedFile(Variable, path, $"name the account's file, or unset {Variable} to log in by gcloud");
        var json = LooseJson.TryParse(await file.ReadAsync(cancellationToken)) ?? throw file.Unfit("is not JSON");
        return json.Text("type") switch
        {
            "service_account" => ServiceAccountKey.Of(json, file),
            "external_account" => WorkloadIdentity.Of(json, file),
            null => throw file.Unfit("names no type of account"),
            // Of a person, or of a cloud whose machines are asked who they are.
            _ => null,
        };
    }

    /// <summary>An address of the file.</summary>
    internal static Uri Address(JsonElement json, string field, NamedFile file)
    {
        if (!Uri.TryCreate(Required(json, field, file), UriKind.Absolute, out var address))
            throw file.Unfit($"has no address in {field}");
        // What proves who somebody is goes to Google alone: a file can be anybody's.
        return IsGoogles(address) ? address : throw file.Unfit($"names {address} in {field}, which is not Google's");
    }

    private static bool IsGoogles(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps
            && address.IdnHost.EndsWith(".googleapis.com", StringComparison.OrdinalIgnoreCase)
        || (address.IsLoopback && address.Scheme is "http" or "https");

    /// <summary>A text of the file.</summary>
    internal static string Required(JsonElement json, string field, NamedFile file) =>
        json.Text(field) is { Length: > 0 } text ? text : throw file.Unfit($"has no {field}");
}
