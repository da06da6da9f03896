using Foundation.Secrets;

namespace Releases.Images;

/// <summary>What logs in to an image registry.</summary>
/// <param name="User">The user's name; not secret.</param>
/// <param name="Password">A password, or a token that stands in for one.</param>
public sealed record RegistryCredentials(string User, Secret Password);
