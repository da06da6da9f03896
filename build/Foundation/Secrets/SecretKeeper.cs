using System.Buffers;
using System.Text.Json;

namespace Foundation.Secrets;

/// <summary>
/// Knows every secret of a run and takes it out of all that the run says. Whatever becomes a <see cref="Secret"/> while
/// a keeper is open is known to it from then on, so no writer has to be told of a secret, and none can forget one.
/// </summary>
/// <remarks>
/// The keeper belongs to the flow of calls that opened it: runs that go on beside each other in one process know
/// nothing of each other's secrets.
/// </remarks>
public sealed class SecretKeeper
{
    /// <summary>
    /// The shortest secret that is looked for in text. A shorter one stands in many words by chance, and masking it
    /// there would give it away.
    /// </summary>
    public const int ShortestSought = 6;

    private const string Mask = "***";

    private static readonly AsyncLocal<SecretKeeper?> Ambient = new();

    private readonly Lock _lock = new();
    private readonly HashSet<string> _forms = new(StringComparer.Ordinal);
    private SearchValues<string>? _search;

    private SecretKeeper() { }

    /// <summary>Opens a keeper for all that is called from here on.</summary>
    public static void Open() => Ambient.Value = new SecretKeeper();

    /// <summary>Whether a secret is known by now.</summary>
    public static bool KnowsAny => Ambient.Value is { } keeper && keeper.HasForms();

    /// <summary>The text with <c>***</c> in place of every secret that is known by now.</summary>
    public static string Redact(string text) => Ambient.Value?.RedactKnown(text) ?? text;

    /// <summary>Makes a secret known to the keeper that is open, if one is.</summary>
    internal static void Learn(string secret) => Ambient.Value?.Add(secret);

    private void Add(string secret)
    {
        // A text of several lines, such as a kubeconfig, is no secret itself: its reader makes known the secrets in it.
        if (secret.Length < ShortestSought || secret.Contains('\n', StringComparison.Ordinal))
            return;
        lock (_lock)
        {
            foreach (var form in Forms(secret))
            {
                if (_forms.Add(form))
                    _search = null;
            }
        }
    }

    private bool HasForms()
    {
        lock (_lock)
            return _forms.Count > 0;
    }

    private string RedactKnown(string text)
    {
        string[] forms;
        lock (_lock)
        {
            if (_forms.Count == 0)
                return text;
            _search ??= SearchValues.Create([.. _forms], StringComparison.Ordinal);
            if (!text.AsSpan().ContainsAny(_search))
                return text;
            // Longest first: a secret that contains another one would otherwise leave its rest behind.
            forms = [.. _forms.OrderByDescending(form => form.Length)];
        }

        return forms.Aggregate(text, (rest, form) => rest.Replace(form, Mask, StringComparison.Ordinal));
    }

    // Plain, URL-encoded, and escaped for JSON as others and we do it.
    private static IEnumerable<string> Forms(string secret) =>
        [
            secret,
            Uri.EscapeDataString(secret),
            JsonEncodedText.Encode(secret).Value,
            JsonEncodedText.Encode(secret, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
        ];
}
