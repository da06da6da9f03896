using System.Security.Cryptography;
using System.Text.Json;
using Foundation.Limits;

namespace Releases.Images;

/// <summary>A JSON document from a registry, with the digest of its bytes.</summary>
internal sealed record RegistryAnswer(string Digest, JsonDocument Document) : IDisposable
{
    public static async Task<RegistryAnswer> ReadAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var body = await BoundedRead.BytesAsync(response.Content, InputLimits.WebAnswer, cancellationToken);
        // The specification defines a manifest's digest as the digest of the served bytes. Computing it needs no trust
        // in a header.
        return new($"sha256:{Convert.ToHexStringLower(SHA256.HashData(body))}", JsonDocument.Parse(body));
    }

    public void Dispose() => Document.Dispose();
}
