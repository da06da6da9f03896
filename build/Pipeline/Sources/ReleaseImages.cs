using System.Collections.Concurrent;
using Cake.Core;
using Foundation.Failures;
using Foundation.Secrets;
using Foundation.Timing;
using Pipeline.Clouds;
using Pipeline.Options;
using Pipeline.Tools.Azure;
using Releases.Fleets;
using Releases.Images;
using Releases.Versions;

namespace Pipeline.Sources;

/// <summary>The images of a release and the registry that they go to.</summary>
/// <param name="context">Runs az.</param>
/// <param name="logins">The logins that regions share; <see langword="null"/> to ask az alone.</param>
/// <param name="notice">Says who logs in.</param>
/// <param name="fleet">Names the registry.</param>
/// <param name="options">What was asked for.</param>
/// <param name="password">The registry's password from the environment, when it is there.</param>
/// <param name="time">The clock of the limits.</param>
/// <param name="cancellationToken">Stops what runs.</param>
public sealed class ReleaseImages(
    ICakeContext context,
    CloudLogins? logins,
    LoginNotice notice,
    Fleet fleet,
    ReleaseOptions options,
    Secret? password,
    TimeProvider time,
    CancellationToken cancellationToken
) : IDisposable
{
    private readonly ConcurrentDictionary<RegistryImage, string?> _ofThisRun = [];

    // Azure's tokens live three hours (Azure documentation, "az acr login --expose-token"). Asked for again after two,
    // so that a push that begins has an hour left.
    private static readonly TimeSpan LoginLife = TimeSpan.FromHours(2);

    private readonly Renewed<RegistryLogin> _login = new(
        async stop =>
            new(
                await FindCredentialsAsync(context, logins, notice, fleet, options, password, stop),
                password is null ? time.GetUtcNow() + LoginLife : null
            ),
        login => login.GoodUntil,
        time
    );

    /// <summary>Repository of the images with its registry.</summary>
    public string Repository => options.Image ?? fleet.Image;

    /// <summary>The registry's host.</summary>
    public string Registry => RegistryOf(Repository);

    /// <summary>What logs in to the registry; asked for once, and again when it has become old.</summary>
    /// <exception cref="ReleaseException">There is none, with the command that helps.</exception>
    public async Task<RegistryCredentials> CredentialsAsync() =>
        (await _login.CurrentAsync(cancellationToken)).Credentials;

    // The login is for the fleet's registry alone, even where --image names another one.
    private static async Task<RegistryCredentials> FindCredentialsAsync(
        ICakeContext context,
        CloudLogins? logins,
        LoginNotice notice,
        Fleet fleet,
        ReleaseOptions options,
        Secret? password,
        CancellationToken cancellationToken
    )
    {
        var registry = RegistryOf(options.Image ?? fleet.Image);
        var isFleets = registry == fleet.Registry;
        if (!isFleets && (password is null || options.RegistryUser is null))
            throw new UsageException(
                $"--image: {registry} is not the fleet's registry {fleet.Registry}, whose credentials go nowhere else; give those of {registry}: --registry-user=NAME and DOCKER_REGISTRY_PASSWORD"
            );
        if (password is not null)
            return new RegistryCredentials(options.RegistryUser ?? fleet.RegistryName, password);
        await notice.BeforeRegistryAsync(fleet.Registry);
        try
        {
            if (logins is not null)
                return await logins.RegistryAsync(fleet.Registry, cancellationToken);
        }
        catch (UnexpectedAnswerException)
        {
            // az knows more ways to a login, such as the registry's admin user.
        }
        return await context.AcrCredentialsAsync(fleet.RegistryName, new AzSettings(), cancellationToken);
    }

    private static string RegistryOf(string repository) => RegistryImage.Parse($"{repository}:any").Registry;

    /// <summary>Notes that this run has put an image into the registry.</summary>
    /// <param name="image">The image.</param>
    /// <param name="digest">Its digest, where what has pushed it told that.</param>
    public void NotePublished(RegistryImage image, string? digest = null) => _ofThisRun[image] = digest;

    /// <summary>
    /// What the tags of a release are pinned to, by tag: nothing for a version, since that never moves.
    /// </summary>
    /// <param name="source">What is released.</param>
    /// <param name="builds">Whether the run builds what the registry does not hold yet.</param>
    /// <exception cref="ReleaseException">The registry does not answer or refuses.</exception>
    public async Task<IReadOnlyDictionary<string, string?>> PinsAsync(SourceState source, bool builds)
    {
        if (source.Version.Version is not null)
            return new Dictionary<string, string?>();
        var images = await FindAsync(source.Version);
        return images
            .Where(image => builds || image.Published is not null)
            .ToDictionary(
                image => image.Reference.Tag,
                image => builds && !image.IsTakenAsPublished(source) ? null : image.Published?.Digest
            );
    }

    /// <summary>The application's image and the static one, with what the registry holds of them now.</summary>
    /// <exception cref="ReleaseException">The registry does not answer or refuses.</exception>
    public async Task<IReadOnlyList<ReleaseImage>> FindAsync(ImageTag version)
    {
        using var registry = new ImageRegistry(Registry, await CredentialsAsync(), time);
        var application = RegistryImage.Parse($"{Repository}:{version}");
        var statics = application with { Tag = $"{version}-static" };
        var published = await Task.WhenAll(InspectAsync(registry, application), InspectAsync(registry, statics));
        return [Found(application, null, published[0]), Found(statics, ReleaseImage.StaticTarget, published[1])];
    }

    /// <inheritdoc/>
    public void Dispose() => _login.Dispose();

    private Task<PublishedImage?> InspectAsync(ImageRegistry registry, RegistryImage image) =>
        _ofThisRun.TryGetValue(image, out var digest)
            ? registry.InspectPushedAsync(image, digest, fleet.Platform, cancellationToken)
            : registry.InspectAsync(image, fleet.Platform, cancellationToken);

    private sealed record RegistryLogin(RegistryCredentials Credentials, DateTimeOffset? GoodUntil);

    private ReleaseImage Found(RegistryImage reference, string? target, PublishedImage? published) =>
        new(reference, target, published)
        {
            IsOfThisRun = _ofThisRun.ContainsKey(reference),
            Platform = fleet.Platform,
        };
}
