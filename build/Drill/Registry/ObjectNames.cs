using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Drill.Registry;

/// <summary>Makes and checks names as the real server does.</summary>
internal static partial class ObjectNames
{
    /// <summary>
    /// The alphabet has no vowels and no look-alikes, so that names spell no words (k8s.io/apimachinery,
    /// pkg/util/rand).
    /// </summary>
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    private const int LongestGenerated = 58;

    public const string Rule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and"
        + " end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
        + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    public static bool IsValid(string name) => name.Length <= 253 && Subdomain().IsMatch(name);

    public static string Generate(string prefix) =>
        (prefix.Length > LongestGenerated ? prefix[..LongestGenerated] : prefix)
        + new string(Random.Shared.GetItems<char>(Alphabet, 5));

    /// <summary>A hash of a pod template, in the server's alphabet. The same template has the same hash.</summary>
    public static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ octet) * 16777619u);

        return string.Concat(
            hash.ToString(System.Globalization.CultureInfo.InvariantCulture)
                .Select(digit => Alphabet[digit % Alphabet.Length])
        );
    }

    /// <summary>A digest in place of the one of an image's content. The same reference has the same digest.</summary>
    public static string Digest(string reference) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference)));

    [GeneratedRegex(
        @"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Subdomain();
}
