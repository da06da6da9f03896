namespace Foundation.Secrets;

/// <summary>
/// Takes secrets out of text that others wrote, such as the error output of a tool: the given secrets, plain and
/// URL-encoded, without the spaces and line ends around them, and the user part of every URL.
/// </summary>
public sealed class SecretRedactor
{
    private const string Mask = "***";
    private readonly string[] _values;

    /// <summary>Creates a redactor for these secrets; empty ones are ignored.</summary>
    public SecretRedactor(params IEnumerable<Secret> secrets)
    {
        // Longest first: a secret that contains another one would otherwise leave its rest behind. A secret of several
        // lines is also shown one line at a time.
        _values = secrets
            .Where(secret => !secret.IsEmpty)
            .SelectMany(Forms)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(value => value.Length)
            .ToArray();
    }

    /// <summary>The text with <c>***</c> in place of every secret.</summary>
    public string Redact(string text)
    {
        var masked = _values.Aggregate(text, (rest, value) => rest.Replace(value, Mask, StringComparison.Ordinal));
        return UrlUsers.Replace(masked, Mask);
    }

    /// <summary>Whether the text holds one of the secrets.</summary>
    public bool Finds(string text) => _values.Any(value => text.Contains(value, StringComparison.Ordinal));

    private static IEnumerable<string> Forms(Secret secret)
    {
        var value = secret.Reveal();
        return value
            .Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.Length >= ShortestLine)
            .Append(value.Trim())
            .Where(form => form.Length > 0)
            .SelectMany(form => new[] { form, Uri.EscapeDataString(form) });
    }

    // Lines of a kubeconfig such as "- name: x" are no secrets; masking every short one would make messages unreadable.
    private const int ShortestLine = 20;
}
