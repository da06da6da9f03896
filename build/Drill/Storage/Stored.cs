using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Storage;

/// <summary>One stored version of an object. All readers share its JSON, so nobody may change it.</summary>
internal sealed class Stored(ObjectKey key, long version, JsonObject json)
{
    private readonly Lazy<string> _text = new(() => json.ToJsonString(JsonText.Plain));
    private readonly Lazy<string> _textInList = new(() => WithoutKind(json));

    public ObjectKey Key => key;

    public ResourceKind Kind => key.Kind;

    public string Namespace => key.Namespace;

    public string Name => key.Name;

    public long Version => version;

    public JsonObject Json => json;

    public string Uid { get; } = json.Text("metadata.uid") ?? "";

    public bool IsBeingDeleted => json.At("metadata.deletionTimestamp") is not null;

    public DateTimeOffset Created => json.Moment("metadata.creationTimestamp") ?? DateTimeOffset.MinValue;

    /// <summary>The owner that manages the object, or null.</summary>
    public JsonObject? Controller =>
        json.Items("metadata.ownerReferences").FirstOrDefault(owner => owner.Flag("controller"));

    /// <summary>The object as the API gives it in one of the kind's versions.</summary>
    public string Text(string apiVersion)
    {
        if (json.Text("apiVersion") == apiVersion)
            return _text.Value;

        var converted = json.Copy();
        converted["apiVersion"] = apiVersion;
        return converted.ToJsonString(JsonText.Plain);
    }

    /// <summary>The object as an item of a list, without kind and API version. The list has both.</summary>
    public string TextInList => _textInList.Value;

    public bool IsControlledBy(string uid) => Controller.Text("uid") == uid;

    private static string WithoutKind(JsonObject json)
    {
        var item = json.Copy();
        item.Remove("kind");
        item.Remove("apiVersion");
        return item.ToJsonString(JsonText.Plain);
    }

    public override string ToString() => $"{Kind.QualifiedPlural}/{Namespace}/{Name}@{version}";
}

/// <summary>The kind, namespace and name of an object. The namespace is empty for kinds without a namespace.</summary>
internal readonly record struct ObjectKey(ResourceKind Kind, string Namespace, string Name);
