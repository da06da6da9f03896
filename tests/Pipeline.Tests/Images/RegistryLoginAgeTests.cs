using Foundation.Secrets;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Options;
using Pipeline.Sources;
using Pipeline.Tests.Checks;
using Pipeline.Tests.Tools;

namespace Pipeline.Tests.Images;

/// <summary>A log-in of Azure to the registry lives three hours, and a question can be answered after that.</summary>
public sealed class RegistryLoginAgeTests : IDisposable
{
    private const string Login = "acr login -n r --expose-token --query accessToken -o tsv";
    private readonly ScriptedTools _tools = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    public RegistryLoginAgeTests() =>
        _tools.Answer(
            "az",
            (Login, $"echo one >>'{_tools.PathOf("asked")}'; echo ey.ey.$(wc -l <'{_tools.PathOf("asked")}')")
        );

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task It_is_asked_for_once_while_it_is_young_and_again_when_it_is_old()
    {
        var images = Images(null);

        var first = await PasswordAsync(images);
        _time.Advance(TimeSpan.FromMinutes(90));
        (await PasswordAsync(images)).ShouldBe(first);
        _time.Advance(TimeSpan.FromMinutes(60));
        (await PasswordAsync(images)).ShouldNotBe(first);
        File.ReadAllLines(_tools.PathOf("asked")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_password_that_was_given_has_no_age()
    {
        var images = Images(new Secret("given by hand"));

        (await PasswordAsync(images)).ShouldBe("given by hand");
        _time.Advance(TimeSpan.FromDays(1));
        (await PasswordAsync(images)).ShouldBe("given by hand");
        File.Exists(_tools.PathOf("asked")).ShouldBeFalse();
    }

    private static async Task<string> PasswordAsync(ReleaseImages images) =>
        (await images.CredentialsAsync()).Password.Reveal();

    private ReleaseImages Images(Secret? password) =>
        new(
            _tools.Context,
            logins: null,
            notice: new LoginNotice(null, [], _ => { }, CancellationToken.None),
            CheckedOut.BareFleet() with
            {
                Registry = "megforms.azurecr.io",
            },
            new ReleaseOptions { FleetFile = "fleet.yaml", App = "." },
            password,
            _time,
            TestContext.Current.CancellationToken
        );
}
