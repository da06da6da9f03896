using System.Net;
using System.Security.Cryptography;
using Drill.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Drill;

/// <summary>The web server of all regions. A request belongs to the region whose port it came to.</summary>
internal sealed class FleetHost : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication _web;
    private readonly FleetCertificates _certificates;
    private readonly IReadOnlyList<ClusterHost> _hosts;
    private readonly Dictionary<int, RequestDelegate> _byPort = [];

    private FleetHost(WebApplication web, FleetCertificates certificates, IReadOnlyList<ClusterHost> hosts)
    {
        _web = web;
        _certificates = certificates;
        _hosts = hosts;
    }

    public IReadOnlyList<EmbeddedCluster> Clusters { get; private set; } = [];

    public string Kubeconfig { get; private set; } = "";

    public static async Task<FleetHost> StartAsync(EmbeddedFleetOptions options, CancellationToken cancellationToken)
    {
        var issued = FleetCertificates.Create();
        var clusters = options.Regions.Select(region => new ClusterHost(region, options)).ToArray();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var ports = new List<(ListenOptions Api, ListenOptions Page)>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, clusters.Length, issued, ports));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        var fleet = new FleetHost(builder.Build(), issued, clusters);
        fleet._web.Run(fleet.AnswerAsync);
        try
        {
            await fleet._web.StartAsync(cancellationToken);
            fleet.Open(ports);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            host.Requests.BreakStreams();

        foreach (var host in _hosts)
            host.Dispose();

        await _web.DisposeAsync();
        _certificates.Dispose();
    }

    private static void Listen(
        KestrelServerOptions kestrel,
        int regions,
        FleetCertificates issued,
        List<(ListenOptions Api, ListenOptions Page)> ports
    )
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MinResponseDataRate = null;
        for (var region = 0; region < regions; region++)
        {
            ListenOptions? api = null;
            ListenOptions? page = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => (api = listen).UseHttps(issued.Server));
            kestrel.Listen(IPAddress.Loopback, 0, listen => page = listen);
            ports.Add((api!, page!));
        }
    }

    /// <summary>
    /// Gives clients the addresses, tokens and kubeconfigs of all regions. The ports are known only after the server
    /// has started.
    /// </summary>
    private void Open(List<(ListenOptions Api, ListenOptions Page)> ports)
    {
        var clusters = new List<EmbeddedCluster>();
        var entries = new List<FleetKubeconfig.Entry>();
        foreach (var (host, (api, page)) in _hosts.Zip(ports))
        {
            var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            var apiUrl = new Uri($"https://127.0.0.1:{api.IPEndPoint!.Port}");
            var pageUrl = new Uri($"http://127.0.0.1:{page.IPEndPoint!.Port}/");
            var entry = new FleetKubeconfig.Entry(host.Plane.Region.Name, apiUrl, token, host.Plane.Region.Namespace);
            _byPort[api.IPEndPoint.Port] = host.Api(token);
            _byPort[page.IPEndPoint.Port] = host.AnswerPageAsync;
            entries.Add(entry);
            clusters.Add(
                new EmbeddedCluster(host, apiUrl, pageUrl, FleetKubeconfig.Render(_certificates.AuthorityPem, [entry]))
            );
        }

        Clusters = clusters;
        Kubeconfig = FleetKubeconfig.Render(_certificates.AuthorityPem, entries);
    }

    private Task AnswerAsync(HttpContext http) => _byPort[http.Connection.LocalPort](http);
}
