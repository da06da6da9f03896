using System.Text.Json.Nodes;
using Drill.Controllers;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;
using Microsoft.AspNetCore.Http;

namespace Drill.Api;

/// <summary>
/// Evicts a pod unless that would break its PodDisruptionBudget (k8s.io/kubernetes,
/// pkg/registry/core/pod/storage/eviction.go). Draining a node evicts its pods.
/// </summary>
internal static class EvictionEndpoint
{
    public static Task AnswerAsync(ApiCall call)
    {
        var eviction = call.HasBody ? call.BodyObject() : [];
        if (eviction.Text("metadata.name") is { } name && name != call.Name)
            throw ApiFailure.BadRequest("name in URL does not match name in Eviction object");

        var options = DeleteOptions.From(eviction["deleteOptions"] as JsonObject, call.Query);
        call.Plane.Do(() =>
        {
            var pod = call.Plane.Store.Get(call.Key) ?? throw ApiFailure.NotFound(call.Kind, call.Name);
            if (!pod.IsFinished() && !pod.IsBeingDeleted && pod.Phase() != "Pending")
                Require(call, pod);

            call.Plane.Objects.Delete(call.Key, options);
        });
        var done = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
        };
        return HttpAnswer.JsonAsync(call.Http, done, StatusCodes.Status201Created);
    }

    private static void Require(ApiCall call, Stored pod)
    {
        var budgets = call.Plane.BudgetsOf(pod);
        if (budgets.Count > 1)
            throw ApiFailure.ManyBudgets();

        if (budgets.Count == 0)
            return;

        var status = budgets[0].Json["status"];
        var (healthy, desired) = (status.Number("currentHealthy") ?? 0, status.Number("desiredHealthy") ?? 0);
        var countsForNothing = !pod.IsReady() && healthy >= desired && desired > 0;
        if (!countsForNothing && (status.Number("disruptionsAllowed") ?? 0) == 0)
            throw ApiFailure.BudgetSpent(budgets[0].Name, desired, healthy);
    }
}
