using System.Collections.Concurrent;
using Migrations.Model;

namespace Migrations.Kept;

/// <summary>What files say, kept by git's object id of their content.</summary>
internal sealed class KeptSources
{
    private const string File = "sources";
    private const int MostBytes = 32 << 20;
    private const string Migration = "m";
    private const string Configuration = "c";

    private readonly KeptFolder _folder;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _kept = [];
    private readonly ConcurrentDictionary<string, byte[]> _new = [];
    private readonly ConcurrentDictionary<string, bool> _used = [];

    /// <summary>Opens what earlier runs have kept.</summary>
    public KeptSources(KeptFolder folder)
    {
        _folder = folder;
        if (folder.Read(File) is not { } bytes)
            return;
        var reader = new ValueReader(bytes);
        for (var left = reader.Number(); left > 0; left--)
            _kept[reader.Text()] = reader.Block();
    }

    /// <summary>Whether a content is kept as a migration.</summary>
    public bool HasMigration(string objectId) => _kept.ContainsKey(Migration + objectId);

    /// <summary>Whether a content is kept as the configuration of an app.</summary>
    public bool HasConfiguration(string objectId) => _kept.ContainsKey(Configuration + objectId);

    /// <summary>A migration that is kept. <see langword="null"/> where the content defines none.</summary>
    public MigrationSource? MigrationOf(string objectId) => SourceFormat.ReadMigration(Use(Migration + objectId));

    /// <summary>The configuration of an app that is kept.</summary>
    public AppConfiguration ConfigurationOf(string objectId) =>
        SourceFormat.ReadConfiguration(Use(Configuration + objectId));

    /// <summary>Keeps a migration for later runs.</summary>
    public void Keep(string objectId, MigrationSource? migration) =>
        _new[Migration + objectId] = SourceFormat.Write(migration);

    /// <summary>Keeps the configuration of an app for later runs.</summary>
    public void Keep(string objectId, AppConfiguration configuration) =>
        _new[Configuration + objectId] = SourceFormat.Write(configuration);

    /// <summary>
    /// Writes what is new, with what was kept. Where that is too much, what this run did not use goes first.
    /// </summary>
    public void Save()
    {
        if (_new.IsEmpty)
            return;
        var left = MostBytes;
        var former = _kept
            .Where(entry => !_new.ContainsKey(entry.Key))
            .OrderByDescending(entry => _used.ContainsKey(entry.Key));
        var entries = _new.Select(entry => KeyValuePair.Create(entry.Key, (ReadOnlyMemory<byte>)entry.Value))
            .Concat(former)
            .TakeWhile(entry => (left -= entry.Value.Length + entry.Key.Length) >= 0)
            .ToList();
        var writer = new ValueWriter();
        writer.Number(entries.Count);
        foreach (var (key, bytes) in entries)
        {
            writer.Text(key);
            writer.Block(bytes.Span);
        }
        _folder.Write(File, writer.Bytes);
    }

    private ReadOnlyMemory<byte> Use(string key)
    {
        _used[key] = true;
        return _kept[key];
    }
}
