using Pipeline.Sources;
using Pipeline.Tests.Drills;
using Releases.Fleets;

namespace Pipeline.Tests.Clouds;

/// <summary>The lines that say who an environment logs in.</summary>
public sealed class CloudAccountsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal)
    {
        ["AZURE_TENANT_ID"] = "t",
        ["AZURE_CLIENT_ID"] = "app-1",
        ["AZURE_CLIENT_SECRET"] = "hunter22hunter22",
    };

    private const string ByGcloud =
        "Google: by gcloud, for GOOGLE_APPLICATION_CREDENTIALS names no service account and no federated token";

    private bool _isOfEnvironment = true;
    private string _registry = "registry.example";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Unasked_there_is_nothing_to_say()
    {
        _isOfEnvironment = false;

        (await LinesAsync(Aks("42"), Gke)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("AZURE_CLIENT_SECRET")]
    [InlineData("AZURE_CLIENT_ID")]
    [InlineData("AZURE_TENANT_ID")]
    public async Task An_environment_that_names_half_of_an_account_is_told_with_who_logs_in_instead(string missing)
    {
        _environment.Remove(missing);

        (await LinesAsync(Aks("42"), Gke)).ShouldBe([
            "Azure: by az, for the environment names no application with its secret or token",
            ByGcloud,
        ]);
    }

    [Fact]
    public async Task A_cloud_that_no_region_is_in_is_not_spoken_of()
    {
        (await LinesAsync(Gke)).ShouldBe([ByGcloud]);
        _environment.Remove("AZURE_CLIENT_SECRET");
        (await LinesAsync(Gke)).ShouldBe([ByGcloud]);
        (await LinesAsync(Aks("42"))).ShouldHaveSingleItem().ShouldStartWith("Azure: by az");
    }

    [Fact]
    public async Task A_subscription_of_the_fleet_file_is_as_good_as_one_of_the_environment()
    {
        string[] line = ["Azure: application app-1, by AZURE_CLIENT_SECRET"];

        (await LinesAsync(Aks("42"))).ShouldBe(line);
        _environment["AZURE_SUBSCRIPTION_ID"] = "42";
        (await LinesAsync(Aks(null), Aks(null))).ShouldBe([
            .. line,
            "Azure: 2 regions in subscription 42, by AZURE_SUBSCRIPTION_ID",
        ]);
    }

    [Fact]
    public async Task Regions_without_subscription_are_counted_with_what_they_need() =>
        (await LinesAsync(Aks(null), Aks(null))).ShouldBe([
            "Azure: by az for 2 regions without subscription or AZURE_SUBSCRIPTION_ID",
        ]);

    [Theory]
    [InlineData("megforms.azurecr.io", true)]
    [InlineData("registry.example", false)]
    public async Task A_registry_of_Azure_is_enough_for_the_line(string registry, bool isToldOf)
    {
        _registry = registry;
        string[] line = ["Azure: application app-1, by AZURE_CLIENT_SECRET"];

        (await LinesAsync(Gke)).ShouldBe([.. isToldOf ? line : [], ByGcloud]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_told_by_the_regions_and_not_here()
    {
        _environment["GOOGLE_APPLICATION_CREDENTIALS"] = _folder["no-such-file"];

        (await LinesAsync(Gke)).ShouldBeEmpty();
    }

    private static Region Gke =>
        new()
        {
            Name = "qatar",
            Provider = Provider.Gke,
            Cluster = "qatar",
        };

    private static Region Aks(string? subscription) =>
        new()
        {
            Name = "uk",
            Provider = Provider.Aks,
            Cluster = "uk",
            Subscription = subscription,
        };

    private async Task<IReadOnlyList<string>> LinesAsync(params Region[] regions)
    {
        // Nothing is asked: no az and no gcloud are needed.
        using var logins = new CloudLogins(
            null!,
            _isOfEnvironment,
            _environment.GetValueOrDefault,
            _folder.Path,
            TimeProvider.System
        );
        return await CloudAccounts.OfEnvironmentAsync(
            logins,
            regions,
            logins.ApplicationLogsInTo(_registry),
            TestContext.Current.CancellationToken
        );
    }
}
