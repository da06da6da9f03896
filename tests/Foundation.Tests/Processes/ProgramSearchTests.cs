using Foundation.Processes;
using Scripts;

namespace Foundation.Tests.Processes;

public sealed class ProgramSearchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("programs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_first_folder_of_PATH_that_has_it_wins()
    {
        var (first, second) = (Program("first/git"), Program("second/git"));

        ProgramSearch.Find("git", PathOf(Folder("empty"), Folder("first"), Folder("second"))).ShouldBe(first);
        ProgramSearch.Find("git", PathOf(Folder("second"), Folder("first"))).ShouldBe(second);
    }

    [Theory]
    [InlineData("tools")]
    [InlineData("./tools")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("..")]
    public void A_relative_entry_of_PATH_counts_for_nothing(string entry)
    {
        Program("tools/git");
        Program("git");

        ProgramSearch.Find("git", $"{entry}{Path.PathSeparator}{Folder("empty")}").ShouldBeNull();
    }

    [Theory]
    [InlineData("./git")]
    [InlineData("tools/git")]
    [InlineData("../git")]
    [InlineData("")]
    public void A_path_that_is_not_absolute_names_no_program(string program)
    {
        Program("bin/git");
        Program("bin/tools/git");

        ProgramSearch.Find(program, Folder("bin")).ShouldBeNull();
    }

    [Fact]
    public void A_file_that_nobody_may_run_and_a_folder_are_passed_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no modes there");
        File.WriteAllText(Path.Combine(Folder("first"), "git"), "");
        Folder("second/git");
        var third = Program("third/git");

        ProgramSearch.Find("git", PathOf(Folder("first"), Folder("second"), Folder("third"))).ShouldBe(third);
    }

    [Fact]
    public void An_absolute_path_is_taken_when_it_can_be_run()
    {
        var program = Program("plugin");

        ProgramSearch.Find(program, null).ShouldBe(program);
        ProgramSearch.Find($"{program}-missing", null).ShouldBeNull();
    }

    private static string PathOf(params string[] folders) => string.Join(Path.PathSeparator, folders);

    private string Folder(string name) => _folder.CreateSubdirectory(name).FullName;

    private string Program(string name) =>
        ScriptFile.Write(Path.Combine(_folder.FullName, OperatingSystem.IsWindows() ? $"{name}.cmd" : name), "exit 0");
}
