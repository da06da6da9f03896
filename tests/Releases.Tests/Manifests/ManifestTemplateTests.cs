using System.Text.Json.Nodes;
using Foundation.Failures;
using Releases.Manifests;

namespace Releases.Tests.Manifests;

public sealed class ManifestTemplateTests
{
    [Fact]
    public void All_variables_of_a_run_are_known() =>
        Rendering.Of("value: $VERSION $IMAGE $REGION $NAMESPACE $ACTOR $REF")["value"]!
            .GetValue<string>()
            .ShouldBe("1.2.3 example.azurecr.io/app uk shop Ann main");

    [Theory]
    [InlineData("3", "3")]
    [InlineData("-3", "-3")]
    [InlineData("0", "0")]
    [InlineData("1.5", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("null", "null")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("'3'", "\"3\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("!!str 3", "\"3\"")]
    [InlineData("|\n  3", "\"3\"")]
    [InlineData("500m", "\"500m\"")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData("[1, a, [true]]", "[1,\"a\",[true]]")]
    [InlineData("{ a: { b: 1 } }", "{\"a\":{\"b\":1}}")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    public void Values_have_the_type_that_Kubernetes_reads(string yaml, string json) =>
        (Rendering.Of($"value: {yaml}")["value"]?.ToJsonString() ?? "null").ShouldBe(json);

    // As kubectl reads them (YAML 1.1): file modes are written like this in every manifest that mounts a secret.
    [Theory]
    [InlineData("0644", 420)]
    [InlineData("0o644", 420)]
    [InlineData("0x1F", 31)]
    [InlineData("-0644", -420)]
    public void Octal_and_hexadecimal_numbers_are_numbers(string yaml, int number) =>
        Rendering.Of($"value: {yaml}")["value"]!.GetValue<long>().ShouldBe(number);

    [Fact]
    public void What_only_looks_octal_stays_a_text() =>
        Rendering.Of("value: 0x")["value"]!.GetValue<string>().ShouldBe("0x");

    [Theory]
    [InlineData("123")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("")]
    public void A_value_that_was_filled_in_is_a_text_whatever_it_looks_like(string actor) =>
        Rendering.Of("value: $ACTOR", actor)["value"]!.GetValue<string>().ShouldBe(actor);

    [Fact]
    public void Anchors_and_block_texts_are_read()
    {
        var rendered = Rendering.Of(
            """
            first: &labels { version: $VERSION }
            second: *labels
            script: |
              echo $REGION
              echo done
            folded: >
              one
              two

            """
        );

        JsonNode
            .DeepEquals(
                rendered,
                JsonNode.Parse(
                    """
                    { "first": { "version": "1.2.3" }, "second": { "version": "1.2.3" },
                      "script": "echo uk\necho done\n", "folded": "one two\n" }
                    """
                )
            )
            .ShouldBeTrue(rendered.ToJsonString());
    }

    [Fact]
    public void An_unknown_variable_is_named_with_its_line_and_the_nearest_name() =>
        Rendering
            .ProblemsOf(
                """
                kind: Job
                metadata:
                  name: $VERSON
                  labels: { "a": "b", who: "${USER}" }
                """
            )
            .ShouldBe([
                "job.yaml:3: unknown variable $VERSON; did you mean 'VERSION'?",
                "job.yaml:4: unknown variable $USER; known: VERSION, IMAGE, REGION, NAMESPACE, ACTOR, REF",
            ]);

    [Theory]
    [InlineData("$version", "job.yaml:1: unknown variable $version; did you mean $VERSION?")]
    [InlineData("${Region}", "job.yaml:1: unknown variable $Region; did you mean $REGION?")]
    [InlineData("$Host", "job.yaml:1: unknown variable $Host; did you mean $HOST?")]
    public void A_variable_in_the_wrong_case_is_named_with_the_right_one(string text, string problem) =>
        Rendering.ProblemsOf($"value: '{text}'").ShouldBe([problem]);

    [Fact]
    public void The_configuration_of_nginx_keeps_its_own_variables_beside_those_of_the_run() => Rendering.Of(
            """
            data:
              site: |
                proxy_set_header Host $host;
                proxy_set_header X-Region $REGION;
                return 301 https://$host$request_uri;
            """
        )["data"]!["site"]!.GetValue<string>().ShouldBe("proxy_set_header Host $host;\nproxy_set_header X-Region uk;\nreturn 301 https://$host$request_uri;");

    [Fact]
    public void Its_line_is_right_in_texts_of_several_lines() =>
        Rendering
            .ProblemsOf(
                """
                literal: | # a script

                  one
                  $A1
                stripped: |-2
                  one

                  ${A2} $A3
                folded: >-
                  one
                  two

                  three
                  $A4
                plain: one
                  two
                  $A5
                quoted: "one
                  \
                  ${A6}"
                last: $A7
                """
            )
            .Select(problem => problem.Split(';')[0])
            .ShouldBe([
                "job.yaml:4: unknown variable $A1",
                "job.yaml:8: unknown variable $A2",
                "job.yaml:8: unknown variable $A3",
                "job.yaml:14: unknown variable $A4",
                "job.yaml:17: unknown variable $A5",
                "job.yaml:20: unknown variable $A6",
                "job.yaml:21: unknown variable $A7",
            ]);

    [Fact]
    public void A_key_can_hold_a_variable() =>
        Rendering.Of("labels: { 'team/$REGION': x }").ToJsonString().ShouldBe("""{"labels":{"team/uk":"x"}}""");

    [Fact]
    public void Keys_that_become_the_same_are_refused() =>
        Rendering.ProblemsOf("labels:\n  a: 1\n  $ACTOR: 2\n  Ann: 3\n").ShouldBe(["job.yaml:4: Duplicate key Ann"]);

    [Theory]
    [InlineData("common: &common { a: 1 }\nb:\n  <<: *common\n  c: 2\n", 3)]
    [InlineData("one: &one { a: 1 }\ntwo: &two { b: 1 }\nc: { <<: [*one, *two] }\n", 3)]
    [InlineData("a:\n  - b: 1\n    <<: { c: 2 }\n", 3)]
    [InlineData("a: { !!merge <<: { c: 2 } }\n", 1)]
    public void Merge_keys_are_refused_instead_of_lost(string yaml, int line) =>
        Rendering.ProblemsOf(yaml).ShouldBe([$"job.yaml:{line}: merge keys (<<) are not read; write the entries out"]);

    [Fact]
    public void A_key_that_only_looks_like_one_is_a_key() =>
        Rendering.Of("data: { '<<': a, <<<: b }").ToJsonString().ShouldContain("b");

    [Theory]
    [InlineData("", "job.yaml:1: expected one Kubernetes object")]
    [InlineData("- a", "job.yaml:1: expected one Kubernetes object")]
    [InlineData("a: 1\n---\nb: 1", "job.yaml:1: expected one Kubernetes object")]
    [InlineData("a: 1\nb: { ? [x] : y }", "job.yaml:2: a key has to be a plain name")]
    [InlineData("a: 1\nb: 2\na: 3", "job.yaml:3: Duplicate key a")]
    public void A_text_that_is_no_object_is_refused(string yaml, string problem) =>
        Rendering.ProblemsOf(yaml).ShouldBe([problem]);

    [Fact]
    public void More_problems_than_anybody_reads_are_not_collected()
    {
        var problems = Rendering.ProblemsOf($"a: \"{string.Concat(Enumerable.Repeat("$NOBODY ", 100_000))}\"");

        problems[^1].ShouldBe("job.yaml: more is wrong; fix this first");
        problems.Count.ShouldBe(2);
    }

    [Fact]
    public void A_node_that_contains_itself_is_refused() =>
        Rendering
            .ProblemsOf("kind: Job\nspec: &again\n  a: [*again]\n")
            .ShouldBe(["job.yaml:3: a node contains itself through this alias"]);

    [Fact]
    public void Text_that_is_no_YAML_is_one_line_with_its_place() =>
        Rendering.ProblemsOf("a: 1\n  b: 2\n").ShouldHaveSingleItem().ShouldMatch(@"\Ajob\.yaml:2: \S[^\n]+\z");

    [Fact]
    public void A_missing_file_is_named() =>
        Should
            .Throw<UsageException>(() => ManifestTemplate.Read("no-such-job.yaml"))
            .Message.ShouldBe("no-such-job.yaml: there is no such manifest; see `migration` in the fleet file");
}
