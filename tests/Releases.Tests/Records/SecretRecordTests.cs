using Foundation.Secrets;
using Migrations.Verdicts;
using Releases.Records;

namespace Releases.Tests.Records;

public sealed class SecretRecordTests
{
    [Fact]
    public void A_secret_is_neither_in_the_file_nor_in_what_reports_and_notices_are_made_of()
    {
        SecretKeeper.Open();
        _ = new Secret("to\"p+secret");
        var file = Path.GetTempFileName();
        try
        {
            var writer = new RecordWriter(file, SampleRecord.Failed);

            writer.Update(record => record with { Problems = ["docker push: DOCKER_PASSWORD=to\"p+secret"] });

            writer.Current.Problems.ShouldBe(["docker push: DOCKER_PASSWORD=***"]);
            RecordFormat.Read(file, File.ReadAllText(file)).Problems.ShouldBe(writer.Current.Problems);
            File.ReadAllText(file).ShouldNotContain("secret");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("uk")]
    [InlineData("example.azurecr.io/app")]
    [InlineData("production")]
    // Properties, outcomes and stages of the format itself.
    [InlineData("workloads")]
    [InlineData("provider")]
    [InlineData("succeeded")]
    [InlineData("SetImage")]
    public void A_secret_that_is_a_name_leaves_the_record_as_it_is(string name)
    {
        SecretKeeper.Open();
        var record = SampleRecord.Failed with
        {
            Problems = [],
            Regions = [SampleRecord.Failed.Regions[0] with { Name = "production" }],
        };
        var words = new[] { name, "hunter2-hunter2" }.Select(word => new Secret(word)).ToArray();
        using var folder = new RecordFolder();
        var writer = new RecordWriter(folder.File, record);

        writer.Update("production", entry => entry with { Outcome = Outcome.Succeeded, From = name });
        writer.Update("production", entry => entry with { Cluster = name, Live = name });
        writer.Update(entry => entry with { Problems = ["denied: hunter2-hunter2"] });

        words.Length.ShouldBe(2);
        var region = writer.Current.Regions.ShouldHaveSingleItem();
        (region.Name, region.Outcome, region.From).ShouldBe(("production", Outcome.Succeeded, name));
        (region.Cluster, region.Live).ShouldBe((name, name));
        writer.Current.Images.ShouldBe(record.Images);
        var read = RecordFormat.Read(folder.File, File.ReadAllText(folder.File));
        RecordFormat.Write(read).ShouldBe(RecordFormat.Write(writer.Current));
        read.Problems.ShouldBe(["denied: ***"]);
    }

    [Fact]
    public void Every_text_that_others_wrote_is_without_the_secret()
    {
        const string secret = "hunter2-hunter2";
        SecretKeeper.Open();
        _ = new Secret(secret);
        var writer = new RecordWriter(null, WithTexts(secret));

        writer.Update(entry => entry);

        RecordFormat.Write(writer.Current).ShouldNotContain("hunter2");
    }

    // A record in which each text that others wrote is this one.
    private static ReleaseRecord WithTexts(string secret)
    {
        var sample = SampleRecord.Failed;
        return sample with
        {
            Actor = secret,
            ActorEmail = secret,
            Arguments = [secret],
            Pipeline = secret,
            Problems = [secret],
            Contents =
            [
                new("1.2.2", [])
                {
                    Trouble = secret,
                    Added = [new("1", secret, null)],
                    Removed = [new("2", secret, null)],
                },
            ],
            Migrations =
            [
                sample.Migrations[0] with
                {
                    Migrations = [ChangeWith(secret)],
                    OtherChanges = [sample.Migrations[0].OtherChanges[0] with { Detail = secret }],
                    Rollout = [secret],
                },
            ],
            Regions =
            [
                new()
                {
                    Name = "uk",
                    Provider = "aks",
                    Wave = 1,
                    Server = secret,
                    Live = $"unknown: {secret}",
                    Stages = [new(Stage.Migrate, Outcome.Failed, SampleRecord.Start, 1, secret)],
                    RestorePoint = new(SampleRecord.Start) { Command = secret },
                    Schema = new()
                    {
                        NotAsked = secret,
                        Cause = secret,
                        NoWayBack = secret,
                        Serving = new("1.2.2", null, [secret]),
                        Ways = [new(secret, secret)],
                    },
                    Failure = new(Stage.Migrate, "Error", secret)
                    {
                        Log = [secret],
                        Events = [secret],
                        NextStep = secret,
                    },
                },
            ],
        };
    }

    private static MigrationChange ChangeWith(string secret)
    {
        var operation = new OperationVerdict("RunSQL", secret, Verdict.Unsafe, secret, true, secret)
        {
            Meets = secret,
            Accepted = [secret],
            Locks = new([], LockTime.Scan, [], secret),
        };
        return new MigrationChange("forms", "0002", MigrationChangeKind.Added, Verdict.Unsafe, [operation]);
    }

    private sealed class RecordFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

        public string File => Path.Combine(_folder.FullName, "record.json");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
