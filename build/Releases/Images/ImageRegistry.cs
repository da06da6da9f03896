using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Foundation.Failures;
using Foundation.Http;
using Foundation.Limits;
using Foundation.Timing;

namespace Releases.Images;

/// <summary>
/// Reads an image registry over the OCI distribution API. The registry itself answers; a container engine could answer
/// from its own cache.
/// </summary>
public sealed class ImageRegistry : IDisposable
{
    /// <summary>The time limit of one answer. A healthy registry answers in a second or two.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    /// <summary>How long an image that was pushed may stay unknown: a registry is many servers.</summary>
    public static readonly TimeSpan PushedLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PushedLook = TimeSpan.FromSeconds(2);

    private readonly string _host;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <summary>
    /// Creates a reader of one registry. It logs in with the credentials, or not at all without them.
    /// </summary>
    /// <param name="host">
    /// The registry's host name, with a port where it has one. The credentials are for this host alone.
    /// </param>
    /// <param name="credentials">
    /// The credentials. They are sent only when the registry asks, and never over plain http to another machine.
    /// </param>
    /// <param name="time">The clock of <see cref="AnswerLimit"/>.</param>
    public ImageRegistry(string host, RegistryCredentials? credentials, TimeProvider time)
    {
        _host = host;
        _time = time;
        _http = new HttpClient(
            new RegistryAuthentication(host, credentials, new BusyRegistry(AnswerLimit, time, HttpTransport.Create())),
            disposeHandler: true
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The digest that a tag names now. <see langword="null"/> when the tag does not exist.</summary>
    /// <exception cref="ReleaseException">The registry cannot be reached, or refuses to answer.</exception>
    public async Task<string?> DigestAsync(RegistryImage image, CancellationToken cancellationToken)
    {
        using var answer = await ManifestAsync(image, image.Tag, cancellationToken);
        return answer?.Digest;
    }

    /// <summary>
    /// The digest, labels and platform of a tag. <see langword="null"/> when the tag does not exist.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="platform">Which image to read of several platforms; without one for it, the first.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ReleaseException">The registry cannot be reached, or refuses to answer.</exception>
    public async Task<PublishedImage?> InspectAsync(
        RegistryImage image,
        ImagePlatform platform,
        CancellationToken cancellationToken
    )
    {
        var (published, isNamed) = await ReadAsync(image, platform, cancellationToken);
        return published ?? (isNamed ? throw Unreadable(image) : null);
    }

    /// <summary>
    /// The same of an image that was pushed just now: what the registry does not know yet is asked for again, for
    /// <see cref="PushedLimit"/>.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="digest">
    /// The digest that the push has told; <see langword="null"/> when it told none. A moving tag names another until
    /// the registry's servers agree.
    /// </param>
    /// <param name="platform">Which image to read of several platforms; without one for it, the first.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ReleaseException">The registry cannot be reached, or refuses to answer.</exception>
    public async Task<PublishedImage?> InspectPushedAsync(
        RegistryImage image,
        string? digest,
        ImagePlatform platform,
        CancellationToken cancellationToken
    )
    {
        var start = _time.GetTimestamp();
        while (true)
        {
            var (published, isNamed) = await ReadAsync(image, platform, cancellationToken);
            if (published is not null && (digest is null || published.Digest == digest))
                return published;
            if (_time.GetElapsedTime(start) >= PushedLimit)
                return isNamed && published is null ? throw Unreadable(image) : null;
            await Task.Delay(PushedLook, _time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Named without an image is a tag whose parts are not all there.
    private async Task<(PublishedImage? Image, bool IsNamed)> ReadAsync(
        RegistryImage image,
        ImagePlatform platform,
        CancellationToken cancellationToken
    )
    {
        using var named = await ManifestAsync(image, image.Tag, cancellationToken);
        if (named is null)
            return (null, false);

        using var manifest = named.DigestFor(platform) is { } digest
            ? await ManifestAsync(image, digest, cancellationToken)
            : null;
        if ((manifest ?? named).ConfigDigest is not { } config)
            return (null, true);
        using var json = await JsonAsync(image, $"blobs/{config}", cancellationToken);
        if (json is null)
            return (null, true);
        var root = json.Document.RootElement;
        return (new(named.Digest, ImageManifest.LabelsIn(root)) { Platform = ImageManifest.PlatformIn(root) }, true);
    }

    private async Task<ImageManifest?> ManifestAsync(
        RegistryImage image,
        string name,
        CancellationToken cancellationToken
    )
    {
        var answer = await JsonAsync(image, $"manifests/{name}", cancellationToken);
        return answer is null ? null : new ImageManifest(answer);
    }

    private async Task<RegistryAnswer?> JsonAsync(RegistryImage image, string path, CancellationToken cancellationToken)
    {
        if (!image.Registry.Equals(_host, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"{image} is not in {_host}.", nameof(image));

        using var limit = new CancellationTokenSource(AnswerLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Request(image, path);
            BusyRegistry.Begin(request, _time);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;

            if (RegistryRefusal.Is(response.StatusCode))
                throw await RegistryRefusal.OfAsync(
                    $"{image.Registry} refuses to show {image.Repository}",
                    response,
                    either.Token
                );
            if ((int)response.StatusCode >= 300)
                throw new ReleaseException(
                    $"{image.Registry} answered {(int)response.StatusCode} for {image.Repository}:{image.Tag}.",
                    BusyRegistry.Is(response.StatusCode) ? BusyRegistry.NextStepFor(response.StatusCode) : null
                );
            return await RegistryAnswer.ReadAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ReleaseException($"{image.Registry} did not answer within {DurationText.OfLimit(AnswerLimit)}.");
        }
        catch (HttpRequestException failure)
        {
            var trouble = ConnectionTrouble.Of(failure);
            throw new ReleaseException(
                $"{image.Registry} cannot be reached: {trouble.Words}",
                trouble.NextStep ?? $"Check the network and the registry's name: {image.Registry}",
                failure
            );
        }
        catch (TooLargeException failure)
        {
            throw new ReleaseException(
                $"{image.Registry} does not answer as an image registry: what it sends for {image.Repository}:{image.Tag} is {TooLargeException.Words(InputLimits.WebAnswer)}.",
                inner: failure
            );
        }
        catch (IOException failure)
        {
            throw new ReleaseException($"{image.Registry} broke off its answer: {failure.Message}", inner: failure);
        }
        catch (JsonException failure)
        {
            throw new ReleaseException($"{image.Registry} did not answer as an image registry.", inner: failure);
        }
    }

    private static HttpRequestMessage Request(RegistryImage image, string path)
    {
        var scheme = image.IsOnThisMachine ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{scheme}://{image.Registry}/v2/{image.Repository}/{path}"
        );
        foreach (var type in ImageManifest.MediaTypes)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        return request;
    }

    private static ReleaseException Unreadable(RegistryImage image) =>
        new($"{image} is in the registry, but has no configuration to read.");
}
