using System.Globalization;
using Benchmarks.Measuring;
using Benchmarks.Results;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Testing;

/// <summary>Measurements against the figures of a page.</summary>
public sealed class PromisesTests : IDisposable
{
    private const string Kubectl = "kubectl, all regions in the background";

    private static readonly Machine Intel = new("2 cores, Intel", "Unix 6.1, .NET 10.0.1");
    private static readonly Machine Amd = new("2 cores, AMD", "Unix 6.1, .NET 10.0.1");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(1.29, 1.29)]
    [InlineData(0.2, 0.2)]
    public void Nothing_is_said_up_to_thirty_percent(double seconds, double processorSeconds) =>
        Broken(Row("release", seconds, processorSeconds)).ShouldBeEmpty();

    [Theory]
    [InlineData(1.31, 1.0, "release: 0.66 of the time of kubectl, all regions in the background, 0.50 by the page")]
    [InlineData(1.0, 1.31, "release: 0.66 of the processor time of kubectl")]
    [InlineData(9, 1.0, "release: 4.50 of the time")]
    public void A_ratio_that_is_worse_is_named_with_both_figures(
        double seconds,
        double processorSeconds,
        string words
    ) => Broken(Row("release", seconds, processorSeconds)).ShouldHaveSingleItem().ShouldStartWith(words);

    [Fact]
    public void Each_ratio_that_is_worse_is_named() =>
        Broken(Row("release", 4, 4), Row("look", 4, 1)).Count.ShouldBe(3);

    [Fact]
    public void Work_that_the_page_does_not_show_is_no_work_that_is_fast_enough() =>
        Broken(Row("something new", 0.1, 0.1)).ShouldHaveSingleItem().ShouldContain("something new");

    [Fact]
    public void What_is_measured_against_something_else_is_other_work() =>
        Broken(Row("release", 0.1, 0.1) with { Beside = "helm" }).ShouldHaveSingleItem().ShouldContain("helm");

    [Fact]
    public void Work_that_stands_alone_is_held_to_nothing() =>
        Broken(new Row("release", Measured(99, 99))).ShouldBeEmpty();

    [Fact]
    public void A_figure_that_the_page_leaves_open_is_none_that_was_kept()
    {
        var shown = Of(new Row("release", Measured(1, 1), Kubectl, Measured(2, 0)));
        var page = new Promises(_folder.Write("page.md", shown.Markdown(Intel)), Intel.Processor);

        page.Broken(Of(Row("release", 1, 1)))
            .ShouldBe([$"release against {Kubectl}: the page has no ratio of the processor time"]);
    }

    [Fact]
    public void A_page_without_figures_holds_nothing_and_says_so()
    {
        var page = _folder.Write("page.md", "# How long it takes\n");

        Should
            .Throw<InvalidOperationException>(() => new Promises(page, Intel.Processor))
            .Message.ShouldContain("no table of measurements");
    }

    [Fact]
    public void The_page_of_this_repository_shows_what_every_change_is_held_to()
    {
        var page = new Promises(Path.Combine(Repository.Root, "docs", "performance.md"), "2 cores of another kind");

        page.Broken(
                Of(
                    new("start-up: ./build.sh --tree", Measured(0, 0), "dotnet run --no-build", Measured(1, 1)),
                    Row("release: 1 region, 3 workloads, pods ready after 0 s", 0, 0),
                    Row("release: 7 regions, 3 workloads, pods ready after 0 s", 0, 0)
                )
            )
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2 cores, Intel", 0.5)]
    [InlineData("2 cores, AMD", 0.8)]
    [InlineData("4 cores, ARM", 0.8)]
    public void A_machine_is_held_to_the_figures_of_its_kind_and_an_unknown_one_to_the_largest(
        string processor,
        double promised
    )
    {
        var intel = Of(Row("release", 1, 1)).Markdown(Intel);
        var amd = Of(Row("release", 1.6, 1.6)).Markdown(Amd);
        var promises = new Promises(_folder.Write("page.md", $"# Page\n\n{intel}\n{amd}"), processor);

        promises.Broken(Of(Row("release", 2 * promised * 1.29, 0))).ShouldBeEmpty();
        promises
            .Broken(Of(Row("release", 2 * promised * 1.31, 0)))
            .ShouldHaveSingleItem()
            .ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{promised:0.00} by the page"));
    }

    [Theory]
    [InlineData("requests", 14, null)]
    [InlineData("requests", 15, "requests: 15, 12 by the page: over 20 % more")]
    [InlineData("requests of another", 1, "requests of another: no such figure in ")]
    public void Requests_are_counted_too(string name, double counted, string? words)
    {
        var page = Of(Row("release", 1, 1));
        page.Add(new Figure("requests", 12, Figure.Requests));
        var measured = Of(Row("release", 1, 1));
        measured.Add(new Figure(name, counted, Figure.Requests));
        measured.Add(new Figure("time", 99, "s"));

        var broken = new Promises(_folder.Write("page.md", page.Markdown(Intel)), Intel.Processor).Broken(measured);

        if (words is null)
            broken.ShouldBeEmpty();
        else
            broken.ShouldHaveSingleItem().ShouldStartWith(words);
    }

    // A page on which each took half of what it was measured against.
    private IReadOnlyList<string> Broken(params Row[] measured)
    {
        var findings = Of(Row("release", 1, 1), Row("look", 1, 1));
        findings.Add(new Figure("requests", 12, "requests"));
        var page = _folder.Write("page.md", $"# Page\n\n{findings.Markdown(Intel)}");
        return new Promises(page, Intel.Processor).Broken(Of(measured));
    }

    private static Findings Of(params Row[] rows)
    {
        var findings = new Findings(TextWriter.Null);
        foreach (var row in rows)
            findings.Add(row);
        return findings;
    }

    private static Row Row(string work, double seconds, double processorSeconds) =>
        new(work, Measured(seconds, processorSeconds), Kubectl, Measured(2, 2));

    private static Measurement Measured(double seconds, double processorSeconds) =>
        new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(processorSeconds), 1_000_000);
}
