using System.Text;
using Foundation.Failures;
using Foundation.Limits;
using Releases.Fleets.Reading;

namespace Releases.Tests.Fleets;

public sealed class HostileFleetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fleet-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_few_lines_of_aliases_that_multiply_are_one_problem_with_a_line()
    {
        var text = "a: &a [x,x,x,x,x,x,x,x,x]\n";
        foreach (var letter in "bcdefghi")
            text += $"{letter}: &{letter} [{string.Join(',', Enumerable.Repeat($"*{(char)(letter - 1)}", 9))}]\n";

        Problem(text).ShouldBe("fleet.yaml:5: its aliases stand for more than 20000 values");
    }

    [Fact]
    public void Nesting_without_an_end_is_one_problem_with_a_line() =>
        Problem($"regions: {string.Concat(Enumerable.Repeat("{a: ", 100_000))}")
            .ShouldBe("fleet.yaml:1: it is nested more than 64 levels deep");

    [Fact]
    public void A_file_larger_than_any_fleet_is_refused()
    {
        var file = Path.Combine(_folder.FullName, "fleet.yaml");
        using (var large = File.Create(file))
            large.SetLength(InputLimits.TextFile + 1);

        Should
            .Throw<UsageException>(() => FleetFile.Read(file))
            .Message.ShouldBe($"{file}: cannot be read: it is larger than 8 MiB");
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused_even_where_only_a_comment_has_such_a_letter()
    {
        var file = Path.Combine(_folder.FullName, "fleet.yaml");
        File.WriteAllText(file, $"{SampleFleet.Text}\n# Z\u00FCrich\n", Encoding.Latin1);

        Should
            .Throw<UsageException>(() => FleetFile.Read(file))
            .Message.ShouldStartWith($"{file}:{SampleFleet.Text.Split('\n').Length + 1}: is not UTF-8");
    }

    [Fact]
    public void A_text_with_a_null_character_is_none() =>
        SampleFleet
            .ProblemsAfter(("kubeconfig: kube/config", "kubeconfig: \"kube\\0config\""))[0]
            .ShouldBe("fleet.yaml:18: region alpha: 'kubeconfig' has to be a text");

    [Fact]
    public void A_name_of_megabytes_is_cut_and_compared_with_no_other()
    {
        var name = new string('x', 1 << 20);
        var problem = SampleFleet.ProblemsAfter(("[production, uk, qatar]", $"[{name}]"))[0];

        problem.ShouldStartWith("fleet.yaml:11: group production: unknown region 'xxx");
        problem.ShouldEndWith("more characters)");
        problem.Length.ShouldBeLessThan(1100);
    }

    [Fact]
    public void More_problems_than_anybody_reads_are_not_collected()
    {
        var names = string.Join(", ", Enumerable.Range(0, 100_000).Select(number => $"nobody{number}"));
        var problems = SampleFleet.ProblemsAfter(("[production, uk, qatar]", $"[{names}]"));

        problems.Count.ShouldBe(InputLimits.Problems + 1);
        problems[^1].ShouldBe("fleet.yaml: more is wrong; fix this first");
    }

    private static string Problem(string text) => Should.Throw<UsageException>(() => SampleFleet.Parse(text)).Message;
}
