using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Credentials;

/// <summary>
/// The real az and gcloud, with clouds on loopback. What stands in for them elsewhere was written after them; these
/// tests hold it to that.
/// </summary>
public sealed class RealClientTests(RealClouds clouds) : IClassFixture<RealClouds>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("api")]
    [InlineData("cli")]
    public async Task Az_gives_a_cluster(string access)
    {
        SkipWithout("az");
        var asked = clouds.AskedOfAzure("uk");

        var run = (await LookAsync("uk", access)).ShouldEndWith(ExitCode.Done);

        run.Lines[2].ShouldMatch("^uk +ready +aks +app-1 in Production ");
        run.Errors.ShouldBeEmpty();
        clouds.AskedOfAzure("uk").ShouldBe(asked + 1);
    }

    [Theory]
    [InlineData("absent", "az aks get-credentials: there is no cluster absent in resource group MEG.")]
    [InlineData("locked", "az aks get-credentials: this log-in may not do that.")]
    public async Task Az_and_the_API_refuse_in_the_same_words(string region, string message)
    {
        SkipWithout("az");

        foreach (var access in (string[])["api", "cli"])
            (await LookAsync(region, access))
                .ShouldEndWith(ExitCode.Failed)
                .Lines.ShouldContain(line => line.EndsWith(message, StringComparison.Ordinal), access);
    }

    [Theory]
    [InlineData("api", "az account get-access-token: ")]
    [InlineData("cli", "az aks get-credentials: ")]
    public async Task A_subscription_that_az_does_not_know_is_said(string access, string command)
    {
        SkipWithout("az");

        var run = (await LookAsync("elsewhere", access)).ShouldEndWith(ExitCode.Failed);

        run.Lines.ShouldContain(line =>
            line.EndsWith($"{command}the subscription is not one of this log-in.", StringComparison.Ordinal)
        );
        run.Lines.ShouldContain("next: az account list --output table; az account set --subscription NAME");
    }

    [Theory]
    [InlineData("api")]
    [InlineData("cli")]
    public async Task Az_that_nobody_is_logged_in_to_says_so(string access)
    {
        SkipWithout("az");
        var (own, variables) = (_folder["azure"], new Dictionary<string, string>());
        foreach (var name in (string[])["config", "clouds.config"])
            _folder.Write($"azure/{name}", File.ReadAllText(Path.Combine(clouds.AzureFolder, name)));
        variables["AZURE_CONFIG_DIR"] = own;

        (await LookAsync("uk", access, variables)).ShouldEndWith(ExitCode.Failed).Lines.ShouldContain("next: az login");
    }

    [Theory]
    [InlineData("api")]
    [InlineData("cli")]
    public async Task Gcloud_gives_a_cluster(string access)
    {
        SkipWithout("gcloud");
        var asked = clouds.AskedOfGoogle("qatar");

        var run = (await LookAsync("qatar", access)).ShouldEndWith(ExitCode.Done);

        run.Lines[2].ShouldMatch("^qatar +ready +gke ");
        clouds.AskedOfGoogle("qatar").ShouldBe(asked + 1);
    }

    [Theory]
    [InlineData("nowhere", "there is no cluster nowhere in me-central1 of project meg-qatar.")]
    [InlineData("forbidden", "this log-in may not use cluster forbidden of project meg-qatar.")]
    [InlineData("disabled", "the Kubernetes Engine API is off in project meg-qatar.")]
    public async Task Gcloud_and_the_API_refuse_in_the_same_words(string region, string message)
    {
        SkipWithout("gcloud");

        foreach (var access in (string[])["api", "cli"])
            (await LookAsync(region, access))
                .ShouldEndWith(ExitCode.Failed)
                .Lines.ShouldContain(
                    line => line.EndsWith($"get-credentials: {message}", StringComparison.Ordinal),
                    access
                );
    }

    [Theory]
    [InlineData("api")]
    [InlineData("cli")]
    public async Task Gcloud_that_nobody_is_logged_in_to_says_so(string access)
    {
        SkipWithout("gcloud");

        (await LookAsync("qatar", access, new() { ["CLOUDSDK_AUTH_ACCESS_TOKEN"] = "" }))
            .ShouldEndWith(ExitCode.Failed)
            .Lines.ShouldContain("next: gcloud auth login");
    }

    private static void SkipWithout(string client) =>
        Assert.SkipUnless(RealClouds.Has(client), $"there is no {client} on this machine");

    private async Task<FinishedRun> LookAsync(
        string region,
        string access,
        Dictionary<string, string>? variables = null
    )
    {
        var words = clouds.Fleet.Words(
            "Credentials",
            [$"--fleet={clouds.FleetFile}", $"--regions={region}", $"--cloud-access={access}"]
        );
        var record = _folder[$"{access}.json"];
        var environment = new Dictionary<string, string>(clouds.Fleet.Environment);
        foreach (var (name, value) in variables ?? [])
            environment[name] = value;
        await using var command = CompiledCommand.Start(_folder, [$"--record={record}", .. words], environment);
        return await command.EndAsync(record);
    }
}
