using Pipeline.Options;
using Pipeline.Requests;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Runs;

public sealed class OtherRepositoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OtherRepositoryTests()
    {
        Directory.CreateDirectory(_folder["tool/.git"]);
        Directory.CreateDirectory(_folder["tool/below"]);
        Directory.CreateDirectory(_folder["other/.git"]);
        Directory.CreateDirectory(_folder["other/below"]);
        Directory.CreateDirectory(_folder["none"]);
        _folder.Write("worktree/.git", "gitdir: elsewhere");
        _folder.Write(
            "tool/kubernetes/fleet.yaml",
            """
            registry: example.azurecr.io
            repository: app
            workloads: [{ selector: app=x }]
            default: all
            groups: { all: [north] }
            regions: { north: { provider: context, context: kind } }
            """
        );
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("other", "--target=Deploy")]
    [InlineData("other/below", "--target=Tag")]
    [InlineData("worktree", "--target=Deploy")]
    [InlineData("other", "--target=StartPatch --line=1.2")]
    public void From_inside_of_another_repository_it_says_which_one_is_meant(string here, string words) =>
        NoticeOf(here, words)
            .ShouldBe(
                $"repository: {_folder["tool"]}, not {_folder[here.Split('/')[0]]}, which this was called from; --app=DIR names another"
            );

    [Theory]
    [InlineData("tool", "--target=Deploy")]
    [InlineData("tool/below", "--target=Deploy")]
    [InlineData("none", "--target=Deploy")]
    [InlineData("other", "--target=Deploy --app=.")]
    [InlineData("other", "--target=Drill")]
    [InlineData("other", "--target=Status")]
    [InlineData("other", "--target=Deploy --dryrun")]
    public void Elsewhere_nobody_can_be_mistaken(string here, string words) => NoticeOf(here, words).ShouldBeNull();

    private string? NoticeOf(string here, string words)
    {
        var line = CommandLine.Parse([
            .. words.Split(' '),
            .. words.Contains("Patch") ? [] : (string[])["--version=1.2.3"],
        ]);
        var environment = RunEnvironments.Of() with { Root = _folder["tool"], WorkingFolder = _folder[here] };
        return OtherRepository
            .Notices(line, RequestReader.Read(line, environment, TestContext.Current.CancellationToken))
            .SingleOrDefault();
    }
}
