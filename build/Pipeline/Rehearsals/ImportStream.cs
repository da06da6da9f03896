using System.Globalization;
using System.Text;

namespace Pipeline.Rehearsals;

/// <summary>Commits and tags as <c>git fast-import</c> reads them (its documentation, "Input Format").</summary>
/// <param name="branch">The branch that the commits go to.</param>
/// <param name="author">Who makes them.</param>
/// <param name="at">When.</param>
internal sealed class ImportStream(string branch, string author, DateTimeOffset at) : IDisposable
{
    /// <summary>The address of the commits of a drill; nobody has it.</summary>
    public const string Email = "drill@example.invalid";

    private const string Plain = "100644";
    private const string Executable = "100755";

    // What would end the name within the stream; git itself leaves these out of a name, too.
    private static readonly char[] NotOfAName = ['<', '>', '\n', '\0'];

    private const string FirstMark = ":1";

    private readonly MemoryStream _stream = new();
    private bool _hasFirst;

    private string Signature =>
        $"{string.Concat(author.Where(letter => !NotOfAName.Contains(letter)))} <{Email}> {at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)} +0000";

    /// <summary>All of it.</summary>
    public ReadOnlyMemory<byte> Content => _stream.GetBuffer().AsMemory(0, (int)_stream.Length);

    /// <summary>Commits a folder as it is, on top of the commit before.</summary>
    public void Commit(string message, string folder) => Commit(branch, null, message, folder);

    /// <summary>Commits a folder as it is, on a branch of its own that goes out from the first commit.</summary>
    /// <param name="name">The branch.</param>
    /// <param name="message">The commit's message.</param>
    /// <param name="folder">The folder.</param>
    public void CommitAside(string name, string message, string folder) => Commit(name, FirstMark, message, folder);

    private void Commit(string name, string? from, string message, string folder)
    {
        Line($"commit refs/heads/{name}");
        if (!_hasFirst)
            Line($"mark {FirstMark}");
        _hasFirst = true;
        Line($"committer {Signature}");
        Data(Encoding.UTF8.GetBytes(message));
        if (from is not null)
            Line($"from {from}");
        Line("deleteall");
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            Line($"M {ModeOf(file)} inline {path}");
            Data(File.ReadAllBytes(file));
        }
    }

    /// <summary>Tags the last commit.</summary>
    public void Tag(string name)
    {
        Line($"tag {name}");
        Line($"from refs/heads/{branch}");
        Line($"tagger {Signature}");
        Data(Encoding.UTF8.GetBytes(name));
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static string ModeOf(string file) =>
        !OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute)
            ? Executable
            : Plain;

    private void Data(byte[] content)
    {
        Line($"data {content.Length.ToString(CultureInfo.InvariantCulture)}");
        _stream.Write(content);
        Line("");
    }

    private void Line(string text) => _stream.Write(Encoding.UTF8.GetBytes($"{text}\n"));
}
