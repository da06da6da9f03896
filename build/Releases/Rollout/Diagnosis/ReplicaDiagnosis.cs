using Clusters.Calls;
using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>Finds why a controller cannot make the pods of the new revision.</summary>
public static class ReplicaDiagnosis
{
    // What is refused as forbidden and heals by itself. The API server has not heard of something yet, such as a
    // quota's counts right after its own start, or somebody makes a moment later what is missing: a webhook that
    // verifies signatures may not reach the registry yet. The words are those of k8s.io/kubernetes,
    // plugin/pkg/admission, and of k8s.io/apiserver for a webhook.
    private static readonly string[] ComesLate =
    [
        "no PriorityClass",
        "status unknown for quota",
        "error looking up service account",
        "serviceaccount \"",
        "pod rejected: RuntimeClass",
        "not yet ready to handle request",
        "denied the request",
    ];

    /// <summary>The symptom that a ReplicaSet's conditions show, or <see langword="null"/>.</summary>
    /// <param name="set">The ReplicaSet of the current revision.</param>
    public static Symptom? Of(V1ReplicaSet set) =>
        set.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "ReplicaFailure", Status: "True" })
            is { } failure
            ? Of(failure.Reason, failure.Message)
            : null;

    /// <summary>
    /// The symptom that the newest event about an owner of pods shows. It is for kinds that have no condition for this.
    /// </summary>
    /// <param name="owner">The owner's uid.</param>
    /// <param name="events">The namespace's events.</param>
    public static Symptom? OfNewestEvent(string owner, IEnumerable<Corev1Event> events) =>
        events.Where(entry => entry.InvolvedObject.Uid == owner).OrderBy(EventTime.Of).LastOrDefault()
            is { Reason: "FailedCreate" } newest
            ? Of(newest.Reason, newest.Message)
            : null;

    /// <summary>
    /// The symptom of a pod that could not be created. The controller reports it in a condition, or in an event for
    /// kinds without such a condition.
    /// </summary>
    /// <param name="reason">The reason, such as <c>FailedCreate</c>.</param>
    /// <param name="message">The API server's refusal.</param>
    public static Symptom Of(string? reason, string? message)
    {
        var text = (message ?? "a pod could not be created").ReplaceLineEndings(" ");
        var grace = GraceOf(text);
        return text.Contains(ApiRefusalException.FailedWebhook, StringComparison.Ordinal)
            ? new Symptom(ApiRefusalException.WebhookReason, text, Grace.Quota)
            : new Symptom(reason ?? "FailedCreate", text, grace)
            {
                NeedsRoom = grace > Grace.None && !text.HasAny(ComesLate),
            };
    }

    // A quota's refusal also says forbidden, but it can heal.
    private static TimeSpan GraceOf(string message) =>
        message.HasAny("exceeded quota") || message.HasAny(ComesLate) ? Grace.Quota
        : message.HasAny("is invalid", "forbidden", "denied request") ? Grace.None
        : Grace.Quota;
}
