using Pipeline.Reports;
using Releases.Fleets;
using Releases.Records;

namespace Pipeline.Tests.Reports;

public sealed class DotenvFileTests
{
    private static readonly ReleaseRecord Record = new()
    {
        Target = "Deploy",
        Version = "1.2.3",
        Actor = "Ada",
        Host = "runner",
        StartedAt = DateTimeOffset.UnixEpoch,
        Outcome = Outcome.Succeeded,
        Commit = "72e340b2ed5d32eb02bc1692e798aea44d5fcb1f",
    };

    [Fact]
    public void A_job_of_one_region_has_its_address() =>
        DotenvFile
            .Text(Record, [RegionAt("https://uk.example/")])
            .ShouldBe(
                "RELEASE_VERSION=1.2.3\nRELEASE_OUTCOME=succeeded\nRELEASE_COMMIT=72e340b2ed5d32eb02bc1692e798aea44d5fcb1f\n"
                    + "RELEASE_URL=https://uk.example/\n"
            );

    [Fact]
    public void Several_regions_have_no_one_address() =>
        DotenvFile
            .Text(Record, [RegionAt("https://uk.example/"), RegionAt("https://au.example/")])
            .ShouldNotContain("RELEASE_URL");

    [Fact]
    public void A_region_without_an_address_has_none() =>
        DotenvFile
            .Text(Record with { Commit = null }, [RegionAt(null)])
            .ShouldBe("RELEASE_VERSION=1.2.3\nRELEASE_OUTCOME=succeeded\n");

    private static Region RegionAt(string? url) =>
        new()
        {
            Name = "uk",
            Provider = Provider.Context,
            Cluster = "uk",
            Namespace = "default",
            Url = url is null ? null : new Uri(url),
        };
}
