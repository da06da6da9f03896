namespace Releases.Applying;

/// <summary>A field that applying a manifest changes.</summary>
/// <param name="Path">Such as <c>spec.template.spec.containers[web].image</c>.</param>
/// <param name="From">Its value now; <see langword="null"/> where it is not there.</param>
/// <param name="To">Its value afterwards; <see langword="null"/> where it goes.</param>
public sealed record FieldDifference(string Path, string? From, string? To)
{
    /// <inheritdoc/>
    public override string ToString() =>
        From is null ? $"+ {Path}: {To}"
        : To is null ? $"- {Path}: {From}"
        : $"~ {Path}: {From} -> {To}";
}
