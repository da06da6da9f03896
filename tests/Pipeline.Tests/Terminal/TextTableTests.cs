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
    public void A_table_without_rows_is_its_header() => Written(["A", "B"]).ShouldBe("A  B\n-  -\n");

    private static string Written(string[] header, params string[][] rows)
    {
        var output = new StringWriter();
        TextTable.Write(output, header, rows);
        return output.ToString().ReplaceLineEndings("\n");
    }
}
