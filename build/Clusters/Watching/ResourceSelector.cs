namespace Clusters.Watching;

/// <summary>Which objects of a collection are meant; both as <c>kubectl</c> takes them.</summary>
/// <param name="Labels">A label selector, or <see langword="null"/> for all.</param>
/// <param name="Fields">A field selector, or <see langword="null"/> for all.</param>
public sealed record ResourceSelector(string? Labels = null, string? Fields = null)
{
    /// <summary>Every object of the collection.</summary>
    public static ResourceSelector All { get; } = new();

    /// <summary>The one object of that name.</summary>
    public static ResourceSelector Named(string name) => new(Fields: $"metadata.name={name}");

    internal string Query =>
        (Labels is null ? "" : $"&labelSelector={Uri.EscapeDataString(Labels)}")
        + (Fields is null ? "" : $"&fieldSelector={Uri.EscapeDataString(Fields)}");
}
