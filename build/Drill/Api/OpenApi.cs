using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Settings;
using Drill.Storage;
using Microsoft.AspNetCore.Http;

namespace Drill.Api;

/// <summary>
/// The parts of the schema documents that kubectl needs. The v2 document is empty, so kubectl validates nothing and
/// patches by its built-in types. The v3 document says that the server takes <c>fieldValidation</c> and <c>dryRun</c>,
/// so kubectl leaves both to the server.
/// </summary>
internal sealed class OpenApi(KindCatalog kinds, ClusterVersion version)
{
    private const int FirstV3Minor = 27;

    public async Task<bool> TryAnswerAsync(HttpContext http, string[] segments)
    {
        switch (segments)
        {
            case ["openapi", "v2"]:
                await AnswerV2Async(http);
                return true;
            case ["openapi", "v3"] when version.Minor >= FirstV3Minor:
                await HttpAnswer.JsonAsync(http, Index());
                return true;
            case ["openapi", "v3", .. var path] when Document(path) is { } document && version.Minor >= FirstV3Minor:
                await HttpAnswer.JsonAsync(http, document);
                return true;
            default:
                return false;
        }
    }

    private Task AnswerV2Async(HttpContext http)
    {
        if (!http.Request.Headers.Accept.ToString().Contains("protobuf", StringComparison.Ordinal))
        {
            var empty = new JsonObject
            {
                ["swagger"] = "2.0",
                ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = version.GitVersion },
                ["paths"] = new JsonObject(),
            };
            return HttpAnswer.JsonAsync(http, empty);
        }

        // An empty protobuf message means a document without definitions.
        http.Response.ContentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
        return Task.CompletedTask;
    }

    private JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (
            var path in kinds.All.SelectMany(kind => kind.Versions.Select(served => Root(kind, served))).Distinct()
        )
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}" };

        return new JsonObject { ["paths"] = paths };
    }

    private JsonObject? Document(string[] path)
    {
        var root = string.Join('/', path);
        var paths = new JsonObject();
        foreach (var kind in kinds.All)
        {
            foreach (var served in kind.Versions.Where(served => Root(kind, served) == root))
                paths[Path(kind, root)] = new JsonObject { ["patch"] = Operation(kind, served) };
        }

        return paths.Count == 0
            ? null
            : new JsonObject
            {
                ["openapi"] = "3.0.0",
                ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = version.GitVersion },
                ["paths"] = paths,
            };
    }

    private static string Path(ResourceKind kind, string root) =>
        kind.Namespaced
            ? $"/{root}/namespaces/{{namespace}}/{kind.Plural}/{{name}}"
            : $"/{root}/{kind.Plural}/{{name}}";

    private static string Root(ResourceKind kind, string served) =>
        kind.Group.Length == 0 ? $"api/{served}" : $"apis/{kind.Group}/{served}";

    private static JsonObject Operation(ResourceKind kind, string served) =>
        new()
        {
            ["parameters"] = new JsonArray(
                Parameter("dryRun"),
                Parameter("fieldManager"),
                Parameter("fieldValidation")
            ),
            ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
            ["x-kubernetes-action"] = "patch",
            ["x-kubernetes-group-version-kind"] = new JsonObject
            {
                ["group"] = kind.Group,
                ["version"] = served,
                ["kind"] = kind.Name,
            },
        };

    private static JsonObject Parameter(string name) =>
        new()
        {
            ["name"] = name,
            ["in"] = "query",
            ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
        };
}
