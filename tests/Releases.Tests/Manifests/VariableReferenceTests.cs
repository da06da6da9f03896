namespace Releases.Tests.Manifests;

public sealed class VariableReferenceTests
{
    // Every line was compared with what GNU envsubst makes of it.
    [Theory]
    [InlineData("$VERSION", "1.2.3")]
    [InlineData("${VERSION}", "1.2.3")]
    [InlineData("a${VERSION}b", "a1.2.3b")]
    [InlineData("$VERSION-static", "1.2.3-static")]
    [InlineData("$VERSION$REGION", "1.2.3uk")]
    [InlineData("$VERSION/${REGION}.$VERSION", "1.2.3/uk.1.2.3")]
    [InlineData("$$VERSION", "$1.2.3")]
    [InlineData("$(VERSION)", "$(VERSION)")]
    [InlineData("$", "$")]
    [InlineData("5$", "5$")]
    [InlineData("$ VERSION", "$ VERSION")]
    [InlineData("$1", "$1")]
    [InlineData("${}", "${}")]
    [InlineData("${VERSION", "${VERSION")]
    [InlineData("${VERSION:-x}", "${VERSION:-x}")]
    [InlineData("${ VERSION }", "${ VERSION }")]
    [InlineData("\\$VERSION", "\\1.2.3")]
    [InlineData("${$VERSION}", "${1.2.3}")]
    public void A_variable_is_filled_in_where_envsubst_would(string text, string filled) =>
        Rendering.Of($"value: '{text}'")["value"]!.GetValue<string>().ShouldBe(filled);

    // As envsubst does that is given a list of names.
    [Theory]
    [InlineData("$host")]
    [InlineData("${remote_addr}")]
    [InlineData("$Any")]
    [InlineData("$aVERSION")]
    [InlineData("for each in a b; do echo $each; done")]
    public void A_name_with_small_letters_is_somebody_elses_and_stays(string text)
    {
        Rendering.Of($"value: '{text}'")["value"]!.GetValue<string>().ShouldBe(text);
        Rendering.Of($"value: '{text} $REGION'")["value"]!.GetValue<string>().ShouldBe($"{text} uk");
    }

    [Fact]
    public void A_value_is_not_looked_at_again() =>
        Rendering.Of("value: $ACTOR", actor: "${VERSION}")["value"]!.GetValue<string>().ShouldBe("${VERSION}");
}
