using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Checks;

/// <summary>A region that names no namespace, and whose context has another one than the fleet would give it.</summary>
public sealed class ContextNamespaceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Preflight", ExitCode.Refused)]
    [InlineData("Plan", ExitCode.Refused)]
    [InlineData("Deploy", ExitCode.Refused)]
    [InlineData("ApplyManifests", ExitCode.Refused)]
    [InlineData("Credentials", ExitCode.Failed)]
    [InlineData("CancelMigration", ExitCode.Failed)]
    [InlineData("Unlock", ExitCode.Failed)]
    public async Task No_target_that_may_change_it_goes_on(string target, int code)
    {
        await using var fleet = await OfContextAsync("alpha");

        var run = (await fleet.RunAsync(target, "--regions=north")).ShouldEndWith(code);

        var told = ToldBy(run);
        told.ShouldContain("context 'north' has namespace 'alpha', but the region names none and would get 'default'");
        told.ShouldContain("`namespace: alpha` or `namespace: default`");
        told.ShouldNotContain("no Deployment");
        fleet["north"].Requests.Count(request => request.IsWrite).ShouldBe(0);
    }

    [Theory]
    [InlineData("alpha", "namespace: default, ")]
    [InlineData("alpha", "", "--namespace=default")]
    [InlineData("default", "")]
    [InlineData("", "")]
    public async Task Whoever_says_which_one_is_meant_is_believed(string own, string text, params string[] arguments)
    {
        await using var fleet = await OfContextAsync(own);
        await RewriteAsync(fleet.FleetFilePath, "context: north, ", $"context: north, {text}");

        (await fleet.RunAsync("Preflight", arguments)).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task What_the_fleet_says_of_all_regions_is_not_said_of_that_context()
    {
        await using var fleet = await OfContextAsync("alpha");
        await RewriteAsync(fleet.FleetFilePath, "mainBranch:", "namespace: default\nmainBranch:");

        var run = (await fleet.RunAsync("Preflight")).ShouldEndWith(ExitCode.Refused);

        ToldBy(run).ShouldContain("`namespace: alpha` or `namespace: default`");
    }

    [Fact]
    public async Task A_new_region_misses_it()
    {
        await using var fleet = await OfContextAsync("alpha");

        var run = (await fleet.RunAsync("AddRegion", "--regions=north")).ShouldEndWith(ExitCode.Failed);

        run.Lines.ShouldContain(line => line.StartsWith("MISSING  namespace ", StringComparison.Ordinal));
        run.Lines.ShouldContain(line =>
            line.StartsWith(
                "next: give the region `namespace: alpha` or `namespace: default`",
                StringComparison.Ordinal
            )
        );
    }

    // On whichever stream, and wherever lines were broken.
    private static string ToldBy(FinishedRun run) =>
        string.Join(' ', run.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // None where its name is empty, as of most contexts.
    private static async Task<StagedFleet> OfContextAsync(string own)
    {
        var fleet = await StagedFleet.StartAsync("north");
        await RewriteAsync(
            fleet.Kubeconfig,
            "\"namespace\": \"default\"",
            own.Length == 0 ? "\"extensions\": []" : $"\"namespace\": \"{own}\""
        );
        return fleet;
    }

    private static async Task RewriteAsync(string file, string from, string to)
    {
        var text = await File.ReadAllTextAsync(file, Ct);
        text.ShouldContain(from);
        await File.WriteAllTextAsync(file, text.Replace(from, to, StringComparison.Ordinal), Ct);
    }
}
