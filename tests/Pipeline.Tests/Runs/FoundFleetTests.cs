using Pipeline.Options;
using Pipeline.Requests;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Runs;

/// <summary>Fleet and application are those of the repository that a person stands in, and the run says so.</summary>
public sealed class FoundFleetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FoundFleetTests()
    {
        Directory.CreateDirectory(_folder["tool/.git"]);
        Directory.CreateDirectory(_folder["app/.git"]);
        Directory.CreateDirectory(_folder["app/src/deep"]);
        Directory.CreateDirectory(_folder["bare/.git"]);
        Directory.CreateDirectory(_folder["bare/src"]);
        Directory.CreateDirectory(_folder["none"]);
        _folder.Write("worktree/.git", "gitdir: elsewhere");
        foreach (
            var (place, region) in new[] { ("tool", "north"), ("app", "south"), ("worktree", "east"), (".", "trap") }
        )
            _folder.Write($"{place}/kubernetes/fleet.yaml", Fleet(region));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("app", "app", "south")]
    [InlineData("app/src/deep", "app", "south")]
    [InlineData("worktree", "worktree", "east")]
    [InlineData("tool", "tool", "north")]
    // Neither a repository without a fleet file, nor a file above it or outside of one, leads anywhere else.
    [InlineData("bare/src", "tool", "north")]
    [InlineData("none", "tool", "north")]
    public void They_are_looked_for_from_the_current_folder_upwards(string here, string place, string region)
    {
        var request = Read(here, "--target=Deploy");

        request.Options.FleetFile.ShouldBe(_folder[$"{place}/kubernetes/fleet.yaml"]);
        request.Options.App.ShouldBe(_folder[place]);
        request.Waves.SelectMany(wave => wave.Regions).Select(found => found.Name).ShouldBe([region]);
    }

    [Fact]
    public void What_is_named_wins()
    {
        var request = Read("app", $"--target=Deploy|--fleet={_folder["tool/kubernetes/fleet.yaml"]}|--app=.");

        request.Options.FleetFile.ShouldBe(_folder["tool/kubernetes/fleet.yaml"]);
        request.Options.App.ShouldBe(_folder["app"]);
        NoticesOf(request, "app", $"--target=Deploy|--fleet=x|--app=.").ShouldBeEmpty();
    }

    [Fact]
    public void Another_fleet_than_the_tools_own_is_never_taken_silently()
    {
        NoticesOf(Read("app/src", "--target=Deploy"), "app/src", "--target=Deploy")
            .ShouldBe([$"repository: {_folder["app"]} and its fleet file; --app=DIR names another"]);
        NoticesOf(Read("app/src", "--target=Status"), "app/src", "--target=Status")
            .ShouldBe([$"fleet: {_folder["app/kubernetes/fleet.yaml"]}; --fleet=FILE names another"]);
        var other = $"--target=Deploy|--app={_folder["worktree"]}";
        NoticesOf(Read("app/src", other), "app/src", other)
            .ShouldBe([$"fleet: {_folder["app/kubernetes/fleet.yaml"]}; --fleet=FILE names another"]);
        var elsewhere = $"--target=Deploy|--fleet={_folder["tool/kubernetes/fleet.yaml"]}";
        NoticesOf(Read("app/src", elsewhere), "app/src", elsewhere)
            .ShouldBe([$"repository: {_folder["app"]}; --app=DIR names another"]);
        NoticesOf(Read("tool", "--target=Deploy"), "tool", "--target=Deploy").ShouldBeEmpty();
    }

    [Fact]
    public void A_command_to_repeat_names_what_was_found()
    {
        var arguments = Read("app", "--target=Deploy").Arguments;

        arguments.ShouldContain($"--fleet={_folder["app/kubernetes/fleet.yaml"]}");
        arguments.ShouldContain($"--app={_folder["app"]}");
        Read("tool", "--target=Deploy").Arguments.ShouldNotContain(word => word.StartsWith("--fleet"));
    }

    private IReadOnlyList<string> NoticesOf(ReleaseRequest request, string here, string words) =>
        [.. OtherRepository.Notices(Line(words), request with { Environment = EnvironmentAt(here) })];

    private ReleaseRequest Read(string here, string words) =>
        RequestReader.Read(Line(words), EnvironmentAt(here), TestContext.Current.CancellationToken);

    private static CommandLine Line(string words) => CommandLine.Parse([.. words.Split('|'), "--version=1.2.3"]);

    private RunEnvironment EnvironmentAt(string here) =>
        RunEnvironments.Of() with
        {
            Root = _folder["tool"],
            WorkingFolder = _folder[here],
        };

    private static string Fleet(string region) =>
        $$"""
            registry: example.azurecr.io
            repository: app
            workloads: [{ selector: app=x }]
            default: all
            groups: { all: [{{region}}] }
            regions: { {{region}}: { provider: context, context: kind } }
            """;
}
