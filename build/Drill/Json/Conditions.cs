using System.Text.Json.Nodes;

namespace Drill.Json;

/// <summary>Reads and writes <c>status.conditions</c>.</summary>
internal static class Conditions
{
    public static JsonObject? Find(JsonNode? status, string type) =>
        status.Items("conditions").FirstOrDefault(condition => condition.Text("type") == type);

    public static bool IsTrue(JsonNode? status, string type) => Find(status, type).Text("status") == "True";

    /// <summary>Sets the condition. The transition time changes only when the condition's status changes.</summary>
    public static JsonObject Set(
        JsonObject status,
        string type,
        bool value,
        string? reason,
        string? message,
        DateTimeOffset now
    )
    {
        if (status["conditions"] is not JsonArray conditions)
            status["conditions"] = conditions = [];

        var condition = Find(status, type);
        if (condition is null)
            conditions.Add(condition = new JsonObject { ["type"] = type });

        var text = value ? "True" : "False";
        if (condition.Text("status") != text)
        {
            condition["status"] = text;
            condition["lastTransitionTime"] = now.ToSeconds();
        }

        condition.SetOrRemove("reason", reason);
        condition.SetOrRemove("message", message);
        return condition;
    }

    public static void Remove(JsonObject status, string type)
    {
        if (Find(status, type) is { } condition)
            ((JsonArray)status["conditions"]!).Remove(condition);
    }
}
