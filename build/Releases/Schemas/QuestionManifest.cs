using System.Text.Json.Nodes;
using Foundation.Failures;
using Releases.Images;
using Releases.Workloads;

namespace Releases.Schemas;

/// <summary>
/// Turns the migration Job of a region into a Job that only asks: <c>python manage.py migrate --no-input</c> becomes
/// <c>python manage.py showmigrations --plan</c>, or another command that only reads. <c>migrate --check</c> is not
/// used, because Django 3.2 runs an empty migration for it when there is nothing to apply.
/// </summary>
internal static class QuestionManifest
{
    /// <summary>The name of the container that asks. It replaces the container that migrates.</summary>
    internal const string Container = "schema-question";

    private const int LongestName = 63;
    private const int Seconds = 600;
    private const string Ending = "-schema-";
    private const string Word = "migrate";

    // The Job's fields that count attempts or say when the Job is done.
    private static readonly string[] Counting =
    [
        "suspend",
        "completions",
        "parallelism",
        "completionMode",
        "backoffLimitPerIndex",
        "maxFailedIndexes",
        "podFailurePolicy",
        "podReplacementPolicy",
        "successPolicy",
    ];

    /// <summary>Turns a rendered migration Job into the question, in place.</summary>
    /// <param name="job">The Job.</param>
    /// <param name="repository">The release's repository. The container that migrates runs an image of it.</param>
    /// <param name="id">A part of the Job's name that is unique to this question.</param>
    /// <param name="question">What is asked.</param>
    /// <returns>The name of the Job.</returns>
    /// <exception cref="ReleaseException">No container's command has the word <c>migrate</c>.</exception>
    public static string Turn(JsonObject job, string repository, string id, DatabaseQuestion question)
    {
        var metadata = (JsonObject)job["metadata"]!;
        var migration = (string)metadata["name"]!;
        var ending = $"{Ending}{id}";
        var name = $"{migration[..Math.Min(migration.Length, LongestName - ending.Length)]}{ending}";
        metadata["name"] = name;
        var spec = (JsonObject)job["spec"]!;
        var template = (JsonObject)spec["template"]!;
        foreach (var labelled in new[] { metadata, Section(template, "metadata") })
            Label(Section(labelled, "labels"), migration);
        foreach (var counting in Counting)
            spec.Remove(counting);
        spec["backoffLimit"] = 0;
        // The cluster ends a question whose run was killed.
        spec["activeDeadlineSeconds"] = Seconds;
        spec["ttlSecondsAfterFinished"] = Seconds;
        Ask((JsonObject)template["spec"]!, repository, question);
        return name;
    }

    // A release or a step of a way back must not take the question for a migration.
    private static void Label(JsonObject labels, string migration)
    {
        foreach (
            var label in new[] { ReleaseLabels.Version, ReleaseLabels.Image, ReleaseLabels.Back, ReleaseLabels.Step }
        )
            labels.Remove(label);
        labels[ReleaseLabels.Question] = ReleaseLabels.ValueOf(migration);
    }

    private static void Ask(JsonObject pod, string repository, DatabaseQuestion question)
    {
        pod["restartPolicy"] = "Never";
        var own = Containers(pod, "containers").Where(container => RepositoryOf(container) == repository);
        if (own.Where(Migrates).ToArray() is not [var asking])
            throw new ReleaseException(
                $"its migration Job has no single container of {repository} whose command has the word '{Word}'",
                $"give it a command such as [\"python\", \"manage.py\", \"{Word}\"], not one that a shell reads"
            );
        Replace(asking, question);
        asking["name"] = Container;
        // Hooks and probes run commands of their own, and these may write.
        foreach (var beside in new[] { "lifecycle", "livenessProbe", "readinessProbe", "startupProbe" })
            asking.Remove(beside);
        // A proxy to the database is needed. Other containers of the release's image and init containers are not.
        var others = Containers(pod, "containers").Where(container => RepositoryOf(container) != repository);
        pod["containers"] = new JsonArray([asking.DeepClone(), .. others.Select(each => each.DeepClone())]);
        var sidecars = Containers(pod, "initContainers")
            .Where(container => Text(container["restartPolicy"]) == "Always" && RepositoryOf(container) != repository)
            .Select(container => container.DeepClone())
            .ToArray();
        pod.Remove("initContainers");
        if (sidecars.Length > 0)
            pod["initContainers"] = new JsonArray(sidecars);
    }

    private static void Replace(JsonObject container, DatabaseQuestion question)
    {
        var inArguments = Words(container, "args").Contains(Word);
        string[] command = [.. Words(container, "command")];
        string[] arguments = [.. Words(container, "args")];
        var all = inArguments ? arguments : [.. command, .. arguments];
        var at = Array.IndexOf(all, Word);
        var options = OptionsOf(all[(at + 1)..]).ToList();
        var database = options.LastOrDefault(option => option.Name == DatabaseQuestion.Database).Value ?? "default";
        var kept = options.Where(option => question.Kept.Contains(option.Name)).SelectMany(option => option.Words);
        string[] asking = [.. all[..at], .. question.Words(database), .. kept];
        container[inArguments ? "args" : "command"] = new JsonArray([.. asking.Select(word => (JsonNode)word)]);
        if (!inArguments)
            container.Remove("args");
    }

    // "--option=value", or the option and its value as two words.
    private static IEnumerable<(string Name, string Value, string[] Words)> OptionsOf(string[] words)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (!words[at].StartsWith("--", StringComparison.Ordinal))
                continue;
            if (words[at].IndexOf('=', StringComparison.Ordinal) is var sign and > 0)
                yield return (words[at][..sign], words[at][(sign + 1)..], [words[at]]);
            else if (at + 1 < words.Length)
                yield return (words[at], words[at + 1], [words[at], words[at + 1]]);
        }
    }

    private static bool Migrates(JsonObject container) =>
        Words(container, "command").Concat(Words(container, "args")).Contains(Word);

    private static IEnumerable<string> Words(JsonObject container, string key) =>
        (container[key] as JsonArray)?.Select(Text) ?? [];

    private static JsonObject[] Containers(JsonObject pod, string key) =>
        [.. (pod[key] as JsonArray)?.OfType<JsonObject>() ?? []];

    private static string RepositoryOf(JsonObject container) =>
        ImageReference.Parse(Text(container["image"])).Repository;

    private static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static JsonObject Section(JsonObject parent, string key)
    {
        if (parent[key] is not JsonObject)
            parent[key] = new JsonObject();
        return (JsonObject)parent[key]!;
    }
}
