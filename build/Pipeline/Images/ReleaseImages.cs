using Cake.Core;
using Pipeline.Options;
using Pipeline.Tools.Azure;
using Releases;
using Releases.Fleets;
using Releases.Images;
using Releases.Versions;

namespace Pipeline.Images;

/// <summary>The images of a release and the registry that they go to.</summary>
/// <param name="context">Runs az.</param>
/// <param name="fleet">Names the registry.</param>
/// <param name="options">What was asked for.</param>
/// <param name="password">The registry's password from the environment, when it is there.</param>
/// <param name="time">The clock of the limits.</param>
/// <param name="cancelled">Stops what runs.</param>
public sealed class ReleaseImages(
    ICakeContext context,
    Fleet fleet,
    ReleaseOptions options,
    Secret? password,
    TimeProvider time,
    CancellationToken cancelled
)
{
    private readonly Lazy<Task<RegistryCredentials>> _credentials = new(async () =>
        password is not null
            ? new RegistryCredentials(options.RegistryUser ?? fleet.RegistryName, password)
            : await context.AcrCredentialsAsync(fleet.RegistryName, new AzSettings(), cancelled)
    );

    /// <summary>Repository of the images with its registry.</summary>
    public string Repository => options.Image ?? fleet.Image;

    /// <summary>The registry's host.</summary>
    public string Registry => RegistryImage.Parse($"{Repository}:any").Registry;

    /// <summary>What logs in to the registry; asked for once.</summary>
    /// <exception cref="ReleaseException">There is none, with the command that helps.</exception>
    public Task<RegistryCredentials> CredentialsAsync() => _credentials.Value;

    /// <summary>The application's image and the static one, with what the registry holds of them now.</summary>
    /// <exception cref="ReleaseException">The registry does not answer or refuses.</exception>
    public async Task<IReadOnlyList<ReleaseImage>> FindAsync(ImageTag version)
    {
        using var registry = new ImageRegistry(Registry, await CredentialsAsync(), time);
        var application = RegistryImage.Parse($"{Repository}:{version}");
        var statics = application with { Tag = $"{version}-static" };
        var published = await Task.WhenAll(
            registry.InspectAsync(application, cancelled),
            registry.InspectAsync(statics, cancelled)
        );
        return
        [
            new ReleaseImage(application, null, published[0]),
            new ReleaseImage(statics, ReleaseImage.StaticTarget, published[1]),
        ];
    }
}
