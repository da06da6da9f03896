using Foundation.Failures;
using Foundation.Limits;
using Foundation.Yaml;
using YamlDotNet.RepresentationModel;

namespace Foundation.Tests.Yaml;

public sealed class YamlTextTests
{
    [Fact]
    public void Aliases_that_multiply_are_refused_before_anybody_walks_them()
    {
        var lines = new List<string> { "a0: &a0 [x, x, x, x, x, x, x, x, x, x]" };
        for (var level = 1; level < 10; level++)
            lines.Add($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]");

        Problem(string.Join('\n', lines)).ShouldBe("f.yaml:5: its aliases stand for more than 20000 values");
    }

    [Fact]
    public void Aliases_multiply_in_keys_too()
    {
        var lines = new List<string> { "? &a0 [x, x, x, x, x, x, x, x, x, x]\n: 0" };
        for (var level = 1; level < 10; level++)
            lines.Add($"? &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n: {level}");

        Problem(string.Join('\n', lines)).ShouldBe("f.yaml:9: its aliases stand for more than 20000 values");
    }

    [Fact]
    public void An_alias_stands_for_the_newest_anchor_of_its_name()
    {
        var root = Read("a: &x [&x 1, *x]\nb: *x\n---\na: &x 2\nb: *x\n");

        root.Select(each => each["b"].ToString()).ShouldBe(["1", "2"]);
    }

    [Fact]
    public void Anchors_for_what_several_regions_share_are_read() =>
        Read("shared: &s { provider: aks }\nregions: { uk: *s, qatar: *s }")[0]
            ["regions"]["qatar"]["provider"]
            .ToString()
            .ShouldBe("aks");

    [Theory]
    [InlineData("a: *x\nb: &x 1", "f.yaml:1: no anchor of this alias stands before it")]
    [InlineData("a: &x 1\n---\nb: *x", "f.yaml:3: no anchor of this alias stands before it")]
    [InlineData("a: &x\n  b: *x", "f.yaml:2: a node contains itself through this alias")]
    public void An_alias_needs_an_anchor_that_has_ended_before_it(string text, string problem) =>
        Problem(text).ShouldBe(problem);

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("- ", "")]
    [InlineData("? ", "")]
    public void Nesting_without_an_end_is_refused_before_it_exhausts_the_stack(string open, string close) =>
        Problem(Repeated(open, 100_000) + "x" + Repeated(close, 100_000))
            .ShouldBe("f.yaml:1: it is nested more than 64 levels deep");

    [Fact]
    public void Nesting_is_read_as_deep_as_json_is() =>
        Read(Repeated("[", InputLimits.YamlDepth) + Repeated("]", InputLimits.YamlDepth)).Count.ShouldBe(1);

    [Fact]
    public void More_values_than_any_manifest_has_are_refused() =>
        Problem("- x\n" + Repeated("- x\n", InputLimits.YamlValues))
            .ShouldBe("f.yaml:500000: it has more than 500000 values");

    [Theory]
    [InlineData("]")]
    [InlineData("a: [b\nc: }")]
    [InlineData("}")]
    public void Unbalanced_brackets_are_a_problem_with_a_place(string text) => Problem(text).ShouldStartWith("f.yaml:");

    private static string Repeated(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static IReadOnlyList<YamlNode> Read(string text) => YamlText.Read("f.yaml", text);

    private static string Problem(string text) => Should.Throw<UsageException>(() => Read(text)).Message;
}
