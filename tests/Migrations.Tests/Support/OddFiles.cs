using System.Reflection;

namespace Migrations.Tests.Support;

/// <summary>The files of the corpus: migrations as people write them, and what nobody should.</summary>
internal static class OddFiles
{
    private const string Prefix = "Corpus.";

    public static IReadOnlyList<(string Name, string Text)> All { get; } = [.. Read()];

    public static string Text(string name) => All.First(file => file.Name == name).Text;

    private static IEnumerable<(string Name, string Text)> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (
            var resource in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (
                resource[Prefix.Length..].Replace(".py.txt", "", StringComparison.Ordinal),
                reader.ReadToEnd()
            );
        }
    }
}
