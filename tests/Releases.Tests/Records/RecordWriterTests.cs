using Releases.Records;

namespace Releases.Tests.Records;

public sealed class RecordWriterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("record-");

    private string RecordFile => Path.Combine(_folder.FullName, "new", "record.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_change_is_in_the_file_at_once()
    {
        var writer = new RecordWriter(RecordFile, SampleRecord.Failed);
        File.Exists(RecordFile).ShouldBeFalse();

        writer.Update(record => record with { Actor = "Bob" });
        Read().Actor.ShouldBe("Bob");
        writer.Update("qatar", region => region with { Outcome = Outcome.Succeeded });

        Read().Regions.Select(region => region.Outcome).ShouldBe([Outcome.Failed, Outcome.Succeeded]);
        writer.Current.Regions[1].Outcome.ShouldBe(Outcome.Succeeded);
        writer.File.ShouldBe(RecordFile);
    }

    [Fact]
    public void Nothing_else_is_left_in_the_folder()
    {
        new RecordWriter(RecordFile, SampleRecord.Failed).Update(record => record);

        Directory.GetFileSystemEntries(Path.GetDirectoryName(RecordFile)!).ShouldBe([RecordFile]);
    }

    [Fact]
    public void Without_a_file_it_is_kept_in_memory()
    {
        var writer = new RecordWriter(null, SampleRecord.Failed);

        writer.Update(record => record with { Actor = "Bob" });

        writer.Current.Actor.ShouldBe("Bob");
        writer.File.ShouldBeNull();
    }

    [Fact]
    public void A_change_that_throws_leaves_the_record_as_it_was()
    {
        var writer = new RecordWriter(RecordFile, SampleRecord.Failed);
        writer.Update(record => record);

        Should.Throw<InvalidOperationException>(() =>
            writer.Update((ReleaseRecord _) => throw new InvalidOperationException())
        );

        Read().Actor.ShouldBe("Ann");
        writer.Current.ShouldBe(SampleRecord.Failed);
    }

    [Fact]
    public async Task It_can_be_read_at_any_time_and_loses_no_change_of_any_lane()
    {
        const int lanes = 4;
        const int changes = 100;
        var writer = new RecordWriter(
            RecordFile,
            SampleRecord.Failed with
            {
                Regions =
                [
                    .. Enumerable
                        .Range(0, lanes)
                        .Select(lane => SampleRecord.Failed.Regions[1] with { Name = $"r{lane}" }),
                ],
            }
        );
        writer.Update(record => record);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var reads = 0;
            for (; !done.IsCancellationRequested || reads == 0; reads++)
                Read().Regions.Count.ShouldBe(lanes);
            return reads;
        });

        await Task.WhenAll(
            Enumerable
                .Range(0, lanes)
                .Select(lane =>
                    Task.Run(() =>
                    {
                        for (var change = 0; change < changes; change++)
                            writer.Update(
                                $"r{lane}",
                                region => region with { Workloads = [.. region.Workloads, new("Job", "x", "a", "b")] }
                            );
                    })
                )
        );
        await done.CancelAsync();

        (await reader).ShouldBePositive();
        Read().Regions.ShouldAllBe(region => region.Workloads.Count == changes);
    }

    private ReleaseRecord Read() => RecordFormat.Read(RecordFile, File.ReadAllText(RecordFile));
}
