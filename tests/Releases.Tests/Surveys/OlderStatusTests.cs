using Releases.Surveys;

namespace Releases.Tests.Surveys;

public sealed class OlderStatusTests
{
    [Fact]
    public void A_status_of_an_older_version_of_this_tool_has_empty_lists_for_what_it_does_not_tell()
    {
        const string json = """
            {
              "readAt": "2026-11-28T00:00:00Z",
              "regions": [
                {
                  "name": "uk", "provider": "aks", "tier": "production", "namespace": "default", "health": "healthy",
                  "version": "1.2.3",
                  "migrated": {
                    "version": "1.2.3", "state": "done", "schema": "1.2.3", "actor": "Ada", "at": "2026-11-28T00:00:00Z"
                  },
                  "database": { "version": "1.2.3" }
                }
              ]
            }
            """;

        var region = FleetStatusFormat.Read("status.json", json).Regions.ShouldHaveSingleItem();

        region.Version.ShouldBe("1.2.3");
        region.Problems.ShouldBeEmpty();
        region.Unread.ShouldBeEmpty();
        region.Workloads.ShouldBeEmpty();
        region.ScaledToZero.ShouldBeEmpty();
        var note = region.Migrated.ShouldNotBeNull();
        note.Steps.ShouldBeEmpty();
        note.Points.ShouldBeEmpty();
        var database = region.Database.ShouldNotBeNull();
        database.Missing.ShouldBeEmpty();
        database.Ahead.ShouldBeEmpty();
        database.Open.ShouldBeEmpty();
        database.Tables.ShouldBeEmpty();
    }
}
