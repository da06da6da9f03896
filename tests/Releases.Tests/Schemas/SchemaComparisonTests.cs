using Migrations.Verdicts;
using Releases.Schemas;

namespace Releases.Tests.Schemas;

/// <summary>What a database has of a newer version, where one of the versions has squashes.</summary>
public sealed class SchemaComparisonTests
{
    private static readonly ReplacedMigrations Squash = Replaces("shop.s", "shop.a shop.b");

    [Theory]
    // The newer image has the squash alone, and Django names it where all parts are applied.
    [InlineData("[X] shop.a [X] shop.b", "[X] shop.s", "", "", "")]
    // It has both: Django names the squash alone.
    [InlineData("[X] shop.a [X] shop.b", "[X] shop.s [X] shop.c", "", "shop.c", "")]
    // The live image has the squash, and the other one, which is older or was noted before, what it replaces.
    [InlineData("[X] shop.s", "[X] shop.a [X] shop.b", "", "", "")]
    // The squash covers one that the live version does not have.
    [InlineData("[X] shop.a", "[X] shop.s", "", "shop.s", "")]
    // Some are applied, so the newer image names them, and the squash is no migration of the plan.
    [InlineData("[X] shop.a [ ] shop.b", "[X] shop.a [ ] shop.b", "shop.b", "", "")]
    [InlineData("[X] shop.a", "[X] shop.a [ ] shop.b", "", "", "shop.b")]
    // None is applied.
    [InlineData("[ ] shop.a [ ] shop.b", "[ ] shop.s", "shop.a shop.b", "", "")]
    // A fresh database that only ever had the squash, which no longer says what it replaces in the newer version.
    [InlineData("[ ] shop.a [ ] shop.b", "[X] shop.s", "", "", "")]
    // Another app's migrations of the same names are others.
    [InlineData("[X] shop.a [X] shop.b", "[X] stock.s", "", "stock.s", "")]
    public void A_squash_and_what_it_replaces_are_the_same(
        string live,
        string newer,
        string missing,
        string ahead,
        string open
    )
    {
        var status = Compare(live, newer, Squash);

        status.Missing.ShouldBe(Names(missing));
        status.Ahead.ShouldBe(Names(ahead));
        status.Open.ShouldBe(Names(open));
    }

    [Fact]
    public void A_squash_of_squashes_covers_what_they_replace()
    {
        var nested = new ReplacedMigrations(
            Squash.Parts.Concat(Replaces("shop.all", "shop.s shop.c shop.a shop.b").Parts).ToDictionary()
        );

        Compare("[X] shop.a [X] shop.b [X] shop.c", "[X] shop.all", nested).IsAhead.ShouldBeFalse();
        Compare("[X] shop.s [X] shop.c", "[X] shop.all", nested).IsAhead.ShouldBeFalse();
        Compare("[X] shop.all", "[X] shop.s [X] shop.c", nested).IsAhead.ShouldBeFalse();
        Compare("[X] shop.s", "[X] shop.all", nested).Ahead.ShouldBe(["shop.all"]);
    }

    [Fact]
    public void Where_the_checkout_does_not_tell_it_is_said()
    {
        var status = Compare("[X] shop.a [X] shop.b", "[X] shop.s", ReplacedMigrations.None) with
        {
            SquashesNotRead = "there is no tag '1.2.3' in this checkout",
        };

        status.Ahead.ShouldBe(["shop.s"]);
        status.Lines().Last().ShouldContain("there is no tag '1.2.3'");
        (status with { Ahead = [] }).Lines().ShouldAllBe(line => !line.Contains("squash"));
    }

    private static SchemaStatus Compare(string live, string newer, ReplacedMigrations replaced) =>
        SchemaComparison.Of(
            new SchemaStatus("1.2.2")
            {
                Count = 1,
                Newer = "1.2.3",
                Missing = Asked(live).Open,
            },
            Asked(live),
            Asked(newer),
            replaced
        );

    private static AskedSchema Asked(string plan) =>
        AskedSchema.Read(plan.Replace(" [", "\n[", StringComparison.Ordinal).Split('\n')).ShouldNotBeNull();

    private static string[] Names(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ReplacedMigrations Replaces(string squash, string parts) =>
        new(new Dictionary<string, IReadOnlySet<string>> { [squash] = Names(parts).ToHashSet() });
}
