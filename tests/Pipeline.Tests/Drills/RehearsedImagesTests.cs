using Pipeline.Rehearsals;
using Pipeline.Tests.Tools;
using Releases.Fleets;
using Releases.Fleets.Reading;
using Releases.Versions;

namespace Pipeline.Tests.Drills;

public sealed class RehearsedImagesTests : IDisposable
{
    private static readonly ReleaseVersion Version = new(1, 2, 3);
    private static readonly Fleet Fleet = FleetFile.Read(Path.Combine(Repository.Root, "kubernetes", "fleet.yaml"));

    private readonly ScriptedTools _tools = new();

    public void Dispose() => _tools.Dispose();

    [Theory]
    [InlineData("echo 'cannot connect' >&2; exit 1")]
    [InlineData("exit 127")]
    public async Task An_engine_that_does_not_answer_is_none(string version)
    {
        _tools.Add("docker", version);

        await using var images = await FindAsync();

        images.LeftOut.ShouldBe("no Docker engine here, so the drill skips building and pushing");
        images.Repository.ShouldBe(Fleet.Image);
    }

    [Theory]
    [InlineData("exit 125")]
    [InlineData("echo 'connection refused' >&2; exit 1")]
    [InlineData("kill -KILL $$")]
    public async Task An_engine_that_does_not_reach_the_registry_is_left_out(string pull)
    {
        _tools.Add("docker", $"[ \"$1\" = version ] && echo linux/amd64 && exit 0\n{pull}");

        await using var images = await FindAsync();

        images.LeftOut.ShouldBe(
            "the Docker engine does not reach this program's registry, so the drill skips building and pushing"
        );
        images.Repository.ShouldBe(Fleet.Image);
    }

    [Fact]
    public async Task Both_images_are_removed_even_when_nothing_was_pushed()
    {
        ReachTheRegistry($"echo \"$*\" >'{_tools.PathOf("removed")}'; exit 1");
        var images = await FindAsync();
        images.LeftOut.ShouldBeNull();

        await images.DisposeAsync();

        var repository = images.Repository;
        repository.ShouldStartWith("127.0.0.1:");
        File.ReadAllText(_tools.PathOf("removed"))
            .Trim()
            .ShouldBe($"image rm -- {repository}:1.2.3 {repository}:1.2.3-static");
    }

    [Fact]
    public async Task An_engine_that_has_gone_fails_no_drill()
    {
        ReachTheRegistry("exit 125");
        var images = await FindAsync();

        await Should.NotThrowAsync(async () => await images.DisposeAsync());
    }

    private void ReachTheRegistry(string remove) =>
        _tools.Add(
            "docker",
            $"case $1 in version) echo linux/amd64; exit 0 ;; pull) echo unauthorized >&2; exit 1 ;; esac\n{remove}"
        );

    private Task<RehearsedImages> FindAsync() =>
        RehearsedImages.FindAsync(_tools.Host, Fleet, Version, isServed: false, TestContext.Current.CancellationToken);
}
