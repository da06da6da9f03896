using System.Security.Cryptography;
using System.Text;
using Releases.Versions;

namespace Releases.Workloads;

/// <summary>The labels and annotations that a release leaves on objects.</summary>
public static class ReleaseLabels
{
    /// <summary>Label of a migration Job and its pods: the version that it migrates to.</summary>
    public const string Version = "release.megsupporttools.com/version";

    /// <summary>
    /// Label of a migration Job whose tag moves: it identifies the digest of the image that the Job runs.
    /// </summary>
    public const string Image = "release.megsupporttools.com/image";

    /// <summary>Label of a Job that un-applies migrations: the older version that the way back leads to.</summary>
    public const string Back = "release.megsupporttools.com/unapply-for";

    /// <summary>
    /// Label of a Job that un-applies migrations: the app and the migration that the step goes back to.
    /// </summary>
    public const string Step = "release.megsupporttools.com/unapply-to";

    /// <summary>
    /// Label of a Job that only asks which migrations are applied: the name of the region's migration Job.
    /// </summary>
    public const string Question = "release.megsupporttools.com/schema-question";

    /// <summary>Annotation: who released.</summary>
    public const string Actor = "release.megsupporttools.com/actor";

    /// <summary>Annotation: the time of the release, in UTC.</summary>
    public const string At = "release.megsupporttools.com/at";

    /// <summary>Annotation: the images before the release, see <see cref="FormerImages"/>.</summary>
    public const string Former = "release.megsupporttools.com/former-images";

    /// <summary>Annotation of the Lease that remembers what manifests asked for.</summary>
    public const string Applied = "release.megsupporttools.com/applied";

    /// <summary>Annotation of the Lease that remembers the last migration.</summary>
    public const string Migration = "release.megsupporttools.com/migration";

    /// <summary>Annotation of the Lease that remembers who released what.</summary>
    public const string History = "release.megsupporttools.com/history";

    /// <summary>The label's value for a version.</summary>
    public static string ValueOf(ImageTag version) => ValueOf(version.Text);

    /// <summary>
    /// The label's value for a text. A text that Kubernetes would refuse as a label is replaced by its hash.
    /// </summary>
    /// <remarks>At most 63 characters that start and end with a letter or digit (Kubernetes, "Labels and
    /// Selectors").</remarks>
    public static string ValueOf(string text) =>
        text.Length is > 0 and <= 63
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? text
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
}
