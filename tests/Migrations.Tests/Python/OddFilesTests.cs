using Migrations.Tests.Support;

namespace Migrations.Tests.Python;

/// <summary>
/// Each file of the corpus says in its first line what shall be read: operations, and the lines of doubts.
/// </summary>
public sealed class OddFilesTests
{
    private const string Expectation = "# expect: ";

    public static TheoryData<string> Names => [.. OddFiles.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_is_read_as_it_says(string name)
    {
        var text = OddFiles.Text(name);
        var expected = text.Split('\n')[0][Expectation.Length..].Trim();

        var source = Judging.Source(text);

        var found = source is null
            ? "no migration"
            : string.Join(' ', source.Operations.Select(each => each.Doubt is null ? each.Name : $"?{each.Line}"));
        found.ShouldBe(expected);
    }

    [Fact]
    public void Dependencies_and_squashes_are_read()
    {
        var conditions = Judging.Source(OddFiles.Text("conditions")).ShouldNotBeNull();
        var custom = Judging.Source(OddFiles.Text("custom")).ShouldNotBeNull();

        conditions.Dependencies.ShouldBe([new("shop", "__first__")]);
        custom.Replaces.ShouldBe([new("shop", "0001_initial"), new("shop", "0002_more")]);
        custom.RunBefore.ShouldBe([new("billing", "0001_initial")]);
    }
}
