using Foundation.Files;
using Foundation.Secrets;

namespace Releases.Records;

/// <summary>
/// Keeps a run's record, without secrets, and writes it to its file at every change, so that a crash leaves all that
/// was known. Safe to use from all lanes at once.
/// </summary>
public sealed class RecordWriter
{
    private readonly Lock _lock = new();
    private readonly string? _file;

    /// <summary>Starts a record.</summary>
    /// <param name="file">Where it is written; <see langword="null"/> keeps it in memory.</param>
    /// <param name="record">What is known at the start.</param>
    public RecordWriter(string? file, ReleaseRecord record)
    {
        _file = file is null ? null : Path.GetFullPath(file);
        Current = record;
    }

    /// <summary>The record as it is now.</summary>
    public ReleaseRecord Current { get; private set; }

    /// <summary>
    /// Why the record could not be written, when it could not. The run goes on all the same, with its record in memory:
    /// a full disk must not stop a release half way.
    /// </summary>
    public string? Failure { get; private set; }

    /// <summary>The file that holds it, once something was written.</summary>
    public string? File => _file;

    /// <summary>
    /// Hears of every write, in the turn of whoever writes; what it is given is what a crash at that moment leaves.
    /// </summary>
    public Action<ReleaseRecord>? Written { get; init; }

    /// <summary>Changes the record and writes it.</summary>
    public void Update(Func<ReleaseRecord, ReleaseRecord> change)
    {
        lock (_lock)
        {
            Current = change(Current);
            var json = RecordFormat.Write(Current);
            var redacted = SecretKeeper.Redact(json);
            if (!ReferenceEquals(json, redacted))
                Current = RecordFormat.Read(_file ?? "record", redacted);
            Write(redacted);
        }
    }

    /// <summary>Changes one region's part of the record and writes it.</summary>
    public void Update(string region, Func<RegionRecord, RegionRecord> change) =>
        Update(record =>
            record with
            {
                Regions = [.. record.Regions.Select(entry => entry.Name == region ? change(entry) : entry)],
            }
        );

    private void Write(string json)
    {
        if (_file is not null)
            Failure = WholeFile.TryWrite(_file, json);
        Written?.Invoke(Current);
    }
}
