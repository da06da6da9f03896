using System.Text.Json.Nodes;

namespace Drill.Patching;

/// <summary>JSON merge patch (RFC 7386).</summary>
internal static class MergePatch
{
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            var present = target[name] as JsonObject;
            target.Remove(name);
            if (value is JsonObject inner)
                target[name] = Apply(present ?? [], inner);
            else if (value is not null)
                target[name] = value.DeepClone();
        }

        return target;
    }
}
