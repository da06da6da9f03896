using Foundation.Failures;
using Foundation.Secrets;

namespace Pipeline.Terminal;

/// <summary>Text that a shell or GitLab runs. With <c>***</c> in it, it would do something else than it says.</summary>
internal static class RunnableText
{
    /// <summary>Ends the run where a secret would be masked in such a text, before any of it is written.</summary>
    /// <exception cref="ReleaseException">It would; the message names the variable.</exception>
    public static void RefuseMasked(string text)
    {
        if (ReferenceEquals(SecretKeeper.Redact(text), text))
            return;
        var variables = SecretKeeper.VariablesIn(text);
        throw variables.Count == 0
            ? new ReleaseException("a secret of this run stands in these commands; masked they would be wrong")
            : new ReleaseException(
                $"{string.Join(", ", variables)}: a secret, and its value stands in these commands; masked they would be wrong",
                $"where it is no secret: env {string.Join(' ', variables.Select(name => $"-u {name}"))} ./build.sh …"
            );
    }
}
