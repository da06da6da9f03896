using System.Text.Json;
using System.Text.Json.Nodes;
using Foundation.Files;

namespace Pipeline.Tools.Docker;

/// <summary>
/// A private configuration for docker: the same engine, builders and plugins as the user's own, and none of its
/// log-ins.
/// </summary>
public static class DockerConfiguration
{
    /// <summary>The file in the directory that keeps settings and log-ins.</summary>
    internal const string FileName = "config.json";

    // What is needed to reach the same engine through the same plugins. Log-ins and helpers that keep them stay out.
    private static readonly string[] SharedDirectories = ["contexts", "cli-plugins", "buildx"];
    private static readonly string[] SharedSettings = ["currentContext", "proxies", "cliPluginsExtraDirs"];

    /// <summary>Creates the configuration and returns its directory.</summary>
    /// <param name="directory">Where; removed together with it.</param>
    /// <param name="name">Name of the configuration's directory in there.</param>
    /// <param name="registry">The registry that it will hold a log-in for.</param>
    /// <param name="own">The user's own configuration directory (<c>DOCKER_CONFIG</c>, else <c>~/.docker</c>).</param>
    public static string CreatePrivate(PrivateDirectory directory, string name, string registry, string own)
    {
        var path = directory.CreateDirectory(name);
        foreach (var shared in SharedDirectories.Where(shared => Directory.Exists(Path.Combine(own, shared))))
            Directory.CreateSymbolicLink(Path.Combine(path, shared), Path.Combine(own, shared));

        // Without any registry in it the client would take the system's keychain for the place to keep log-ins, and
        // replace the user's own log-in there.
        var settings = new JsonObject { ["auths"] = new JsonObject { [registry] = new JsonObject() } };
        foreach (var (key, value) in Read(Path.Combine(own, FileName)))
        {
            if (SharedSettings.Contains(key))
                settings[key] = value?.DeepClone();
        }

        // The client keeps the mode of a file that it writes its log-in into.
        PrivateFile.Create(Path.Combine(path, FileName), settings.ToJsonString());
        return path;
    }

    private static JsonObject Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? [] : [];
        }
        catch (JsonException)
        {
            // The client warns about it and goes on without; so do we.
            return [];
        }
    }
}
