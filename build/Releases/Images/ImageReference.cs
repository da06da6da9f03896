namespace Releases.Images;

/// <summary>An image as a container names it: a repository, and a tag, a digest or both.</summary>
/// <param name="Repository">Registry and path, such as <c>example.azurecr.io/app</c>; the registry in small letters.
/// </param>
/// <param name="Tag">The tag, when there is one.</param>
/// <param name="Digest">The digest, such as <c>sha256:…</c>, when there is one.</param>
public sealed record ImageReference(string Repository, string? Tag, string? Digest)
{
    /// <summary>
    /// Splits a reference into its parts. It never fails: text that is no tag or digest belongs to the repository.
    /// </summary>
    /// <remarks>
    /// A colon behind the last slash starts a tag. An earlier colon starts the registry's port. Hosts that differ in
    /// capitals are one, so the registry is read in small letters, whoever wrote it.
    /// </remarks>
    public static ImageReference Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (named, digest) = at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        var colon = named.LastIndexOf(':');
        return colon > named.LastIndexOf('/')
            ? new ImageReference(WithHost(named[..colon]), named[(colon + 1)..], digest)
            : new ImageReference(WithHost(named), null, digest);
    }

    private static string WithHost(string repository) =>
        repository.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            ? repository[..slash].ToLowerInvariant() + repository[slash..]
            : repository;

    /// <inheritdoc/>
    public override string ToString() =>
        Repository + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");
}
