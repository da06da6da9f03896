using Pipeline.Images;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Images;

public sealed class BuildContextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_without_them_gives_nothing_away() => BuildContext.WarningOf(_folder.Path).ShouldBeNull();

    [Fact]
    public void What_the_tool_has_made_is_named_with_the_lines_that_keep_it_out()
    {
        Make("artifacts", ".dotnet", "static");

        BuildContext
            .WarningOf(_folder.Path)
            .ShouldBe(
                $"warning: the build is given artifacts/, .dotnet/ of {_folder.Path}, which COPY can take into the images; add to {_folder[".dockerignore"]} a line for each: artifacts .dotnet"
            );
    }

    [Theory]
    [InlineData("artifacts")]
    [InlineData("artifacts/")]
    [InlineData("/artifacts")]
    [InlineData("./artifacts")]
    [InlineData("**/artifacts")]
    [InlineData("/artifacts/**")]
    [InlineData("artifacts/*")]
    [InlineData("art*")]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("# ours\r\n\r\n  artifacts  \r\n.git\r\n")]
    [InlineData("*\n!src")]
    public void A_folder_that_dockerignore_names_is_kept_out(string lines)
    {
        Make("artifacts");
        _folder.Write(".dockerignore", lines);

        BuildContext.ExposedIn(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("# artifacts")]
    [InlineData("Artifacts")]
    [InlineData("artifacts/*.json")]
    [InlineData("src/artifacts")]
    [InlineData("**/*.pyc")]
    [InlineData("artifacts\n!artifacts")]
    [InlineData("*\n!artifacts/")]
    public void A_folder_that_it_does_not_name_or_names_in_part_or_takes_back_is_not(string lines)
    {
        Make("artifacts");
        _folder.Write(".dockerignore", lines);

        BuildContext.ExposedIn(_folder.Path).ShouldBe(["artifacts"]);
    }

    [Fact]
    public void A_list_of_the_Dockerfiles_own_counts_too()
    {
        Make("artifacts", ".build", ".nuget");
        _folder.Write("Dockerfile.dockerignore", "artifacts\n.*\n");

        BuildContext.ExposedIn(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("artifacts", "")]
    [InlineData("", "artifacts")]
    public void A_folder_that_one_of_two_lists_lacks_is_not_kept_out_by_every_builder(string own, string usual)
    {
        Make("artifacts");
        _folder.Write("Dockerfile.dockerignore", own);
        _folder.Write(".dockerignore", usual);

        BuildContext.ExposedIn(_folder.Path).ShouldBe(["artifacts"]);
        BuildContext
            .WarningOf(_folder.Path)!
            .ShouldContain($"add to {_folder[".dockerignore"]} and to {_folder["Dockerfile.dockerignore"]} a line");
    }

    [Fact]
    public void The_sample_application_names_them_all()
    {
        Make([.. BuildContext.OwnFolders]);
        File.Copy(Path.Combine(Repository.Root, "tests", "app", ".dockerignore"), _folder[".dockerignore"]);

        BuildContext.ExposedIn(_folder.Path).ShouldBeEmpty();
    }

    private void Make(params string[] folders)
    {
        foreach (var folder in folders)
            Directory.CreateDirectory(_folder[folder]);
    }
}
