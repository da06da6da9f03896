using Pipeline.Targets;
using Releases.Versions;

namespace Pipeline.Options;

/// <summary>Reads the options that name versions.</summary>
internal static class VersionOptions
{
    public static ImageTag? Version(OptionReader reader, CommandLine line)
    {
        // An argument wins over the environment: a VERSION that CI exports does not contradict --bump.
        if (reader.Find("version") is not { } found || (line.Has("bump") && !line.Has("version")))
            return null;
        // A variable of CI holds a git tag, and v1.2.3 is another one than 1.2.3; a person means the version.
        if (line.Has("version") && ReleaseVersion.TryParseTyped(found.Value) is { } typed)
            return ImageTag.Of(typed);
        var tag = ImageTag.TryParse(found.Value);
        if (tag is null)
            reader.Note($"{found.Source}: '{found.Value}' is neither a version X.Y.Z nor an image tag");
        return tag;
    }

    public static string? From(OptionReader reader, CommandLine line)
    {
        var from = reader.Text("from");
        // A branch begins anywhere; only what was released can be gone back from.
        if (line.Targets.Contains(TargetNames.CheckMigrations))
        {
            if (from is ['-', ..])
                reader.Note($"--from: '{from}' is no name of a commit");
            return from;
        }
        var version = ReleaseVersion.TryParseTyped(from);
        if (from is not null && version is null)
            reader.Note($"--from: '{from}' is not a version X.Y.Z");
        return version?.ToString();
    }

    public static ReleaseLine? Line(OptionReader reader)
    {
        if (reader.Text("line") is not { } text)
            return null;
        var line = ReleaseLine.TryParse(text);
        if (line is null)
            reader.Note($"--line: '{text}' is not a line X.Y");
        return line;
    }

    public static Increment? Bump(OptionReader reader, CommandLine line)
    {
        if (!line.Has("bump"))
            return null;
        if (line.Has("version"))
            reader.Note("--bump and --version exclude each other; give one of them");
        return Enum.Parse<Increment>(reader.Choice("bump", "patch", "patch", "minor", "major"), ignoreCase: true);
    }
}
