using Migrations.Python;
using Migrations.Python.Evaluation;
using Migrations.Python.Values;

namespace Migrations.Tests.Python;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData("'a' \"b\" '''c'''", "'abc'")]
    [InlineData(@"'\x41\u00e9\n\101\q'", "'Aé\nA\\\\q'")]
    [InlineData(@"r'\d' u'x' f'y'", @"'\\dxy'")]
    [InlineData("b'a'", "b'a'")]
    [InlineData("'a' + 'b'", "'ab'")]
    [InlineData("'a' \\\n    'b'", "'ab'")]
    [InlineData("-1_000", "-1000")]
    [InlineData("[1, *[2, 3],] + [4]", "[1,2,3,4,]")]
    [InlineData("(1,)", "(1,)")]
    [InlineData("((1))", "1")]
    [InlineData("()", "()")]
    [InlineData("{'a': 1, **{'b': 2}}", "{'a':1,'b':2,}")]
    [InlineData("{1, 2}", "{1,2,}")]
    [InlineData("list((1, 2))", "[1,2,]")]
    [InlineData("dict(a=1)", "{'a':1,}")]
    [InlineData("m.CharField(b=1, a=2)", "django.db.models.CharField(a=2,b=1,)")]
    [InlineData("m.fields.related.ForeignKey('x')", "django.db.models.ForeignKey('x',)")]
    [InlineData("gis.CharField()", "django.db.models.CharField()")]
    [InlineData("gis.PointField()", "django.contrib.gis.db.models.PointField()")]
    [InlineData("m.Value(**{'a': 1})", "django.db.models.Value(a=1,)")]
    [InlineData("NUMBERS", "[1,2,3,]")]
    [InlineData(
        "key('shop.order', null=True)",
        "django.db.models.ForeignKey('shop.order',django.db.models.CASCADE,null=True,)"
    )]
    [InlineData("1 if None is None else 2", "1")]
    [InlineData("1 if None is not None else 2", "2")]
    [InlineData("1 if 'a' is not None else 2", "1")]
    [InlineData("1 if not None is None else 2", "2")]
    [InlineData("'a' is not None and 1", "1")]
    [InlineData("'a' is None or 'b' is not None and 1", "1")]
    [InlineData("1 if 'a' not in ['b'] else 2", "1")]
    [InlineData("1 if 'a' in ['b'] else 2", "2")]
    [InlineData("settings.AUTH_USER_MODEL", "django.conf.settings.AUTH_USER_MODEL")]
    public void A_value_is_found_without_running_anything(string expression, string expected)
    {
        var value = Value(expression);

        ValueText.Of(value).ShouldBe(expected);
        value.IsKnown.ShouldBeTrue();
    }

    [Theory]
    [InlineData("lambda: 1", "a lambda")]
    [InlineData("lambda x, y={1: 2}: x", "a lambda")]
    [InlineData("[x for x in y if x]", "a comprehension")]
    [InlineData("{x: 1 for x in y}", "a comprehension")]
    [InlineData("(x async for x in y)", "a comprehension")]
    [InlineData("f'{x!r:>{width}} {\"}\"}'", "a formatted string")]
    [InlineData("1 if x else 2", "a conditional expression")]
    [InlineData("not x", "the operator 'not'")]
    [InlineData("1 < 2 and 3 not in x", "the operator 'and'")]
    [InlineData("0 == 0 == 0", "a chain of comparisons")]
    [InlineData("'a' != 'b' == 'a'", "a chain of comparisons")]
    [InlineData("x is not None", "the operator 'is not'")]
    [InlineData("'%s' % 'a'", "the operator '%'")]
    [InlineData("NUMBERS[0]", "an item or slice")]
    [InlineData("(y := 1)", "an assignment within an expression")]
    [InlineData("missing", "the name 'missing'")]
    [InlineData("key()", "a call of key()")]
    [InlineData("loop()", "a call of loop()")]
    [InlineData("CONDITIONAL", "'if'")]
    [InlineData("'\\N{DASH}'", "a formatted string")]
    public void What_only_the_running_program_knows_is_named(string expression, string what) =>
        Value(expression).ShouldBeOfType<UnknownValue>().What.ShouldBe(what);

    [Fact]
    public void A_list_keeps_what_is_known_of_it()
    {
        var value = Value("[1] + missing").ShouldBeOfType<SequenceValue>();

        value.Items[0].IsKnown.ShouldBeTrue();
        value.Items[1].ShouldBeOfType<UnknownValue>().What.ShouldBe("the name 'missing'");
    }

    [Theory]
    [InlineData("lambda x: [x, 'a']", "lambda x: [ x,  # note\n    \"a\", ]", true)]
    [InlineData("lambda x: [x, 'a']", "lambda x: [x, 'b']", false)]
    [InlineData("f(LIMIT) * 2", "f(LIMIT,) * 2", true)]
    [InlineData("(LIMIT,) * 2", "(LIMIT) * 2", false)]
    public void Unknown_values_are_the_same_when_their_code_is(string left, string right, bool areEqual) =>
        ValueText.AreEqual(Value(left), Value(right)).ShouldBe(areEqual);

    [Fact]
    public void Code_is_another_when_something_that_it_mentions_is()
    {
        ValueText.AreEqual(Value("lambda: LIMIT"), Value("lambda: LIMIT", "LIMIT = 2")).ShouldBeFalse();
        ValueText
            .AreEqual(
                Value("loop", "def loop():\n    return  LIMIT  # x"),
                Value("loop", "def loop():\n\n    return LIMIT")
            )
            .ShouldBeTrue();
        ValueText
            .AreEqual(Value("loop", "def loop():\n    return 1"), Value("loop", "def loop():\n    return 2"))
            .ShouldBeFalse();
    }

    [Theory]
    [InlineData("x = ['lol']\n", "x = [x, x, x, x, x, x, x, x, x, x]\n")]
    [InlineData("x = ['lol']\n", "x = x + x + x + x + x + x + x + x\n")]
    [InlineData("x = 'lol'\n", "x += x\n")]
    [InlineData("def x(a): return a\n", "def x(a, b=x): return [b(b(a)), b(b(a))]\n")]
    public void Values_that_double_one_another_end_as_unknown(string first, string next)
    {
        var module = Read(first + string.Concat(Enumerable.Repeat(next, 40)) + "y = [x]\n");

        module.Values["y"].Size.ShouldBeLessThan(100_000_000);
    }

    private static PythonValue Value(string expression, string more = "") =>
        Read($"{Preamble}{more}\nvalue = {expression}\n").Values["value"];

    private static PythonModule Read(string text) =>
        PythonModule.Read(new PythonText(text), static _ => false, vendor: null);

    private const string Preamble = """
        from django.conf import settings
        from django.contrib.gis.db import models as gis
        from django.db import models as m

        NUMBERS = [1]
        NUMBERS.append(2)
        NUMBERS.extend([3])
        LIMIT = 1
        CONDITIONAL = 1
        if settings.DEBUG:
            CONDITIONAL = 2


        def key(to, null=False):
            "Documentation."
            return m.ForeignKey(to, m.CASCADE, null=null)


        def loop():
            for x in []:
                return x


        """;
}
