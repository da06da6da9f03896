using System.Text.Json.Nodes;
using CsCheck;

namespace Releases.Tests.Manifests;

public sealed class HostileValueTests
{
    private const string Yaml = """
        kind: Job
        metadata: { name: migration, annotations: { who: $ACTOR, plain: a } }
        spec:
          backoffLimit: 0
          template:
            spec:
              containers:
                - name: migrate
                  image: x
                  args: [--by, "$ACTOR", '${ACTOR}', {k: $ACTOR}]
                  env:
                    - { name: WHO, value: "by ${ACTOR}!" }
                  script: |
                    echo "$ACTOR"
                    exit
        """;

    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.OneOf(
            "\"",
            "'",
            "a: b",
            "- a",
            "{{ x }}",
            "\"}]}\nspec: evil",
            "\n",
            "\r\n  privileged: true\n",
            "&a",
            "*a",
            "!!binary x",
            "# gone",
            "| x",
            "? x",
            "---\nkind: Pod",
            "...",
            "%TAG",
            "null",
            "~",
            "true",
            "0",
            "1e9",
            "",
            " ",
            "$ACTOR",
            "${VERSION}",
            "\0",
            "\u2028",
            "\\",
            "<<"
        ),
        Gen.String,
        Gen.String[Gen.Char["\"'{}[]:,&*#?|-<>=!%@`$ \n\r\t\\ab"], 0, 20]
    );

    [Fact]
    public void No_value_can_change_the_structure_of_a_manifest()
    {
        var tame = Shape(Rendering.Of(Yaml, "tame"));

        Hostile.Sample(value => Shape(Rendering.Of(Yaml, value)) == tame);
    }

    [Fact]
    public void A_value_arrives_as_it_is() =>
        Hostile.Sample(value =>
        {
            var rendered = Rendering.Of(Yaml, value);
            var container = rendered["spec"]!["template"]!["spec"]!["containers"]![0]!;
            rendered["metadata"]!["annotations"]!["who"]!.GetValue<string>().ShouldBe(value);
            container["args"]!.AsArray()[1]!.GetValue<string>().ShouldBe(value);
            container["env"]![0]!["value"]!.GetValue<string>().ShouldBe($"by {value}!");
        });

    // Names, nesting and kinds of values, without the values.
    private static string Shape(JsonNode? node) =>
        node switch
        {
            JsonObject map => "{" + string.Join(',', map.Select(entry => $"{entry.Key}:{Shape(entry.Value)}")) + "}",
            JsonArray list => "[" + string.Join(',', list.Select(Shape)) + "]",
            null => "null",
            _ => node.GetValueKind().ToString(),
        };
}
