using Migrations.Python;

namespace Migrations.Tests.Python;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("a = 1 # x\n\n  # y\nb\n", "a = 1 ; b ; ")]
    [InlineData("if a:\n\tb\n        c\nd", "if a : ; > b ; c ; < d ; ")]
    [InlineData("f(\n  a,\n\n  b)\r\nc\r", "f ( a , b ) ; c ; ")]
    [InlineData("a \\\r\n  + b", "a + b ; ")]
    [InlineData("\uFEFFa", "a ; ")]
    [InlineData("a **= b // c -> d := ...", "a **= b // c -> d := ... ; ")]
    [InlineData("'''a\n'b''' \"c\\\"d\" Rb'\\'", "'''a\n'b''' \"c\\\"d\" ?Rb'\\' ; ")]
    [InlineData("f'{a[\"b\"]}' f'{{' f'''{\n'x'\n}'''", "f'{a[\"b\"]}' f'{{' f'''{\n'x'\n}''' ; ")]
    [InlineData("0x_ff 1e-5 .5 3.14j 0xe-1", "0x_ff 1e-5 .5 3.14j 0xe - 1 ; ")]
    [InlineData("été = 'ü'", "été = 'ü' ; ")]
    [InlineData("a $ b", "a ?$ b ; ")]
    [InlineData("'open\nb", "?'open ; b ; ")]
    [InlineData("'''open\nb", "?'''open\nb ; ")]
    [InlineData("if a:\n    b\n  c", "if a : ; > b ; < ? c ; ")]
    public void Text_is_cut_as_Python_cuts_it(string text, string expected)
    {
        var words = Tokenizer
            .Read(text)
            .Select(token =>
                token.Kind switch
                {
                    TokenKind.Newline => "; ",
                    TokenKind.Indent => "> ",
                    TokenKind.Dedent => "< ",
                    TokenKind.End => "",
                    TokenKind.Unknown => $"?{text.Substring(token.Start, token.Length)} ",
                    _ => $"{text.Substring(token.Start, token.Length)} ",
                }
            );

        string.Concat(words).ShouldBe(expected);
    }

    [Fact]
    public void Lines_are_counted_through_strings_and_continuations()
    {
        var tokens = Tokenizer.Read("'''a\nb'''\n\\\nc\r\nd");

        tokens
            .Where(token => token.Kind is TokenKind.String or TokenKind.Name)
            .Select(token => token.Line)
            .ShouldBe([1, 4, 5]);
    }
}
