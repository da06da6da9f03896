using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;

namespace Clusters.Kubeconfigs;

/// <summary>One file, or one text, of those that make a kubeconfig.</summary>
/// <param name="Root">What it holds.</param>
/// <param name="Source">What errors call it.</param>
/// <param name="Folder">The folder that its relative paths start from.</param>
internal sealed record KubeconfigPart(KubeconfigSection Root, string Source, string? Folder)
{
    private static readonly string[] Lists = ["contexts", "clusters", "users"];

    public static KubeconfigPart Parse(string text, string source, string? folder)
    {
        var root = KubeconfigSection.Root(text, source);
        foreach (var list in Lists)
            RefuseTwins(root.Sections(list));
        return new(root, source, folder);
    }

    public static KubeconfigPart Read(string path)
    {
        try
        {
            return Parse(
                BoundedFile.ReadText(path, InputLimits.TextFile),
                path,
                Path.GetDirectoryName(Path.GetFullPath(path))
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException($"cannot read the kubeconfig {path}: {exception.Message}", null, exception);
        }
    }

    // As in client-go, which says "duplicate name". Between files the first one wins.
    private static void RefuseTwins(IReadOnlyList<KubeconfigSection> entries)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Text("name") is { } name && !names.Add(name))
                throw entry.Wrong(
                    "name",
                    $"'{name}' is there twice",
                    "take one of them out; kubectl refuses the file, too"
                );
        }
    }
}
