using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Api;

/// <summary>
/// The columns that <c>kubectl get</c> shows for a kind (k8s.io/kubernetes, pkg/printers/internalversion).
/// </summary>
internal sealed class TableColumns(IReadOnlyList<TableColumn> columns)
{
    private static readonly TableColumn Name = new("Name", found => found.Name) { Format = "name" };
    private static readonly TableColumn Age = new("Age", (found, now) => Ages.Since(found.Created, now));

    public static TableColumns For(ResourceKind kind) =>
        kind.Group switch
        {
            "apps" => new(WorkloadColumns.For(kind.Name, Name, Age)),
            "batch" => new(JobColumns.For(kind.Name, Name, Age)),
            _ => new(Others(kind.Name)),
        };

    public JsonArray Definitions() => [.. columns.Select(column => column.Definition())];

    public JsonArray Cells(Stored found, DateTimeOffset now) => [.. columns.Select(column => column.Cell(found, now))];

    private static TableColumn[] Others(string kind) =>
        kind switch
        {
            "Pod" => PodColumns.All(Name, Age),
            "Namespace" => [Name, Text("Status", "status.phase"), Age],
            "Node" =>
            [
                Name,
                new("Status", _ => "Ready"),
                new("Roles", _ => "<none>"),
                Age,
                Text("Version", "status.nodeInfo.kubeletVersion"),
            ],
            "Service" =>
            [
                Name,
                Text("Type", "spec.type"),
                Text("Cluster-IP", "spec.clusterIP"),
                new("External-IP", _ => "<none>"),
                new("Port(s)", Ports),
                Age,
            ],
            "ConfigMap" => [Name, Entries, Age],
            "Secret" => [Name, Text("Type", "type"), Entries, Age],
            "Event" => Events(),
            "Lease" => [Name, Text("Holder", "spec.holderIdentity"), Age],
            "Ingress" =>
            [
                Name,
                Text("Class", "spec.ingressClassName"),
                new("Hosts", Hosts),
                new("Address", _ => ""),
                new("Ports", _ => "80"),
                Age,
            ],
            _ => [Name, new("Created At", found => found.Json.Text("metadata.creationTimestamp")) { Type = "date" }],
        };

    private static TableColumn[] Events() =>
        [
            new("Last Seen", (found, now) => Ages.Since(found.Json.Moment("lastTimestamp"), now)),
            Text("Type", "type"),
            Text("Reason", "reason"),
            new(
                "Object",
                found =>
                    $"{found.Json.Text("involvedObject.kind")?.ToLowerInvariant()}/{found.Json.Text("involvedObject.name")}"
            ),
            Text("Message", "message"),
        ];

    private static TableColumn Entries { get; } =
        new("Data", found => found.Json.Texts("data").Count()) { Type = "integer" };

    private static TableColumn Text(string name, string path) => new(name, found => found.Json.Text(path) ?? "<none>");

    private static JsonNode? Ports(Stored found) =>
        string.Join(',', found.Json.Items("spec.ports").Select(port => $"{port["port"]}/{port.Text("protocol")}"));

    private static JsonNode? Hosts(Stored found) =>
        string.Join(',', found.Json.Items("spec.rules").Select(rule => rule.Text("host") ?? "*"));
}

/// <summary>One column of a Table.</summary>
internal sealed class TableColumn(string name, Func<Stored, DateTimeOffset, JsonNode?> cell)
{
    public TableColumn(string name, Func<Stored, JsonNode?> cell)
        : this(name, (found, _) => cell(found)) { }

    public string Type { get; init; } = "string";

    public string Format { get; init; } = "";

    /// <summary>Columns above 0 show only with <c>-o wide</c>.</summary>
    public int Priority { get; init; }

    public JsonNode? Cell(Stored found, DateTimeOffset now) => cell(found, now);

    public JsonObject Definition() =>
        new()
        {
            ["name"] = name,
            ["type"] = Type,
            ["format"] = Format,
            ["description"] = name,
            ["priority"] = Priority,
        };
}
