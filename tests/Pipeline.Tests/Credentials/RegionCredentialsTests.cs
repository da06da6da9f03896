using Cake.Core;
using Foundation.Failures;
using Foundation.Files;
using NSubstitute;
using Pipeline.Sources;
using Releases.Fleets;

namespace Pipeline.Tests.Credentials;

public sealed class RegionCredentialsTests : IDisposable
{
    private readonly PrivateDirectory _folder = PrivateDirectory.Create();
    private readonly RegionCredentials _credentials = new(
        Substitute.For<ICakeContext>(),
        logins: null,
        notice: new LoginNotice(null, [], _ => { }, CancellationToken.None),
        say: _ => { },
        _ => null,
        "/nobody",
        "/nowhere"
    );

    public void Dispose()
    {
        _credentials.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("users: [{ name: u, user: { token: \"hunter22\\n\" } }]", ":3: ")]
    [InlineData("users: [{ name: u, user: { client-certificate-data: aHVudGVyMjI=, client-key-data: eA== } }]", ":3: ")]
    [InlineData("users: &a [{ name: u, user: *a }]", ":3: ")]
    public async Task A_bad_kubeconfig_names_its_region_its_file_and_the_line_and_shows_nothing_of_it(
        string users,
        string place
    )
    {
        var file = _folder.Write(
            "kubeconfig",
            $$"""
            contexts: [{ name: uk, context: { cluster: c, user: u } }]
            clusters: [{ name: c, cluster: { server: "https://x" } }]
            {{users}}
            """
        );
        var region = new Region
        {
            Name = "north",
            Provider = Provider.Context,
            Cluster = "uk",
            Kubeconfig = file,
        };

        var failure = await Should.ThrowAsync<ReleaseException>(async () =>
            await _credentials.FetchAsync(region, TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldStartWith($"north: {file}{place}");
        failure.ToString().ShouldNotContain("hunter22");
        failure.ToString().ShouldNotContain("aHVudGVyMjI=");
    }

    [Theory]
    [InlineData("config-0", "config-1")]
    [InlineData("config-1", "config-0")]
    [InlineData("empty", "gone", "config-0", "config-1")]
    public async Task A_context_is_taken_from_all_files_of_the_variable(params string[] names)
    {
        _folder.Write("empty", "");
        _folder.Write("config-0", "contexts: [{ name: uk, context: { cluster: c, user: u } }]\nusers: [{ name: v }]");
        _folder.Write(
            "config-1",
            "clusters: [{ name: c, cluster: { server: 'https://x' } }]\nusers: [{ name: u, user: {} }]"
        );
        using var credentials = OfVariable(names);

        var endpoint = await credentials.FetchAsync(OfUser(), TestContext.Current.CancellationToken);

        endpoint.Server.Host.ShouldBe("x");
    }

    [Fact]
    public async Task Files_that_are_all_gone_are_named()
    {
        using var credentials = OfVariable("gone", "lost");

        var failure = await Should.ThrowAsync<ReleaseException>(async () =>
            await credentials.FetchAsync(OfUser(), TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldBe(
            $"north: there is no kubeconfig at {_folder.PathOf("gone")} or {_folder.PathOf("lost")} to take context 'uk' from"
        );
    }

    [Theory]
    [InlineData("~/.kube/staging", "nothing expands the ~ of KUBECONFIG: write \"$HOME/.kube/staging\" in it")]
    [InlineData("gone:~ada/config", "nothing expands the ~ of KUBECONFIG: write the whole path in it")]
    [InlineData("gone", "set KUBECONFIG, or `kubeconfig` of the region in the fleet file")]
    public async Task A_home_folder_that_no_shell_has_expanded_is_named(string variable, string next)
    {
        using var credentials = Of(variable.Replace(':', Path.PathSeparator));

        var failure = await Should.ThrowAsync<ReleaseException>(async () =>
            await credentials.FetchAsync(OfUser(), TestContext.Current.CancellationToken)
        );

        failure.NextStep.ShouldBe(next);
    }

    private static Region OfUser() =>
        new()
        {
            Name = "north",
            Provider = Provider.Context,
            Cluster = "uk",
        };

    private RegionCredentials OfVariable(params string[] names) =>
        Of(string.Join(Path.PathSeparator, names.Select(_folder.PathOf)));

    private static RegionCredentials Of(string variable) =>
        new(
            Substitute.For<ICakeContext>(),
            logins: null,
            notice: new LoginNotice(null, [], _ => { }, CancellationToken.None),
            say: _ => { },
            name => name == "KUBECONFIG" ? variable : null,
            "/nobody",
            "/nowhere"
        );
}
