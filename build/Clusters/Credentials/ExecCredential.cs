using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Foundation.Failures;
using Foundation.Json;
using Foundation.Secrets;
using Foundation.Text;

namespace Clusters.Credentials;

/// <summary>What a credential plugin prints.</summary>
internal static class ExecCredential
{
    /// <summary>Reads an <c>ExecCredential</c>.</summary>
    /// <param name="json">The plugin's output; never shown.</param>
    /// <param name="apiVersion">What was asked for; the answer must be of the same version.</param>
    /// <param name="failure">Makes the error from what is wrong.</param>
    public static ExpiringCredential Parse(string json, string apiVersion, Func<string, ReleaseException> failure)
    {
        var root = LooseJson.TryParse(json) ?? throw failure("it printed something that is not JSON");
        if (root.Text("kind") != "ExecCredential")
            throw failure("it printed something other than an ExecCredential");
        if (root.Text("apiVersion") != apiVersion)
            throw failure($"it answered in another apiVersion than {apiVersion}, which the kubeconfig asks for");
        return root.Find("status") is { ValueKind: JsonValueKind.Object } status
            ? From(status, failure)
            : throw failure("it printed no credential");
    }

    private static ExpiringCredential From(JsonElement status, Func<string, ReleaseException> failure)
    {
        var token = status.Text("token");
        var certificate = status.Text("clientCertificateData");
        var key = status.Text("clientKeyData");
        if (string.IsNullOrEmpty(token) && string.IsNullOrEmpty(certificate))
            throw failure("it printed neither a token nor a client certificate");
        if (string.IsNullOrEmpty(certificate) != string.IsNullOrEmpty(key))
            throw failure("it printed a client certificate without its key, or a key without its certificate");

        if (token is not null && !HeaderText.CanCarry(token))
            throw failure($"it printed a token that {HeaderText.Problem}");

        try
        {
            return new(
                new Credential(
                    string.IsNullOrEmpty(token) ? null : new Secret(token),
                    string.IsNullOrEmpty(certificate) ? null : PemCertificates.WithKey(certificate, key!)
                ),
                Moment(status.Text("expirationTimestamp"), failure)
            );
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw failure("its client certificate or key cannot be read");
        }
    }

    private static DateTimeOffset? Moment(string? text, Func<string, ReleaseException> failure)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? moment
            : throw failure("its expirationTimestamp is no date");
    }
}
