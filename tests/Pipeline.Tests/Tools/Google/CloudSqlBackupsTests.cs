using Foundation.Failures;
using Pipeline.Tools.Google;

namespace Pipeline.Tests.Tools.Google;

public sealed class CloudSqlBackupsTests : IDisposable
{
    private const string Create =
        "sql backups create --instance qatar-db --description release-1 --async --project meg --format value(name)";
    private const string Wait = "sql operations wait op-7 --timeout=unlimited --project meg --format value(status)";
    private readonly ScriptedTools _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task A_backup_is_waited_for_by_its_operation()
    {
        _tools.Answer("gcloud", (Create, "echo op-7"), (Wait, "echo DONE"));

        await CreateAsync();
    }

    [Fact]
    public async Task An_operation_that_is_not_done_is_a_failure()
    {
        _tools.Answer("gcloud", (Create, "echo op-7"), (Wait, "echo RUNNING"));

        var failure = await Should.ThrowAsync<ReleaseException>(CreateAsync());

        failure.Message.ShouldBe("gcloud sql operations wait: the backup of instance qatar-db is RUNNING.");
        failure.NextStep.ShouldBe("gcloud sql operations describe op-7 --project meg");
    }

    [Fact]
    public async Task A_backup_that_was_not_begun_is_a_failure()
    {
        _tools.Answer("gcloud", (Create, "exit 0"));

        (await Should.ThrowAsync<ReleaseException>(CreateAsync())).Message.ShouldBe(
            "gcloud sql backups create: no backup of instance qatar-db was begun."
        );
    }

    [Theory]
    [InlineData(
        "HTTPError 404: The Cloud SQL instance does not exist.",
        "there is no instance qatar-db in project meg."
    )]
    [InlineData(
        "HTTPError 403: The client is not authorized to make this request.",
        "this log-in may not back up instance qatar-db of project meg."
    )]
    public async Task Refusals_are_told_in_words(string said, string words)
    {
        _tools.Answer("gcloud", (Create, $"echo 'ERROR: (gcloud.sql.backups.create) {said}' >&2; exit 1"));

        (await Should.ThrowAsync<ReleaseException>(CreateAsync())).Message.ShouldEndWith(words);
    }

    private Task CreateAsync() =>
        new CloudSqlBackups(_tools.Host, new CloudSqlInstance("qatar-db", "meg")).CreateAsync(
            "release-1",
            new GcloudSettings(),
            TestContext.Current.CancellationToken
        );
}
