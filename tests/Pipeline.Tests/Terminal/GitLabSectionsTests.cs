using Microsoft.Extensions.Time.Testing;
using Pipeline.Terminal;

namespace Pipeline.Tests.Terminal;

public sealed class GitLabSectionsTests
{
    private static readonly FakeTimeProvider Clock = new(DateTimeOffset.FromUnixTimeSeconds(1_767_323_045));

    [Fact]
    public void A_section_is_what_GitLab_documents() =>
        Written(sections =>
            {
                sections.Start("task-Tag", "Tag");
                sections.End("task-Tag");
            })
            .ShouldBe(
                "\e[0Ksection_start:1767323045:task-Tag\r\e[0KTag\n\e[0Ksection_end:1767323045:task-Tag\r\e[0K\n"
            );

    [Fact]
    public void A_section_can_be_collapsed_at_first() =>
        Written(sections => sections.Start("failure-uk", "log", isCollapsed: true))
            .ShouldStartWith("\e[0Ksection_start:1767323045:failure-uk[collapsed=true]\r\e[0Klog");

    [Fact]
    public void A_name_has_only_the_letters_that_GitLab_takes() =>
        Written(sections => sections.Start("failure-uk east/1\r\e[0Kx", "log"))
            .ShouldBe("\e[0Ksection_start:1767323045:failure-uk_east_1___0Kx\r\e[0Klog\n");

    [Fact]
    public void What_was_not_started_has_no_end() => Written(sections => sections.End("task-Tag")).ShouldBeEmpty();

    [Fact]
    public void A_header_that_others_wrote_starts_no_section_of_its_own() =>
        Written(sections => sections.Start("a", "x\r\e[0Ksection_end:1:a\r\e[0K"))
            .ShouldBe("\e[0Ksection_start:1767323045:a\r\e[0Kx \uFFFD[0Ksection_end:1:a \uFFFD[0K\n");

    [Fact]
    public void Elsewhere_there_are_none()
    {
        var output = new StringWriter();
        var sections = new GitLabSections(output, Clock, isOn: false);

        sections.Start("task-Tag", "Tag");
        sections.End("task-Tag");

        output.ToString().ShouldBeEmpty();
    }

    private static string Written(Action<GitLabSections> write)
    {
        var output = new StringWriter { NewLine = "\n" };
        write(new GitLabSections(output, Clock, isOn: true));
        return output.ToString();
    }
}
