using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.NewRegions;

/// <summary>What arguments come to in the team's own fleet file.</summary>
public sealed class RegionDraftTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RegionDraftTests() =>
        File.Copy(Path.Combine(Repository.Root, "kubernetes", "fleet.yaml"), _folder["fleet.yaml"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "bahrain --provider=aks --resource-group=MEG",
        "bahrain: | provider: aks | cluster: bahrain | resourceGroup: MEG | tier: production",
        "production: [production, uk, uae, au, us, qatar, ksa, bahrain]",
        "waves: [[uk], [production, uae, au, us, qatar, ksa, bahrain]]"
    )]
    // The folder that all of Google's regions share.
    [InlineData(
        "jeddah --provider=gke --cluster=j1 --gke-project=meg-ksa --gke-location=me-central2 --wave=3",
        "jeddah: | provider: gke | cluster: j1 | project: meg-ksa | location: me-central2 | manifests: gke | tier: production",
        "waves: [[uk], [production, uae, au, us, qatar, ksa], [jeddah]]"
    )]
    // A staging region goes with no production region unasked.
    [InlineData(
        "zeta --provider=context --cluster=stage --namespace=zeta --tier=staging --groups=staging --aliases=z,sixth",
        "zeta: | aliases: [z, sixth] | provider: context | context: stage | namespace: zeta | tier: staging",
        "staging: [zeta]"
    )]
    public async Task They_come_to_what_a_person_would_write(string words, params string[] expected)
    {
        var run = (await TellAsync(words)).ShouldEndWith(ExitCode.Done);

        string[] added =
        [
            .. run.Output.Split('\n').Where(line => line.StartsWith('+')).Select(line => line[1..].Trim()),
        ];
        var region = expected[0].Split(" | ");
        added.ShouldBeSubsetOf([
            .. region,
            .. expected[1..],
            .. added.Where(line => line.StartsWith("production: [", StringComparison.Ordinal)),
        ]);
        string.Join(" | ", added).ShouldContain(expected[0]);
        added.ShouldBe(added.Distinct());
        foreach (var line in expected[1..])
            added.ShouldContain(line);
    }

    [Theory]
    [InlineData("bahrain", "no provider: give --provider=aks|gke|context")]
    [InlineData("bahrain --provider=aks", "no resource-group: every aks region has one; give --resource-group=NAME")]
    [InlineData(
        "bahrain --provider=gke --resource-group=MEG",
        "--resource-group: means nothing for provider gke; leave it out",
        "no gke-project: every gke region has one; give --gke-project=NAME",
        "no gke-location: every gke region has one; give --gke-location=NAME"
    )]
    [InlineData(
        "Bahrain --provider=context",
        "--regions: 'Bahrain': a name has lower-case letters, digits and '-' only"
    )]
    [InlineData(
        "zeta --provider=context --tier=staging",
        "no groups: the default group production is for another tier than staging; give --groups=NAME"
    )]
    [InlineData(
        "zeta --provider=context --groups=producton,uk",
        "--groups: there is no group 'producton'; did you mean 'production'?",
        "--groups: 'uk' is a region; a new group needs a name of its own"
    )]
    [InlineData("zeta --provider=context --wave=4", "--wave: the fleet has 2 waves; 3 makes a new one")]
    [InlineData("zeta --provider=context --wave=0", "--wave: '0' is no number of a wave; the first is 1")]
    [InlineData("zeta --provider=context --url=ftp://x", "--url: 'ftp://x' is no http or https address")]
    [InlineData("zeta,eta --provider=context", "--regions: one region is added at a time; give one name")]
    [InlineData("zeta --provider=azure", "--provider: unknown value 'azure'")]
    [InlineData("zeta --provider=context --aliases=uk", "region zeta: its alias 'uk' is the name of a region")]
    public async Task What_is_wrong_is_told_and_nothing_is_written(string words, params string[] problems)
    {
        var before = await File.ReadAllTextAsync(_folder["fleet.yaml"], TestContext.Current.CancellationToken);

        var run = (await RunAsync(words)).ShouldEndWith(ExitCode.Usage);

        foreach (var problem in problems)
            string.Join(' ', run.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .ShouldContain(problem);
        (await File.ReadAllTextAsync(_folder["fleet.yaml"], TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    private Task<FinishedRun> TellAsync(string words) => RunAsync($"{words} --dry-run");

    private Task<FinishedRun> RunAsync(string words) =>
        CommandRun.OfAsync(
            ["--target=AddRegion", $"--fleet={_folder["fleet.yaml"]}", .. $"--regions={words}".Split(' ')],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );
}
