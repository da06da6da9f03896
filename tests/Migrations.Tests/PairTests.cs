using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>Every pair of versions is answered as measured, or as the project's facts say.</summary>
public sealed class PairTests
{
    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (var pair in Pair.All)
                names.Add(pair.Kind, pair.Name);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pair_of_versions_gets_the_right_answer(string kind, string name)
    {
        var pair = Pair.All.Single(each => each.Kind == kind && each.Name == name);

        var changes = pair.Judge();

        var reasons = string.Join('\n', changes.SelectMany(change => change.Operations).Select(Words));
        changes.Max(change => change.Verdict).ShouldBe(pair.Verdict, $"{pair.Truth}\n{reasons}");
    }

    private static string Words(OperationVerdict said) =>
        $"{said.Verdict} {said.Operation} {said.Target}: {said.Reason}";
}
