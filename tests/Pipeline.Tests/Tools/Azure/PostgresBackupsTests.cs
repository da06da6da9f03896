using Foundation.Failures;
using Pipeline.Tools.Azure;

namespace Pipeline.Tests.Tools.Azure;

public sealed class PostgresBackupsTests : IDisposable
{
    private const string Present =
        "postgres flexible-server backup create --server-name uk-db --name release-1 --resource-group MEG --output json";
    private const string Former =
        "postgres flexible-server backup create --name uk-db --backup-name release-1 --resource-group MEG --output json";
    private const string Done = """echo '{"name":"release-1","completedTime":"2026-11-28T23:00:00Z"}'""";
    private readonly ScriptedTools _tools = new();
    private readonly AzSettings _settings = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task A_backup_that_is_complete_is_one()
    {
        _tools.Answer("az", (Present, Done));

        await CreateAsync();
    }

    [Fact]
    public async Task A_subscription_is_handed_on()
    {
        _settings.Subscription = "Production";
        _tools.Answer("az", ($"{Present} --subscription Production", Done));

        await CreateAsync();
    }

    [Fact]
    public async Task An_az_in_which_the_name_was_still_that_of_the_server_is_told_in_its_own_words()
    {
        _tools.Answer(
            "az",
            (Present, "echo 'ERROR: the following arguments are required: --backup-name/-b' >&2; exit 2"),
            (Former, Done)
        );

        await CreateAsync();
    }

    [Fact]
    public async Task Success_without_a_complete_backup_is_a_failure()
    {
        _tools.Answer("az", (Present, """echo '{"name":"release-1","completedTime":null}'"""));

        (await Should.ThrowAsync<ReleaseException>(CreateAsync())).Message.ShouldBe(
            "az postgres flexible-server backup create: backup release-1 of server uk-db is not complete."
        );
    }

    [Theory]
    [InlineData("(ResourceNotFound) The Resource was not found.", "there is no server uk-db in resource group MEG.")]
    [InlineData("(ResourceGroupNotFound) Group.", "there is no resource group MEG in this subscription.")]
    [InlineData("(AuthorizationFailed) The client", "this log-in may not do that.")]
    public async Task Refusals_are_told_in_words(string said, string words)
    {
        _tools.Answer("az", (Present, $"echo 'ERROR: {said}' >&2; exit 3"));

        (await Should.ThrowAsync<ReleaseException>(CreateAsync())).Message.ShouldEndWith(words);
    }

    private Task CreateAsync() =>
        new PostgresBackups(_tools.Host, new PostgresServer("uk-db", "MEG")).CreateAsync(
            "release-1",
            _settings,
            TestContext.Current.CancellationToken
        );
}
