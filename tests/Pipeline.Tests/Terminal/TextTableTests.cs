using Pipeline.Terminal;

namespace Pipeline.Tests.Terminal;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_and_lines_end_without_spaces() =>
        Written(["A", "Long title", "C"], ["widest", "x", ""], ["y", "", "z"])
            .ShouldBe(
                """
                A       Long title  C
                ------  ----------  -
                widest  x
                y                   z

                """
            );

    [Fact]
    public void What_stands_below_a_row_follows_it()
    {
        var output = new StringWriter();

        TextTable.Write(
            output,
            ["A"],
            [
                ["x"],
                ["wide"],
            ],
            belowRow: at => output.WriteLine($"  below {at}")
        );

        output.ToString().ReplaceLineEndings("\n").ShouldBe("A\n----\nx\n  below 0\nwide\n  below 1\n");
    }

    [Fact]
    public void A_table_without_rows_is_its_header() => Written(["A", "B"]).ShouldBe("A  B\n-  -\n");

    [Theory]
    [InlineData(80, 24, "Seed 9be56f8f maintainer of it")]
    [InlineData(33, 24, "Seed 9be56f8f maintainer of it")]
    [InlineData(32, 24, "Seed 9be56f8f maintainer of …")]
    [InlineData(28, 24, "Seed 9be56f8f maintainer…")]
    [InlineData(10, 24, "Seed 9be56f8f maintaine…")]
    [InlineData(10, 40, "Seed 9be56f8f maintainer of it")]
    public void A_cell_is_cut_only_where_the_line_is_wider_than_the_terminal(int width, int least, string shown)
    {
        var output = new StringWriter();

        TextTable.Write(
            output,
            ["A", "Who"],
            [
                ["x", "Seed 9be56f8f maintainer of it"],
            ],
            width,
            [34, least]
        );

        output.ToString().ReplaceLineEndings("\n").Split('\n')[2].ShouldBe($"x  {shown}");
    }

    [Theory]
    [InlineData(9, "ab😀c")]
    [InlineData(7, "ab…")]
    [InlineData(6, "ab…")]
    [InlineData(5, "a…")]
    public void A_cell_is_cut_between_letters(int width, string shown)
    {
        var output = new StringWriter();

        TextTable.Write(
            output,
            ["A", "Who"],
            [
                ["x", "ab😀c"],
            ],
            width,
            [1, 1]
        );

        output.ToString().ReplaceLineEndings("\n").Split('\n')[2].ShouldBe($"x  {shown}");
    }

    private static string Written(string[] header, params string[][] rows)
    {
        var output = new StringWriter();
        TextTable.Write(output, header, rows);
        return output.ToString().ReplaceLineEndings("\n");
    }
}
