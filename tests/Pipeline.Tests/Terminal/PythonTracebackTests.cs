using Pipeline.Terminal;

namespace Pipeline.Tests.Terminal;

public sealed class PythonTracebackTests
{
    private const string Library =
        "  File \"/usr/lib/python3/dist-packages/django/db/backends/utils.py\", line 84, in _execute";

    [Fact]
    public void Frames_of_libraries_are_counted_and_what_is_said_beside_them_stays() =>
        Folded(
                "Applying forms.0003_change...",
                "Traceback (most recent call last):",
                Library,
                "    return self.cursor.execute(sql, params)",
                "           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
                "  File \"/opt/venv/lib/python3.12/site-packages/django/db/utils.py\", line 91, in __exit__",
                "    raise dj_exc_value.with_traceback(traceback) from exc_value",
                "django.db.utils.IntegrityError: column \"notes\" contains null values",
                "DETAIL:  it does"
            )
            .ShouldBe([
                "Applying forms.0003_change...",
                "Traceback (most recent call last):",
                "  … 2 frames of libraries",
                "django.db.utils.IntegrityError: column \"notes\" contains null values",
                "DETAIL:  it does",
            ]);

    [Fact]
    public void Frames_of_the_application_stay_in_their_place() =>
        Folded(
                "  File \"/app/manage.py\", line 9, in <module>",
                "    main()",
                Library,
                Library,
                "  File \"/app/forms/migrations/0003_change.py\", line 14, in fill",
                "    form.save()",
                Library,
                Library,
                Library,
                "ValueError: no"
            )
            .ShouldBe([
                "  File \"/app/manage.py\", line 9, in <module>",
                "    main()",
                "  … 2 frames of libraries",
                "  File \"/app/forms/migrations/0003_change.py\", line 14, in fill",
                "    form.save()",
                "  … 3 frames of libraries",
                "ValueError: no",
            ]);

    [Fact]
    public void A_single_frame_says_more_than_its_count() =>
        Folded(Library, "    code()", "Error: no").ShouldBe([Library, "    code()", "Error: no"]);

    [Fact]
    public void A_traceback_that_something_writes_indented_is_folded_where_it_stands() =>
        Folded($"| {Library}", $"    {Library}", "        code()", $"    {Library}", "      Error: no")
            .ShouldBe([$"| {Library}", "      … 2 frames of libraries", "      Error: no"]);

    [Theory]
    [InlineData("")]
    [InlineData("File \"")]
    [InlineData("  File \"/usr/lib/python3/x.py\"")]
    [InlineData("  File \"/app/x.py\", line 1, in /lib/python")]
    [InlineData("saved File \"/lib/python3/x.py\", line 3")]
    public void Other_lines_stay(string line) => Folded(line, line, line).ShouldBe([line, line, line]);

    private static IReadOnlyList<string> Folded(params string[] lines) => PythonTraceback.Folded(lines);
}
