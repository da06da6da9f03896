using System.Text.Json.Nodes;
using Drill.Json;
using Microsoft.AspNetCore.Http;

namespace Drill.Api;

/// <summary>Answers access reviews. A review asks whether the region's user may do something.</summary>
internal static class AccessReviews
{
    public static Task AnswerAsync(ApiCall call)
    {
        var review = call.BodyObject();
        review["kind"] = call.Kind.Name;
        review["apiVersion"] = call.ApiVersion;
        review.Ensure("metadata");
        review["status"] = call.Kind.Name == "SelfSubjectRulesReview" ? Rules(call) : Decision(call, review);
        return HttpAnswer.JsonAsync(call.Http, review, StatusCodes.Status201Created);
    }

    private static JsonObject Decision(ApiCall call, JsonObject review)
    {
        var wanted = review.At("spec.resourceAttributes");
        var group = wanted.Text("group") ?? "";
        var resource = wanted.Text("resource") ?? "";
        var qualified = group.Length > 0 ? $"{resource}.{group}" : resource;
        if (wanted.Text("subresource") is { Length: > 0 } subresource)
            qualified = $"{qualified}/{subresource}";

        var allowed = wanted is null || call.Server.Access.Allows(wanted.Text("verb") ?? "", qualified);
        return allowed
            ? new JsonObject { ["allowed"] = true, ["reason"] = "" }
            : new JsonObject { ["allowed"] = false };
    }

    // A rule can only grant. Where something is denied, no rule says what is left: the answer is incomplete then, as
    // with an authorizer that decides case by case.
    private static JsonObject Rules(ApiCall call) =>
        new()
        {
            ["resourceRules"] = call.Server.Access.IsLimited ? [] : new JsonArray(EverythingAllowed()),
            ["nonResourceRules"] = new JsonArray(),
            ["incomplete"] = call.Server.Access.IsLimited,
        };

    private static JsonObject EverythingAllowed() =>
        new()
        {
            ["verbs"] = new JsonArray("*"),
            ["apiGroups"] = new JsonArray("*"),
            ["resources"] = new JsonArray("*"),
        };
}
