using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Architecture;

/// <summary>A type of one folder that a file of another one names.</summary>
internal sealed record FolderUse(string From, string To, string File, string Type)
{
    public override string ToString() => $"{File} uses {Type} of {To}";
}

/// <summary>
/// The sources below <c>build</c>: which types they declare and which they name. A name means a type of ours when the
/// file sees that type's namespace, by a using or by its own namespace. So a type of the same name elsewhere is not
/// taken for it.
/// </summary>
internal sealed partial class SourceMap
{
    private readonly List<SourceFile> _files;
    private readonly ILookup<string, SourceFile> _byType;

    private SourceMap(List<SourceFile> files)
    {
        _files = files;
        _byType = files.SelectMany(file => file.Types.Select(type => (type, file))).ToLookup(x => x.type, x => x.file);
    }

    /// <summary>Every folder that holds sources, with its project; the project's own folder is <c>.</c>.</summary>
    public IEnumerable<string> Folders => _files.Select(file => $"{file.Project}/{file.Folder}").Distinct();

    public static SourceMap OfBuild()
    {
        var root = Path.Combine(Repository.Root, "build");
        return Of(
            Directory
                .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(file => (Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file)))
        );
    }

    /// <summary>Reads sources.</summary>
    /// <param name="sources">Their paths, which begin with project and folder, and their texts.</param>
    public static SourceMap Of(IEnumerable<(string Path, string Text)> sources) =>
        new([
            .. sources
                .Where(source => source.Path.Split('/')[1] is not ("bin" or "obj"))
                .Select(source => SourceFile.Read(source.Path, source.Text)),
        ]);

    /// <summary>The same sources and one more.</summary>
    public SourceMap With(string path, string text) => new([.. _files, SourceFile.Read(path, text)]);

    /// <summary>A type of the last of some folders that declares one.</summary>
    public (string Namespace, string Type) LastTypeOf(IEnumerable<string> folders) =>
        folders
            .Reverse()
            .SelectMany(folder =>
                _files
                    .Where(file => $"{file.Project}/{file.Folder}" == folder && file.Types.Count > 0)
                    .Select(file => (file.Namespace, file.Types.First()))
            )
            .First();

    /// <summary>What the folders of a project use of one another.</summary>
    public IEnumerable<FolderUse> UsesIn(string project)
    {
        var files = _files.Where(file => file.Project == project).ToArray();
        var folders = files.ToLookup(file => file.Namespace, file => file.Folder);
        foreach (var file in files)
        {
            var types =
                from name in file.Names
                from declaring in _byType[name]
                where declaring.Project == project && file.Sees(declaring.Namespace)
                select new FolderUse(file.Folder, declaring.Folder, file.Path, name);
            // The compiler refuses a using that nobody needs, so each is a use, if only of an extension method.
            var usings =
                from space in file.Usings
                let declaring = folders[space].Distinct().ToArray()
                where declaring.Length == 1
                select new FolderUse(file.Folder, declaring[0], file.Path, space);
            foreach (var use in types.Concat(usings).Where(use => use.From != use.To))
                yield return use;
        }
    }

    private sealed record SourceFile(
        string Path,
        string Namespace,
        IReadOnlySet<string> Usings,
        IReadOnlyCollection<string> Types,
        IReadOnlySet<string> Names
    )
    {
        public string Project => Path.Split('/')[0];

        public string Folder => Path.Split('/') is [_, var folder, _, ..] ? folder : ".";

        public static SourceFile Read(string path, string text)
        {
            var code = Quoted().Replace(Comment().Replace(text, ""), "\"\"");
            return new SourceFile(
                path,
                NamespaceLine().Match(code).Groups["name"].Value,
                Values(UsingLine(), code, "name"),
                [.. Values(Declaration(), code, "name"), .. Values(DelegateDeclaration(), code, "name")],
                Values(Name(), code, "name")
            );
        }

        public bool Sees(string name) =>
            Usings.Contains(name) || Namespace == name || Namespace.StartsWith($"{name}.", StringComparison.Ordinal);

        private static HashSet<string> Values(Regex regex, string text, string group) =>
            [.. regex.Matches(text).Select(match => match.Groups[group].Value)];
    }

    [GeneratedRegex(
        @"//[^\n]*|/\*.*?\*/",
        RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Comment();

    // What stands in the holes of an interpolated text is code, so those stay.
    [GeneratedRegex(
        "(?<!\\$)\"\"\".*?\"\"\"|(?<![$\"])@?\"(\\\\.|[^\"\\\\\\n])*\"",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        Timeout.Infinite
    )]
    private static partial Regex Quoted();

    [GeneratedRegex(
        @"^namespace (?<name>[\w.]+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^using (static )?(?<name>[\w.]+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex UsingLine();

    // Types inside of others begin further right.
    [GeneratedRegex(
        @"^((public|internal|sealed|static|abstract|partial|readonly|file) )*(class|record struct|record class|record|struct|interface|enum) (?<name>[A-Z]\w*)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Declaration();

    [GeneratedRegex(
        @"^((public|internal) )?delegate [^;(]*? (?<name>[A-Z]\w*)(<[^>]*>)?\(",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex DelegateDeclaration();

    [GeneratedRegex(@"(?<!\w)(?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Name();
}
