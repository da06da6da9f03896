using System.Collections.Immutable;
using Migrations.Comparison;
using Migrations.Kept;
using Migrations.Model;
using Migrations.Python.Values;
using Migrations.Schema;
using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests.Kept;

/// <summary>What is written for later runs is read as it was.</summary>
public sealed class KeptFormatTests
{
    public static TheoryData<string> Corpus => [.. OddFiles.All.Select(file => file.Name)];

    public static TheoryData<string> Kinds => [.. Pair.All.Select(pair => pair.Kind).Distinct()];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_file_says_the_same_afterwards(string name)
    {
        var source = Judging.Source(OddFiles.Text(name));

        var again = SourceFormat.ReadMigration(SourceFormat.Write(source));

        (again is null).ShouldBe(source is null);
        if (source is null || again is null)
            return;
        again.Dependencies.ShouldBe(source.Dependencies);
        again.RunBefore.ShouldBe(source.RunBefore);
        again.Replaces.ShouldBe(source.Replaces);
        again.IsAtomic.ShouldBe(source.IsAtomic);
        again.Acceptances.ShouldBe(source.Acceptances);
        again.Operations.Select(Text).ShouldBe(source.Operations.Select(Text));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_answer_is_the_same_with_what_was_kept(string kind)
    {
        foreach (var pair in Pair.All.Where(pair => pair.Kind == kind))
        {
            var folder = Directory.CreateTempSubdirectory("kept-");
            try
            {
                var fresh = Answer(pair, KeptFolder.None, isRead: false);

                Answer(pair, new(folder.FullName), isRead: false).ShouldBe(fresh, pair.Name);
                folder.GetFiles("replayed-*").Length.ShouldBe(1, pair.Name);
                Answer(pair, new(folder.FullName), isRead: true).ShouldBe(fresh, pair.Name);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    [Fact]
    public void Two_rules_of_which_nothing_is_known_stay_two()
    {
        var rules = new[] { "forms.py:1", "forms.py:2" }.Select(place =>
            new SchemaRule(RuleKind.Check, [], place) with
            {
                Definition = "index",
            }
        );
        var table = new SchemaTable("forms", "forms", "forms")
        {
            Rules = rules.ToImmutableDictionary(rule => rule.Key),
        };

        var again = TableFormat.Read(TableFormat.Write(table).ToArray());

        again.Rules.Keys.ShouldBe(table.Rules.Keys, ignoreOrder: true);
        again.Rules.ShouldAllBe(rule => rule.Key == rule.Value.Key);
    }

    [Fact]
    public void Texts_that_are_no_Unicode_stay_as_they_are()
    {
        var writer = new ValueWriter();
        string[] texts = ["", "plain", "é", "日本", "\ud800 alone", "plain"];
        writer.List(texts, writer.Text);
        writer.Text(null);

        var reader = new ValueReader(writer.Bytes.ToArray());

        reader.List(reader.Text).ShouldBe(texts);
        reader.OptionalText().ShouldBeNull();
    }

    [Fact]
    public void A_value_that_doubles_forty_times_is_written_once_for_each_time()
    {
        PythonValue value = new TextValue("x") { Line = 1 };
        for (var count = 0; count < 40; count++)
            value = new CallValue(value, [value], []) { Line = count };
        var writer = new ValueWriter();
        writer.Value(value);

        var again = new ValueReader(writer.Bytes.ToArray()).Value();

        writer.Bytes.Length.ShouldBeLessThan(1000);
        (again.Size, again.Height, again.Line).ShouldBe((value.Size, value.Height, value.Line));
    }

    private static string Answer(Pair pair, KeptFolder folder, bool isRead)
    {
        var (older, newer) = pair.Versions();
        var (changes, unapply) = new MigrationComparison(
            Judging.Tree(older, isRead),
            Judging.Tree(newer, isRead),
            new(folder, TimeProvider.System, DatabaseKind.PostgreSql.Vendor)
        ).Compare();
        return MigrationFormat.Write(
            new MigrationVerdict
            {
                From = "older",
                To = "newer",
                Verdict = MigrationVerdict.WorstOf(changes, []),
                Migrations = changes,
                OtherChanges = [],
                Unapply = unapply.Value,
            }
        );
    }

    private static string Text(Operation operation) =>
        $"{operation.Name} {operation.Line} {operation.Doubt} {operation.IsAboutOrder} {ValueText.Of(operation.Source)} "
        + string.Join(
            ',',
            operation.Arguments.Select(each => $"{each.Key}={ValueText.Of(each.Value)}{Lines(each.Value)}")
        );

    private static string Lines(PythonValue value) =>
        value is CallValue call ? $"{value.Line}({string.Join(',', call.Positional.Select(Lines))})" : $"{value.Line}";
}
