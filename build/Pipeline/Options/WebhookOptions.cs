using Foundation.Secrets;
using Releases.Notifying;

namespace Pipeline.Options;

/// <summary>Reads who is told of a run.</summary>
internal static class WebhookOptions
{
    private const string Variable = "RELEASE_NOTIFY";
    private const int MostBytes = 64 * 1024;

    /// <summary>
    /// The webhooks of the files that <c>--notify</c> names, one address a line, else those of <c>RELEASE_NOTIFY</c>.
    /// </summary>
    public static IReadOnlyList<Webhook> Read(OptionReader reader, string workingFolder)
    {
        var files = reader.Values("notify");
        if (files.Count > 0)
            return [.. files.SelectMany(file => ReadFile(reader, file, workingFolder))];
        var text = reader.Variable(Variable) ?? "";
        return Parse(reader, Variable, text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
    }

    private static IReadOnlyList<Webhook> ReadFile(OptionReader reader, string name, string workingFolder)
    {
        if (name.Contains("://", StringComparison.Ordinal))
        {
            // It is shown nowhere, though the process list has shown it already.
            _ = new Secret(name);
            reader.Note(
                $"--notify: an address is a secret, and a command line is seen by everybody on this machine; write it into a file, --notify=FILE, or set {Variable}"
            );
            return [];
        }
        var file = Path.GetFullPath(name, workingFolder);
        try
        {
            if (new FileInfo(file).Length > MostBytes)
            {
                reader.Note($"--notify: {file} is larger than {MostBytes / 1024} KiB; it holds one address a line");
                return [];
            }
            var lines = File.ReadAllLines(file)
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#')
                .ToArray();
            if (lines.Length == 0)
                reader.Note($"--notify: {file} holds no address");
            return Parse(reader, $"--notify: {file}", lines);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reader.Note($"--notify: {file} cannot be read: {exception.Message}");
            return [];
        }
    }

    // A wrong address is not shown either: most of it is right, and a secret.
    private static Webhook[] Parse(OptionReader reader, string source, string[] texts)
    {
        var webhooks = texts.Select(Webhook.TryParse).OfType<Webhook>().ToArray();
        if (webhooks.Length < texts.Length)
            reader.Note($"{source}: not the https address of a webhook (https://…, or slack+, teams+, json+)");
        return webhooks;
    }
}
