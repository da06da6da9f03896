using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Migrations.Model;
using Migrations.Rules.OlderCode;

namespace Migrations.Kept;

/// <summary>
/// What older code knows, kept for each set of migrations that was replayed. It depends on the migrations alone: their
/// apps, labels, names, files and contents.
/// </summary>
/// <param name="folder">Where it is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="vendor">The vendor that conditions are decided for, or <see langword="null"/>.</param>
internal sealed class KeptOldCode(KeptFolder folder, TimeProvider time, string? vendor)
{
    private const string Beginning = "replayed-";
    private const int MostFiles = 8;

    private readonly Dictionary<string, OldCode> _known = [];

    /// <summary>
    /// What the code of a version knows. Its migrations are replayed where no earlier run has done so.
    /// </summary>
    public OldCode Of(MigrationTree tree)
    {
        var key = KeyOf(tree);
        if (_known.TryGetValue(key, out var known))
            return known;
        // A file that is missing in the clone may be there the next time.
        var name = tree.Migrations.All(migration => migration.Source.IsRead) ? Beginning + key : null;
        if (name is not null && folder.Read(name) is { } bytes)
            return _known[key] = OldCodeFormat.Read(bytes);
        var code = _known[key] = OldCode.Of(tree);
        if (name is not null)
        {
            folder.Write(name, OldCodeFormat.Write(code));
            folder.Prune(Beginning, MostFiles, time.GetUtcNow());
        }
        return code;
    }

    // At most 8 sets are told apart, and nobody gains by two with one key. Loading a cryptographic library, or
    // compiling a wider hash, takes longer than the whole key.
    private string KeyOf(MigrationTree tree)
    {
        var hash = new XxHash64();
        var text = new StringBuilder(vendor).Append('\n');
        foreach (var migration in tree.Migrations)
        {
            var (key, label) = (migration.Key, tree.LabelOf(migration.Key.App));
            text.Append(key.App).Append('\0').Append(label).Append('\0').Append(key.Name).Append('\0');
            text.Append(migration.Path).Append('\0').Append(migration.ObjectId).Append('\0');
            text.Append(migration.Source.IsRead ? '1' : '0').Append('\n');
            foreach (var chunk in text.GetChunks())
                hash.Append(MemoryMarshal.AsBytes(chunk.Span));
            text.Clear();
        }
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
