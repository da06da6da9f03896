namespace Clusters.Access;

/// <summary>Something that a release has to be allowed to do in a region's namespace.</summary>
/// <param name="Verb">Such as <c>patch</c>.</param>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">The collection's name.</param>
/// <param name="Subresource">Such as <c>log</c>, or <see langword="null"/>.</param>
public sealed record RequiredAccess(string Verb, string Group, string Resource, string? Subresource = null)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Verb} {Resource}{(Group.Length == 0 ? "" : $".{Group}")}{(Subresource is null ? "" : $"/{Subresource}")}";
}
