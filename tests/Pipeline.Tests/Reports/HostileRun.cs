using Releases.Records;

namespace Pipeline.Tests.Reports;

/// <summary>A run with the same text in every property of its record that holds text.</summary>
internal static class HostileRun
{
    public static ReleaseRecord Of(string text) =>
        SampleRuns.Failed with
        {
            Target = text,
            Version = text,
            Actor = text,
            Host = text,
            Pipeline = text,
            Commit = text,
            Problems = [text],
            Images = [new(text, text)],
            Contents =
            [
                new(text, [text])
                {
                    Added = [new(text, text, text)],
                    AddedCount = 2,
                    Trouble = text,
                    Removed = [new(text, text, null)],
                    RemovedCount = 1,
                },
                new(text, [text]) { Added = [new(text, text, text)], AddedCount = 1 },
            ],
            Migrations =
            [
                SampleRuns.Failed.Migrations[0] with
                {
                    From = text,
                    To = text,
                    Migrations = [SampleRuns.Failed.Migrations[0].Migrations[0] with { App = text, Name = text }],
                },
            ],
            Regions =
            [
                SampleRuns.Failed.Regions[1] with
                {
                    Name = text,
                    Provider = text,
                    From = text,
                    Stages = [new(Stage.Verify, Outcome.Failed, SampleRuns.Start, 1, text)],
                    Workloads = [new(text, text, text, text)],
                    Failure = new(Stage.Verify, text, text)
                    {
                        Pod = text,
                        Log = [text],
                        Events = [text],
                        NextStep = text,
                    },
                },
            ],
        };
}
