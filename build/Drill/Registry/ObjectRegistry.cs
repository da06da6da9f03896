using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Patching;
using Drill.Storage;

namespace Drill.Registry;

/// <summary>Creates, updates and deletes objects by the server's rules, for requests and for controllers.</summary>
internal sealed class ObjectRegistry(ObjectStore store, KindCatalog kinds, TimeProvider time, ObjectDefaults defaults)
{
    /// <summary>The checks before an object is created or changed. Null for no checks.</summary>
    public IAdmission? Admission { get; set; }

    public ObjectStore Store => store;

    public KindCatalog Kinds => kinds;

    /// <exception cref="ApiFailure">The object exists, is invalid or is refused.</exception>
    public Stored Create(ResourceKind kind, string ns, JsonObject body, WriteOptions options)
    {
        var metadata = body.Ensure("metadata");
        if (metadata.Text("resourceVersion") is { Length: > 0 })
            throw ApiFailure.BadRequest("resourceVersion should not be set on objects to be created");

        var key = new ObjectKey(kind, Place(kind, ns, metadata), Name(metadata));
        RequireNamespace(key);
        Stamp(kind, metadata);
        body["apiVersion"] = kind.ApiVersion;
        body["kind"] = kind.Name;
        if (kind.HasStatus)
            body["status"] = new JsonObject();

        Admission?.Review(key, isNew: true, options);
        Admission?.Mutate(new Stored(key, 0, body));
        defaults.Apply(kind, body);
        Validation.Check(kind, key.Name, body);
        ManagedFields.Track(null, body, options, time.GetUtcNow());
        Admission?.Admit(new Stored(key, 0, body));
        // The storage comes last, also in a dry run (k8s.io/apiserver, pkg/registry/generic/registry, Store.Create).
        if (key.Name.Length > 0 && store.Get(key) is { } existing)
            throw ApiFailure.AlreadyExists(kind, key.Name, existing.IsBeingDeleted);

        return options.DryRun ? new Stored(key, 0, body) : store.Put(key, body);
    }

    /// <summary>
    /// Changes the present object by <paramref name="change"/> and stores the result. An equal result is not stored.
    /// </summary>
    /// <exception cref="ApiFailure">
    /// The object does not exist, it has changed meanwhile, or the result is invalid.
    /// </exception>
    public Stored Update(ObjectKey key, WriteOptions options, Func<JsonObject, JsonObject> change)
    {
        var present = store.Get(key) ?? throw ApiFailure.NotFound(key.Kind, key.Name);
        Admission?.Review(key, isNew: false, options);
        var next = change(present.Json.Copy());
        UpdateRules.CheckVersion(present, next);
        UpdateRules.Keep(present, next, options);
        defaults.Apply(key.Kind, next);
        Validation.CheckUpdate(key.Kind, key.Name, present.Json, next);
        if (options.CountsGeneration)
            UpdateRules.CountGeneration(present, next);

        ManagedFields.Track(present.Json, next, options, time.GetUtcNow());
        if (next.SameAs(present.Json))
            return present;

        if (options.DryRun)
            return new Stored(key, present.Version, next);

        var stored = store.Put(key, next);
        return stored.IsBeingDeleted && !DeleteRules.HasFinalizers(next) && DeleteRules.Grace(next) == 0
            ? store.Remove(stored)
            : stored;
    }

    /// <summary>
    /// Deletes the object. The object is only marked when containers or dependents have to end first.
    /// </summary>
    /// <returns>The object as it is now, and whether it is gone.</returns>
    /// <exception cref="ApiFailure">The object does not exist, or a precondition does not hold.</exception>
    public (Stored Object, bool Gone) Delete(ObjectKey key, DeleteOptions options)
    {
        var present = store.Get(key) ?? throw ApiFailure.NotFound(key.Kind, key.Name);
        DeleteRules.CheckPreconditions(present, options);
        var next = present.Json.Copy();
        var metadata = next.Ensure("metadata");
        DeleteRules.AddFinalizers(key.Kind, metadata, options);
        var grace = DeleteRules.GraceFor(present, options);
        if (grace == 0 && !DeleteRules.HasFinalizers(next))
            return (options.DryRun ? present : store.Remove(present), true);

        if (!present.IsBeingDeleted)
        {
            metadata["deletionTimestamp"] = time.GetUtcNow().AddSeconds(grace).ToSeconds();
            if (key.Kind.CountsGeneration)
                metadata["generation"] = (metadata.Long("generation") ?? 0) + 1;
        }

        metadata["deletionGracePeriodSeconds"] = grace;
        if (options.DryRun)
            return (new Stored(key, present.Version, next), false);

        return (next.SameAs(present.Json) ? present : store.Put(key, next), false);
    }

    private static string Place(ResourceKind kind, string ns, JsonObject metadata)
    {
        if (!kind.Namespaced)
        {
            metadata.Remove("namespace");
            return "";
        }

        var said = metadata.Text("namespace") ?? "";
        if (said.Length > 0 && ns.Length > 0 && said != ns)
        {
            throw ApiFailure.BadRequest(
                "the namespace of the provided object does not match the namespace sent on the request"
            );
        }

        var place =
            ns.Length > 0 ? ns
            : said.Length > 0 ? said
            : "default";
        metadata["namespace"] = place;
        return place;
    }

    private static string Name(JsonObject metadata)
    {
        var name = metadata.Text("name") ?? "";
        if (name.Length == 0 && metadata.Text("generateName") is { Length: > 0 } prefix)
            metadata["name"] = name = ObjectNames.Generate(prefix);

        return name;
    }

    private void RequireNamespace(ObjectKey key)
    {
        if (!key.Kind.Namespaced)
            return;

        var kind = kinds["", "Namespace"];
        var ns = store.Get(new ObjectKey(kind, "", key.Namespace)) ?? throw ApiFailure.NotFound(kind, key.Namespace);
        if (ns.IsBeingDeleted && key.Kind.Name != "Event")
        {
            throw ApiFailure.Forbidden(
                key.Kind,
                key.Name,
                $"unable to create new content in namespace {key.Namespace} because it is being terminated"
            );
        }
    }

    private void Stamp(ResourceKind kind, JsonObject metadata)
    {
        metadata.Remove("deletionTimestamp");
        metadata.Remove("deletionGracePeriodSeconds");
        metadata.Remove("selfLink");
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = time.GetUtcNow().ToSeconds();
        if (kind.CountsGeneration)
            metadata["generation"] = 1;
    }
}
