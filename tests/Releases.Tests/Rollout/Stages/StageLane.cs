using Clusters.Calls;
using Foundation.Files;
using Loopback;
using Releases.Fleets.Reading;
using Releases.Records;
using Releases.Regions;
using Releases.Rollout;
using Releases.Tests.Fleets;
using Releases.Tests.Records;

namespace Releases.Tests.Rollout.Stages;

/// <summary>A lane to a loopback server, with a migration manifest of its own.</summary>
internal sealed class StageLane : IDisposable
{
    private const string Manifest = """
        apiVersion: batch/v1
        kind: Job
        metadata: { name: migration }
        spec: { template: { spec: { containers: [{ name: migrate, image: "app" }] } } }
        """;

    private readonly PrivateDirectory _directory = PrivateDirectory.Create();
    private readonly ClusterConnection _connection;
    private readonly HttpClient _http = new();

    public StageLane(LoopbackServer server)
    {
        File.WriteAllText(Path.Combine(_directory.CreateDirectory("jobs"), "migration.yaml"), Manifest);
        var fleet = FleetFile.Parse(_directory.PathOf("fleet.yaml"), SampleFleet.Text);
        _connection = Connecting.To(server);
        var region = fleet.Regions.Single(region => region.Name == "uk");
        Lane = new Lane(
            SampleOrder.Of(fleet),
            region,
            new RegionCluster(region.Name, region.Namespace, _connection, KubectlCommand.Of(region)),
            new LaneJournal("uk", new RecordWriter(null, SampleRecord.Failed), TimeProvider.System, Note),
            new LivePage(_http),
            TimeProvider.System
        );
    }

    public Lane Lane { get; }

    /// <summary>What the lane said, with its kind.</summary>
    public List<(RunEventKind Kind, string Text)> Said { get; } = [];

    /// <summary>Hears what the lane says when it says it.</summary>
    public Action<RunEvent> Heard { get; set; } = _ => { };

    public void Dispose()
    {
        _connection.Dispose();
        _http.Dispose();
        _directory.Dispose();
    }

    private void Note(RunEvent said)
    {
        lock (Said)
            Said.Add((said.Kind, said.Text));
        Heard(said);
    }
}
