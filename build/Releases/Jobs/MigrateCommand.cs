using System.Text.Json.Nodes;
using Foundation.Failures;
using Migrations.Verdicts;
using Releases.Images;

namespace Releases.Jobs;

/// <summary>
/// Points the command of a migration Job at one app and migration: <c>python manage.py migrate --no-input</c> becomes
/// <c>python manage.py migrate APP NAME --no-input</c>. Both are separate words of the command, and no shell reads
/// them.
/// </summary>
internal static class MigrateCommand
{
    private const string Word = "migrate";

    /// <summary>Changes the command of the container that migrates.</summary>
    /// <param name="job">The rendered Job; changed in place.</param>
    /// <param name="repository">
    /// The repository of the release's images. The container that migrates runs an image from it.
    /// </param>
    /// <param name="step">The step to un-apply.</param>
    /// <param name="file">The manifest's path, for problems.</param>
    /// <exception cref="UsageException">No container's command has the word <c>migrate</c>.</exception>
    public static void Replace(JsonObject job, string repository, UnapplyStep step, string file)
    {
        var words = Containers(job)
            .Where(container => RepositoryOf(container) == repository)
            .SelectMany(container => new[] { container["args"] as JsonArray, container["command"] as JsonArray })
            .OfType<JsonArray>()
            .Where(list => PlaceOf(list) >= 0)
            .ToArray();
        if (words is not [var command])
            throw new UsageException(
                $"{file}:1: un-applying needs one container of {repository} whose command has the word '{Word}', such as [\"python\", \"manage.py\", \"{Word}\"]"
            );
        var after = PlaceOf(command) + 1;
        if (after < command.Count && !TextOf(command[after]).StartsWith('-'))
            throw new UsageException(
                $"{file}:1: un-applying needs a command that migrates all apps, but '{Word}' is followed by '{TextOf(command[after])}'"
            );
        command.Insert(after, step.Target);
        command.Insert(after, step.App);
    }

    /// <summary>
    /// The name of the container that migrates; <see langword="null"/> unless one container alone runs an image of the
    /// release.
    /// </summary>
    /// <param name="job">The rendered Job.</param>
    /// <param name="repository">The repository of the release's images.</param>
    public static string? ContainerOf(JsonObject job, string repository)
    {
        var migrating = Containers(job).Where(container => RepositoryOf(container) == repository).ToArray();
        return migrating is [var only] ? TextOf(only["name"]) : null;
    }

    private static IEnumerable<JsonObject> Containers(JsonObject job) =>
        (job["spec"]?["template"]?["spec"]?["containers"] as JsonArray)?.OfType<JsonObject>() ?? [];

    private static string RepositoryOf(JsonObject container) =>
        ImageReference.Parse(TextOf(container["image"])).Repository;

    private static int PlaceOf(JsonArray words) => words.ToList().FindIndex(word => TextOf(word) == Word);

    private static string TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
