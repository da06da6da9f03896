using System.Net;
using System.Text.Json.Nodes;
using Drill.Images;

namespace Drill.Tests.Images;

/// <summary>A registry of a test's own.</summary>
public abstract class RegistryFixture : IAsyncLifetime
{
    protected EmbeddedRegistry Registry { get; private set; } = null!;

    internal RegistryClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Registry = await EmbeddedRegistry.StartAsync(
            RegistryClient.User,
            RegistryClient.Password,
            TestContext.Current.CancellationToken
        );
        Client = new RegistryClient(Registry);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client.Dispose();
        await Registry.DisposeAsync();
    }

    protected static async Task RefusedAsync(Task<HttpResponseMessage> answer, HttpStatusCode status, string code)
    {
        using var response = await answer;
        response.StatusCode.ShouldBe(status);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        JsonNode.Parse(body)!["errors"]![0]!["code"]!.GetValue<string>().ShouldBe(code);
    }

    protected static string Header(HttpResponseMessage response, string name) =>
        response.Headers.GetValues(name).Single();
}
