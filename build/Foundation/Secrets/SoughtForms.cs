using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Foundation.Secrets;

/// <summary>Secrets in every form in which a text may hold them.</summary>
internal sealed class SoughtForms
{
    private const string Mask = "***";

    private readonly string[] _forms;
    private readonly SearchValues<string> _search;

    public SoughtForms(IEnumerable<string> secrets)
    {
        // Longest first: a secret that contains another one would otherwise leave its rest behind.
        _forms = [.. secrets.SelectMany(Forms).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
        _search = SearchValues.Create(_forms, StringComparison.Ordinal);
    }

    /// <summary>
    /// Loads what masks a text: it has to be there when no file can be opened any more, since the line that says so is
    /// masked, too.
    /// </summary>
    public static void Load() => _ = Forms("x").Count;

    /// <summary>Whether there is one.</summary>
    public bool Any => _forms.Length > 0;

    /// <summary>The text with <c>***</c> in place of every secret; the same text where it holds none.</summary>
    public string Redact(string text) =>
        Any && text.AsSpan().ContainsAny(_search)
            ? _forms.Aggregate(text, (rest, form) => rest.Replace(form, Mask, StringComparison.Ordinal))
            : text;

    // Plain, URL-encoded, and escaped for JSON as others and we do it.
    private static IReadOnlyList<string> Forms(string secret) =>
        [
            secret,
            Uri.EscapeDataString(secret),
            JsonEncodedText.Encode(secret).Value,
            JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
        ];
}
