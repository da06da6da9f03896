namespace Migrations.Model;

/// <summary>Identifies a migration across versions. Django records these two words, and never a path.</summary>
/// <param name="App">The app's label. Where several apps have the label, the folder follows it.</param>
/// <param name="Name">The module's name without its ending.</param>
internal sealed record MigrationKey(string App, string Name)
{
    /// <summary>Orders by app, then by name, the same on every machine.</summary>
    public static IComparer<MigrationKey> Ordinal { get; } =
        Comparer<MigrationKey>.Create(
            static (left, right) =>
                string.CompareOrdinal(left.App, right.App) is var byApp and not 0
                    ? byApp
                    : string.CompareOrdinal(left.Name, right.Name)
        );

    private readonly int _hash = HashCode.Combine(App, Name);

    /// <inheritdoc/>
    public bool Equals(MigrationKey? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && Name == other.Name && App == other.App);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => $"{App}.{Name}";
}
