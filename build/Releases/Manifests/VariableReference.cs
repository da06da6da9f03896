namespace Releases.Manifests;

/// <summary>A place in a text that envsubst would fill in.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="Length">How long it is, with its <c>$</c> and braces.</param>
internal sealed record VariableReference(string Name, int Start, int Length)
{
    /// <summary>
    /// Finds <c>$NAME</c> and <c>${NAME}</c>. As with envsubst, other text stays as it is: <c>$(NAME)</c>, which
    /// Kubernetes expands itself, a lone <c>$</c>, and forms such as <c>${NAME:-x}</c>.
    /// </summary>
    public static IEnumerable<VariableReference> FindAll(string text)
    {
        for (var start = text.IndexOf('$'); start >= 0 && start < text.Length - 1; start = text.IndexOf('$', start + 1))
        {
            var braced = text[start + 1] == '{';
            var first = start + (braced ? 2 : 1);
            var end = first;
            while (end < text.Length && IsNameLetter(text[end], isFirst: end == first))
                end++;
            if (end == first || (braced && (end == text.Length || text[end] != '}')))
                continue;
            yield return new VariableReference(text[first..end], start, end - start + (braced ? 1 : 0));
        }
    }

    private static bool IsNameLetter(char letter, bool isFirst) =>
        char.IsAsciiLetter(letter) || letter == '_' || (!isFirst && char.IsAsciiDigit(letter));
}
