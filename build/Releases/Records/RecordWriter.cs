using Foundation.Files;
using Foundation.Secrets;

namespace Releases.Records;

/// <summary>
/// Keeps a run's record. Its texts hold no secrets; its names are the true ones, because the run finds its regions by
/// them. It writes the record to its file at every change, so that a crash leaves all that was known. All lanes may use
/// it at once.
/// </summary>
public sealed class RecordWriter
{
    private readonly Lock _lock = new();
    private readonly string? _file;

    /// <summary>Starts a record.</summary>
    /// <param name="file">The file; <see langword="null"/> keeps the record in memory.</param>
    /// <param name="record">What is known at the start.</param>
    public RecordWriter(string? file, ReleaseRecord record)
    {
        _file = file is null ? null : Path.GetFullPath(file);
        Current = record;
    }

    /// <summary>The record as it is now.</summary>
    public ReleaseRecord Current { get; private set; }

    /// <summary>
    /// Why the record could not be written. <see langword="null"/> while it could. The run goes on with the record in
    /// memory, because a full disk must not stop a release half-way.
    /// </summary>
    public string? Failure { get; private set; }

    /// <summary>The record's file. <see langword="null"/> until something was written.</summary>
    public string? File => _file;

    /// <summary>
    /// Hears every write, on the writer's thread and before the next write. It gets what a crash at that moment would
    /// leave.
    /// </summary>
    public Action<ReleaseRecord>? Written { get; init; }

    /// <summary>Changes the record and writes it.</summary>
    public void Update(Func<ReleaseRecord, ReleaseRecord> change)
    {
        lock (_lock)
        {
            Current = change(Current);
            // Nobody reads the text then, and the code that writes it would be compiled for nothing.
            if (_file is null && !SecretKeeper.KnowsAny)
            {
                Written?.Invoke(Current);
                return;
            }
            var json = RecordFormat.Write(Current);
            if (!ReferenceEquals(json, SecretKeeper.Redact(json)))
            {
                Current = RedactedRecord.Of(Current);
                json = RecordFormat.Write(Current);
            }
            Write(json);
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
