using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;
using Microsoft.AspNetCore.Http;

namespace Drill.Api;

/// <summary>Finds the verb of a request for objects, and answers the simple ones.</summary>
internal static class ObjectEndpoint
{
    public static Task AnswerAsync(ApiCall call)
    {
        var verb = Verb(call);
        if (!call.Kind.IsQuestion)
            call.Server.Access.Require(verb, call.Kind, call.Subresource, call.Namespace, call.Name);

        return (verb, call.Subresource) switch
        {
            ("create", _) when call.Kind.IsQuestion => AccessReviews.AnswerAsync(call),
            (_, _) when call.Kind.IsQuestion => throw ApiFailure.MethodNotAllowed(),
            ("get", "log") when call.Kind.Is("", "Pod") => LogEndpoint.AnswerAsync(call),
            ("get" or "update" or "patch", "scale") when call.Kind.HasScale => ScaleEndpoint.AnswerAsync(call, verb),
            ("create", "eviction") when call.Kind.Is("", "Pod") => EvictionEndpoint.AnswerAsync(call),
            ("get", "" or "status") => GetAsync(call),
            ("list", _) => ListEndpoint.AnswerAsync(call),
            ("watch", _) => WatchEndpoint.AnswerAsync(call),
            ("create", "") => CreateAsync(call),
            ("update", "" or "status" or "finalize") => UpdateAsync(call),
            ("patch", "" or "status") => PatchEndpoint.AnswerAsync(call),
            ("delete", "") => DeleteAsync(call),
            ("deletecollection", _) => DeleteAllAsync(call),
            _ => throw ApiFailure.NoSuchResource(),
        };
    }

    private static string Verb(ApiCall call) =>
        (call.Http.Request.Method, call.Name.Length > 0) switch
        {
            ("GET", true) => "get",
            ("GET", false) => call.IsWatch ? "watch" : "list",
            ("POST", false) => "create",
            ("POST", true) when call.Subresource == "eviction" => "create",
            ("PUT", true) => "update",
            ("PATCH", true) => "patch",
            ("DELETE", true) => "delete",
            ("DELETE", false) => "deletecollection",
            _ => throw ApiFailure.MethodNotAllowed(),
        };

    private static Task GetAsync(ApiCall call)
    {
        var found = call.Plane.Do(() =>
            call.Plane.Store.Get(call.Key) ?? throw ApiFailure.NotFound(call.Kind, call.Name)
        );
        return Rendering.For(call).WriteOneAsync(call, found, StatusCodes.Status200OK);
    }

    private static Task CreateAsync(ApiCall call)
    {
        var body = call.BodyObject();
        RequireKind(call, body);
        StrictDecoding.Require(call, body);
        var created = call.Plane.Do(() =>
            call.Plane.Objects.Create(call.Kind, call.Namespace, body, call.WriteOptions)
        );
        if (created.Kind.Is("apiextensions.k8s.io", "CustomResourceDefinition") && !call.IsDryRun)
            call.Plane.Do(() => CustomKinds.Register(call.Plane, created));

        return Rendering.For(call).WriteOneAsync(call, created, StatusCodes.Status201Created);
    }

    private static Task UpdateAsync(ApiCall call)
    {
        var body = call.BodyObject();
        RequireKind(call, body);
        RequirePlace(call, body);
        var (stored, isNew) = call.Plane.Do(() => Replace(call, body));
        return Rendering
            .For(call)
            .WriteOneAsync(call, stored, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>
    /// Replaces an object. An update of a Lease that does not exist creates it, unless it names the one that was there.
    /// </summary>
    private static (Stored Object, bool IsNew) Replace(ApiCall call, JsonObject body)
    {
        var objects = call.Plane.Objects;
        if (!call.Kind.CreatesOnUpdate || call.Plane.Store.Get(call.Key) is not null)
            return (objects.Update(call.Key, call.WriteOptions, _ => body), false);

        if (body.Text("metadata.uid") is { Length: > 0 } uid)
            throw ApiFailure.OtherUid(call.Kind, call.Key.Name, uid, "");
        body.Ensure("metadata").Remove("resourceVersion");
        return (objects.Create(call.Kind, call.Namespace, body, call.WriteOptions), true);
    }

    private static Task DeleteAsync(ApiCall call)
    {
        var options = OptionsOf(call);
        var (last, gone) = call.Plane.Do(() => call.Plane.Objects.Delete(call.Key, options));
        return gone
            ? HttpAnswer.JsonAsync(call.Http, Deleted(last))
            : HttpAnswer.TextAsync(call.Http, last.Text(call.ApiVersion));
    }

    private static Task DeleteAllAsync(ApiCall call)
    {
        var options = OptionsOf(call);
        var deleted = call.Plane.Do(() =>
        {
            var matching = ListEndpoint.Matching(call).ToArray();
            foreach (var found in matching)
                call.Plane.Objects.Delete(found.Key, options);

            return matching;
        });
        return Rendering.For(call).WriteListAsync(call, deleted, new JsonObject());
    }

    private static DeleteOptions OptionsOf(ApiCall call) =>
        DeleteOptions.From(call.HasBody ? call.BodyObject() : null, call.Query);

    private static JsonObject Deleted(Stored last)
    {
        var details = new JsonObject { ["name"] = last.Name };
        if (last.Kind.Group.Length > 0)
            details["group"] = last.Kind.Group;

        details["kind"] = last.Kind.Plural;
        details["uid"] = last.Uid;
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
    }

    private static void RequireKind(ApiCall call, JsonObject body)
    {
        var (kind, version) = (body.Text("kind") ?? call.Kind.Name, body.Text("apiVersion") ?? call.ApiVersion);
        if (kind == call.Kind.Name && version == call.ApiVersion)
            return;

        var (group, spoken) = KindCatalog.Split(version);
        throw ApiFailure.BadRequest(
            $"{kind} in version \"{spoken}\" cannot be handled as a {call.Kind.Name}: "
                + $"the API group \"{group}\" and version do not match the request's {call.ApiVersion}"
        );
    }

    private static void RequirePlace(ApiCall call, JsonObject body)
    {
        var name = body.Text("metadata.name") ?? "";
        if (name != call.Name)
        {
            throw ApiFailure.BadRequest(
                $"the name of the object ({name}) does not match the name on the URL ({call.Name})"
            );
        }

        var ns = body.Text("metadata.namespace") ?? "";
        if (ns.Length > 0 && ns != call.Namespace)
        {
            throw ApiFailure.BadRequest(
                "the namespace of the provided object does not match the namespace sent on the request"
            );
        }
    }
}
