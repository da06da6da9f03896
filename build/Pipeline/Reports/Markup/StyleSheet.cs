using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Reports.Markup;

/// <summary>
/// The style sheet of all pages; a resource of this program, and the only text that reaches a page as it is.
/// </summary>
internal sealed class StyleSheet : Node
{
    private const string Resource = "Reports.report.css";

    private static readonly Lazy<string> Text = new(Read);

    /// <summary>What a content security policy knows it by.</summary>
    public static string Hash =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text.Value)))}'";

    internal override void WriteTo(TextWriter page) => page.Write($"<style>{Text.Value}</style>");

    // A browser turns line endings into these before it computes the hash.
    private static string Read()
    {
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
