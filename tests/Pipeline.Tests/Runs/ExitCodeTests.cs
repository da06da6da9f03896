using Pipeline.Targets;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

public sealed class ExitCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_check_that_speaks_against_the_release_refuses_it_and_touches_nothing()
    {
        var run = (await RunAsync("--target=Tag")).ShouldEndWith(3);

        run.Record.Problems.ShouldContain(problem => problem.Contains("is no git"));
        run.Record.Outcome.ShouldBe(Outcome.Refused);
        run.Record.Regions[0].Outcome.ShouldBe(Outcome.Skipped);
        run.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_run_that_only_looks_leaves_no_record() =>
        (await RunAsync("--target=Preflight")).ShouldEndWith(3).Json.ShouldBeNull();

    [Fact]
    public async Task A_dry_run_walks_the_graph_and_does_nothing()
    {
        var run = (await RunAsync("--target=Deploy", "--dryrun")).ShouldEndWith(0);

        run.Output.ShouldContain("9. Deploy");
        run.Json.ShouldBeNull();
    }

    [Fact]
    public async Task A_record_that_cannot_be_written_is_a_usage_error_before_anything_is_touched()
    {
        var run = (await RunAsync("--target=Tag", $"--record={_folder.Path}")).ShouldEndWith(2);

        run.Errors.ShouldContain($"{_folder.Path}: the record cannot be written there");
        run.Output.ShouldNotContain("   at ");
        run.Output.ShouldNotContain("Preflight");
    }

    [Fact]
    public async Task Usage_names_every_target_and_argument()
    {
        var run = (await CommandRun.OfAsync(["--target=Default"], new Dictionary<string, string>(), Ct)).ShouldEndWith(
            0
        );

        foreach (var target in TargetCatalog.All)
            run.Output.ShouldContain($"  {target.Name} ");
        foreach (var argument in Pipeline.Options.KnownArguments.Release)
            run.Output.ShouldContain($"  --{argument.Name}");
    }

    private Task<FinishedRun> RunAsync(params string[] arguments)
    {
        var fleet = _folder.Write(
            "fleet.yaml",
            """
            registry: 127.0.0.1:9
            repository: app
            workloads: [{ selector: app=x }]
            default: all
            groups: { all: [alpha] }
            regions: { alpha: { provider: context, context: kind, kubeconfig: none.yaml } }
            """
        );
        return CommandRun.OfAsync(
            ["--version=1.2.3", $"--fleet={fleet}", $"--app={_folder.Path}", .. arguments],
            new Dictionary<string, string>(),
            Ct
        );
    }
}
