using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clusters.Credentials;
using Foundation.Json;
using Foundation.Secrets;
using Pipeline.Tools;

namespace Pipeline.Clouds.Google;

/// <summary>
/// A service account by its stored key: it signs what it asks (Google documentation, "Using OAuth 2.0 for server to
/// server applications").
/// </summary>
internal sealed class ServiceAccountKey : GoogleIdentity
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private readonly NamedFile _file;
    private readonly Uri _address;
    private readonly string? _keyId;
    private readonly Secret _key;

    private ServiceAccountKey(string account, NamedFile file, Uri address, string? keyId, Secret key)
    {
        Account = account;
        _file = file;
        _address = address;
        _keyId = keyId;
        _key = key;
    }

    public override string Account { get; }

    public static ServiceAccountKey Of(JsonElement json, NamedFile file) =>
        new(
            Required(json, "client_email", file),
            file,
            Address(json, "token_uri", file),
            json.Text("private_key_id"),
            new Secret(Required(json, "private_key", file))
        );

    public override Task<AccountToken> TokenAsync(TokenEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
            ["assertion"] = Signed(endpoint.Time.GetUtcNow()).Reveal(),
        };
        return endpoint.AskAsync(_address, form, new CloudRefusals("Google", Failures()), cancellationToken);
    }

    private Secret Signed(DateTimeOffset now)
    {
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT" };
        if (_keyId is not null)
            header["kid"] = _keyId;
        var claims = new JsonObject
        {
            ["iss"] = Account,
            ["scope"] = string.Join(' ', Scopes),
            ["aud"] = _address.OriginalString,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Life).ToUnixTimeSeconds(),
        };
        var text = $"{Encoded(header.ToJsonString())}.{Encoded(claims.ToJsonString())}";
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(_key.Reveal());
            var signature = key.SignData(
                Encoding.ASCII.GetBytes(text),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            );
            return new Secret($"{text}.{Base64Url.EncodeToString(signature)}");
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw _file.Unfit("holds a private_key that cannot be read");
        }
    }

    private FailureHint[] Failures() =>
        [
            new(
                "Invalid JWT Signature",
                $"the key of {Account} is not valid any more.",
                $"gcloud iam service-accounts keys list --iam-account {Account}"
            ),
            new("account not found", $"there is no account {Account}.", "gcloud iam service-accounts list"),
            new("Token must be a short-lived token", "this machine's clock is wrong.", "set the clock: timedatectl"),
            new("invalid_grant", $"the log-in of {Account} is refused.", $"Check {_file.NamedBy}"),
        ];

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
