using System.Text.Encodings.Web;
using System.Text.Unicode;
using Foundation.Text;

namespace Pipeline.Reports.Markup;

/// <summary>Text from outside in a page: visible, and no markup.</summary>
internal static class EncodedText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(string text) => Encoder.Encode(VisibleText.Of(text));
}
