using Foundation.Files;
using Foundation.Secrets;
using Releases.Notifying;

namespace Pipeline.Options;

/// <summary>Reads who is told of a run.</summary>
internal static class WebhookOptions
{
    private const string Variable = "RELEASE_NOTIFY";
    private const int MostBytes = 64 * 1024;

    /// <summary>
    /// The webhooks of the files that <c>--notify</c> names, one address a line, else those of
    /// <c>RELEASE_NOTIFY</c>, separated by spaces, lines or commas.
    /// </summary>
    public static IReadOnlyList<Webhook> Read(OptionReader reader, string workingFolder)
    {
        var files = reader.Values("notify");
        if (files.Count > 0)
            return [.. files.SelectMany(file => ReadFile(reader, file, workingFolder))];
        var texts = AddressesOf(reader.Text("notify"));
        var webhooks = Parse(texts);
        if (webhooks.Length < texts.Length)
            reader.Note(Wrong(Variable));
        return webhooks;
    }

    /// <summary>
    /// Makes the addresses of the variable known as secrets, also to a run that tells nobody: what it reads from others
    /// may hold one.
    /// </summary>
    /// <param name="environment">Reads a variable.</param>
    /// <returns>What is wrong with them; a release that this run prepares would end with it.</returns>
    public static string? Learn(Func<string, string?> environment)
    {
        var texts = AddressesOf(environment(Variable));
        return Parse(texts).Length < texts.Length ? Wrong(Variable) : null;
    }

    private static string[] AddressesOf(string? text) =>
        [.. (text ?? "").Split([' ', '\t', '\n', '\r']).SelectMany(Addresses)];

    // GitLab masks a variable only where it has neither spaces nor lines. A comma may also be a part of an address, so
    // it separates where another address begins behind it.
    private static IEnumerable<string> Addresses(string word)
    {
        var addresses = new List<string>();
        foreach (var piece in word.Split(','))
        {
            if (addresses.Count == 0 || BeginsAddress(piece))
                addresses.Add(piece);
            else
                addresses[^1] += $",{piece}";
        }
        return addresses.Select(address => address.Trim(',')).Where(address => address.Length > 0);
    }

    // Such as https:// and slack+https://.
    private static bool BeginsAddress(string text) =>
        text.IndexOf("://", StringComparison.Ordinal) is > 0 and var end
        && text[..end].All(letter => char.IsAsciiLetter(letter) || letter == '+');

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
        var file = reader.PathOf("notify", name, workingFolder);
        if (Tilde.Begins(name))
            return [];
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
            var webhooks = Parse(lines);
            if (webhooks.Length < lines.Length)
                reader.Note(Wrong($"--notify: {file}"));
            return webhooks;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reader.Note($"--notify: {file} cannot be read: {exception.Message}");
            return [];
        }
    }

    private static Webhook[] Parse(string[] texts) => [.. texts.Select(Webhook.TryParse).OfType<Webhook>()];

    // A wrong address is not shown either: most of it is right, and a secret.
    private static string Wrong(string source) =>
        $"{source}: not the https address of a webhook (https://…, or slack+, teams+, json+)";
}
