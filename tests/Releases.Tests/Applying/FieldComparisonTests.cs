using System.Text.Json.Nodes;
using Releases.Applying;

namespace Releases.Tests.Applying;

public sealed class FieldComparisonTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"c":2,"b":1}}""")]
    [InlineData("""{"a":1}""", """{"a":2}""", "~ a: 1 -> 2")]
    [InlineData("""{"a":{"b":"x"}}""", """{"a":{"b":"y","c":true}}""", """~ a.b: "x" -> "y" """, "+ a.c: true")]
    [InlineData("""{"a":{"b":"x"},"d":1}""", """{"d":1}""", """- a: {"b":"x"}""")]
    [InlineData("""{"a":null}""", """{"a":[]}""", "~ a: null -> []")]
    [InlineData("""{"a":["x","y"]}""", """{"a":["x","z","y"]}""", """~ a[1]: "y" -> "z" """, """+ a[2]: "y" """)]
    [InlineData("""{"a":"größer < 1"}""", """{"a":"a\nb"}""", """~ a: "größer < 1" -> "a\nb" """)]
    // By their names: what comes before does not count.
    [InlineData(
        """{"c":[{"name":"web","image":"a:1"}]}""",
        """{"c":[{"name":"proxy","image":"p"},{"name":"web","image":"a:2"}]}""",
        """~ c[web].image: "a:1" -> "a:2" """,
        """+ c[proxy]: {"name":"proxy","image":"p"}"""
    )]
    // Two of one name are no names.
    [InlineData(
        """{"p":[{"name":"x","port":1},{"name":"x","port":2}]}""",
        """{"p":[{"name":"x","port":1}]}""",
        """- p[1]: {"name":"x","port":2}"""
    )]
    public void Each_field_that_differs_is_one_line(string now, string then, params string[] lines) =>
        Of("ConfigMap", now, then).ShouldBe(lines.Select(line => line.Trim()));

    [Fact]
    public void Values_of_a_secret_are_not_told() =>
        Of(
                "Secret",
                """{"data":{"password":"aHVudGVyMg=="},"metadata":{"annotations":{"last":"hunter2"}}}""",
                """{"data":{"password":"aHVudGVyMw==","more":"aHVudGVyNA=="},"metadata":{"annotations":{}}}"""
            )
            .ShouldBe([
                "~ data.password: (not shown) -> (not shown)",
                "+ data.more: (not shown)",
                "- metadata.annotations.last: (not shown)",
            ]);

    [Fact]
    public void A_long_value_is_cut() =>
        Of("ConfigMap", """{"a":1}""", $$"""{"a":"{{new string('x', 1000)}}"}""")
            .ShouldHaveSingleItem()
            .ShouldEndWith("… (922 more characters)");

    private static IEnumerable<string> Of(string kind, string now, string then) =>
        FieldComparison
            .Of(kind, JsonNode.Parse(now)!.AsObject(), JsonNode.Parse(then)!.AsObject())
            .Select(difference => difference.ToString());
}
