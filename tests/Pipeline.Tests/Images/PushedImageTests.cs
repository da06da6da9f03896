using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Cake.Core;
using Foundation.Secrets;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Pipeline.Options;
using Pipeline.Sources;
using Pipeline.Tests.Checks;
using Releases.Images;
using Releases.Versions;

namespace Pipeline.Tests.Images;

/// <summary>Of what a run has pushed, the registry's servers learn one after the other.</summary>
public sealed class PushedImageTests : IAsyncDisposable
{
    private const int Unknown = 2;
    private const string Pushed = """{"config":{"digest":"sha256:aa"}}""";
    private readonly ConcurrentDictionary<string, int> _asked = [];
    private readonly LoopbackServer _registry;
    private string? _before;

    public PushedImageTests() => _registry = new LoopbackServer(AnswerAsync);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Repository => $"127.0.0.1:{_registry.Port}/team/app";

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task What_this_run_has_pushed_is_looked_for_until_it_is_there()
    {
        var images = Images();
        images.NotePublished(RegistryImage.Parse($"{Repository}:1.2.3"));
        images.NotePublished(RegistryImage.Parse($"{Repository}:1.2.3-static"));

        var found = await images.FindAsync(Version);

        found.ShouldAllBe(image => image.Published != null);
        _asked.Values.ShouldBe([3, 3]);
    }

    [Fact]
    public async Task A_moving_tag_that_still_names_the_image_before_is_looked_at_until_it_names_the_one_pushed()
    {
        _before = """{"config":{"digest":"sha256:bb"}}""";
        var images = Images();
        images.NotePublished(RegistryImage.Parse($"{Repository}:1.2.3"), DigestOf(Pushed));
        images.NotePublished(RegistryImage.Parse($"{Repository}:1.2.3-static"), DigestOf(Pushed));

        var found = await images.FindAsync(Version);

        found.ShouldAllBe(image => image.Published!.Digest == DigestOf(Pushed));
        _asked.Values.ShouldBe([3, 3]);
    }

    [Fact]
    public async Task A_tag_that_never_names_what_was_pushed_is_not_taken_for_it()
    {
        var images = Images();
        images.NotePublished(RegistryImage.Parse($"{Repository}:1.2.3"), DigestOf("another"));

        (await images.FindAsync(Version))[0].Published.ShouldBeNull();
    }

    private static string DigestOf(string manifest) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest)))}";

    [Fact]
    public async Task What_it_has_not_pushed_is_asked_for_once()
    {
        var found = await Images().FindAsync(Version);

        found.ShouldAllBe(image => image.Published == null);
        _asked.Values.ShouldBe([1, 1]);
    }

    private static ImageTag Version => ImageTag.TryParse("1.2.3")!;

    private Task AnswerAsync(Exchange exchange)
    {
        if (exchange.Path.Contains("/blobs/", StringComparison.Ordinal))
            return exchange.JsonAsync("""{"os":"linux","architecture":"amd64","config":{}}""");
        return _asked.AddOrUpdate(exchange.Path, 1, (_, times) => times + 1) > Unknown ? exchange.JsonAsync(Pushed)
            : _before is null ? exchange.JsonAsync("{}", 404)
            : exchange.JsonAsync(_before);
    }

    private ReleaseImages Images() =>
        new(
            Substitute.For<ICakeContext>(),
            logins: null,
            notice: new LoginNotice(null, [], _ => { }, CancellationToken.None),
            CheckedOut.BareFleet(),
            new ReleaseOptions
            {
                FleetFile = "fleet.yaml",
                App = ".",
                Image = Repository,
                RegistryUser = "ann",
            },
            new Secret("s3cret"),
            new PassingTime(),
            Ct
        );

    // A wait is over as soon as it begins, and has taken its time; the limit of an answer is no wait.
    private sealed class PassingTime() : FakeTimeProvider(DateTimeOffset.UtcNow)
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && dueTime < ImageRegistry.AnswerLimit)
                ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
            return timer;
        }
    }
}
