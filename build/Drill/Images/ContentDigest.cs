using System.Security.Cryptography;

namespace Drill.Images;

/// <summary>Reads and writes digests: <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
internal static class ContentDigest
{
    private const string Algorithm = "sha256:";

    public static string Of(ReadOnlySpan<byte> content) => Render(SHA256.HashData(content));

    public static string Render(ReadOnlySpan<byte> hash) => Algorithm + Convert.ToHexStringLower(hash);

    public static string Hex(string digest) => digest[Algorithm.Length..];

    /// <exception cref="RegistryFailure">The text is no digest.</exception>
    public static string Require(string? text) =>
        text?.Length == Algorithm.Length + (2 * SHA256.HashSizeInBytes)
        && text.StartsWith(Algorithm, StringComparison.Ordinal)
        && Hex(text).All(char.IsAsciiHexDigitLower)
            ? text
            : throw RegistryFailure.DigestInvalid(text);
}
