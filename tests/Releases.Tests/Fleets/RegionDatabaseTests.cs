using Foundation.Failures;
using Releases.Fleets;
using Releases.Fleets.Reading;

namespace Releases.Tests.Fleets;

public sealed class RegionDatabaseTests
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 28, 23, 0, 5, TimeSpan.FromHours(3));

    [Fact]
    public void A_server_at_Azure_takes_what_it_does_not_name_from_its_region()
    {
        var database = Of(
            "{ provider: aks, cluster: uk, resourceGroup: MEG, subscription: Prod, database: { provider: azure-postgresql, name: uk-db } }"
        );

        database.ShouldBe(
            new RegionDatabase(DatabaseProvider.AzurePostgreSql, "uk-db")
            {
                ResourceGroup = "MEG",
                Subscription = "Prod",
            }
        );
        database
            .RestoreCommand(Moment)
            .ShouldBe(
                "az postgres flexible-server restore --resource-group MEG --name uk-db-20261128-200005 --source-server uk-db --restore-time 2026-11-28T20:00:05Z --subscription Prod"
            );
    }

    [Fact]
    public void An_instance_at_Google_may_be_of_another_project_than_its_cluster()
    {
        var database = Of(
            "{ provider: gke, cluster: uk, project: meg, location: x, database: { provider: cloud-sql, name: db, project: data } }"
        );

        database
            .RestoreCommand(Moment)
            .ShouldBe(
                "gcloud sql instances clone db db-20261128-200005 --point-in-time=2026-11-28T20:00:05Z --project=data"
            );
    }

    [Theory]
    [InlineData("{ name: db }", "'provider' is missing (azure-postgresql or cloud-sql)")]
    [InlineData(
        "{ provider: azure-postgres, name: db }",
        "unknown provider 'azure-postgres'; did you mean 'azure-postgresql'?"
    )]
    [InlineData("{ provider: cloud-sql }", "'name' is missing (the name of its server or instance)")]
    [InlineData("{ provider: cloud-sql, name: db }", "'project' is missing, and the region has none")]
    [InlineData(
        "{ provider: cloud-sql, name: 'db; rm', project: x }",
        "'db; rm' has letters that no name at its provider has"
    )]
    [InlineData("{ provider: cloud-sql, name: db, project: x, size: 3 }", "unknown key 'size'")]
    public void What_is_wrong_is_told_with_its_line(string database, string problem)
    {
        var text = $"{{ provider: context, context: kind, database: {database} }}";

        var exception = Should.Throw<UsageException>(() => Of(text));

        exception.Message.ShouldContain(problem);
        exception.Message.ShouldContain("fleet.yaml:");
        exception.Message.ShouldContain("region one: database: ");
    }

    private static RegionDatabase Of(string region) =>
        FleetFile
            .Parse(
                "fleet.yaml",
                $$"""
                registry: localhost:5000
                repository: app
                workloads: [{ selector: app=x }]
                default: all
                groups: { all: [one] }
                regions:
                  one: {{region}}
                """
            )
            .Regions[0]
            .Database.ShouldNotBeNull();
}
