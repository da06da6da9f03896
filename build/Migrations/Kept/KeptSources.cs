using Migrations.Model;

namespace Migrations.Kept;

/// <summary>What files say, kept by git's object id of their content. Keeping is safe from several threads.</summary>
internal sealed class KeptSources
{
    private const string File = "sources";
    private const string Other = "other";
    private const int MostBytes = 32 << 20;

    private readonly KeptFolder _folder;
    private readonly string _file;
    private readonly Dictionary<string, KeptContent> _migrations = [];
    private readonly Dictionary<string, KeptContent> _configurations = [];
    private readonly Lock _lock = new();
    private bool _hasNew;

    /// <summary>Opens what earlier runs have kept.</summary>
    /// <param name="folder">Where it is kept.</param>
    /// <param name="vendor">The vendor that conditions are decided for, or <see langword="null"/>.</param>
    public KeptSources(KeptFolder folder, string? vendor)
    {
        _folder = folder;
        _file = vendor == DatabaseKind.PostgreSql.Vendor ? File : $"{File}-{vendor ?? Other}";
        if (folder.Read(_file) is not { } bytes)
            return;
        var reader = new ValueReader(bytes);
        foreach (var kind in Kinds)
        {
            var left = reader.Number();
            kind.EnsureCapacity(Math.Min(left, bytes.Length));
            for (; left > 0; left--)
                kind[reader.Text()] = new(reader.Block());
        }
    }

    private IReadOnlyList<Dictionary<string, KeptContent>> Kinds => [_migrations, _configurations];

    /// <summary>Whether a content is kept as a migration.</summary>
    public bool HasMigration(string objectId) => _migrations.ContainsKey(objectId);

    /// <summary>Whether a content is kept as the configuration of an app.</summary>
    public bool HasConfiguration(string objectId) => _configurations.ContainsKey(objectId);

    /// <summary>Finds a migration that is kept.</summary>
    /// <param name="objectId">Git's object id of the content.</param>
    /// <param name="migration">The migration. <see langword="null"/> also where the content defines none.</param>
    /// <returns>Whether the content is kept.</returns>
    public bool TryMigration(string objectId, out MigrationSource? migration)
    {
        var isKept = _migrations.TryGetValue(objectId, out var content);
        migration = isKept ? SourceFormat.ReadMigration(content!.Use()) : null;
        return isKept;
    }

    /// <summary>The configuration of an app. <see langword="null"/> where none is kept.</summary>
    public AppConfiguration? ConfigurationOf(string objectId) =>
        _configurations.TryGetValue(objectId, out var content) ? SourceFormat.ReadConfiguration(content.Use()) : null;

    /// <summary>Keeps a migration for later runs.</summary>
    public void Keep(string objectId, MigrationSource? migration) =>
        Keep(_migrations, objectId, SourceFormat.Write(migration));

    /// <summary>Keeps the configuration of an app for later runs.</summary>
    public void Keep(string objectId, AppConfiguration configuration) =>
        Keep(_configurations, objectId, SourceFormat.Write(configuration));

    /// <summary>
    /// Writes what is new, with what was kept. Where that is too much, what this run did not use goes first.
    /// </summary>
    public void Save()
    {
        if (!_hasNew)
            return;
        var left = MostBytes;
        var staying = Kinds
            .SelectMany(kind => kind)
            .OrderByDescending(entry => entry.Value.Worth)
            .TakeWhile(entry => (left -= entry.Key.Length + entry.Value.Bytes.Length) >= 0)
            .Select(entry => entry.Value)
            .ToHashSet();
        var writer = new ValueWriter();
        foreach (var kind in Kinds)
        {
            writer.List(
                [.. kind.Where(entry => staying.Contains(entry.Value))],
                entry =>
                {
                    writer.Text(entry.Key);
                    writer.Block(entry.Value.Bytes.Span);
                }
            );
        }
        _folder.Write(_file, writer.Bytes);
    }

    private void Keep(Dictionary<string, KeptContent> kind, string objectId, byte[] bytes)
    {
        lock (_lock)
        {
            kind[objectId] = new(bytes) { Worth = KeptWorth.New };
            _hasNew = true;
        }
    }

    /// <summary>What one content says, as bytes.</summary>
    private sealed class KeptContent(ReadOnlyMemory<byte> bytes)
    {
        public ReadOnlyMemory<byte> Bytes => bytes;

        public KeptWorth Worth { get; set; }

        public ReadOnlyMemory<byte> Use()
        {
            if (Worth == KeptWorth.Unused)
                Worth = KeptWorth.Used;
            return bytes;
        }
    }

    /// <summary>Which contents stay where all are too much: the higher ones.</summary>
    private enum KeptWorth
    {
        Unused,
        Used,
        New,
    }
}
