namespace Migrations.Model;

/// <summary>A kind of database, as far as it changes what a migration does.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="Vendor">
/// Django's name of it, <c>connection.vendor</c>. <see langword="null"/> where it is not known.
/// </param>
/// <param name="TakesBack">
/// Whether it takes changes of tables back with the transaction that failed (Django, <c>can_rollback_ddl</c>).
/// </param>
internal sealed record DatabaseKind(string Name, string? Vendor, bool TakesBack)
{
    /// <summary>PostgreSQL, which the rules are about.</summary>
    public static DatabaseKind PostgreSql { get; } = new("postgresql", "postgresql", true);

    private static readonly Dictionary<string, DatabaseKind> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["postgis"] = PostgreSql,
        ["postgresql"] = PostgreSql,
        ["mysql"] = new("mysql", "mysql", false),
        ["mariadb"] = new("mysql", "mysql", false),
        ["oracle"] = new("oracle", "oracle", false),
        ["sqlite"] = new("sqlite", "sqlite", true),
        ["sqlite3"] = new("sqlite", "sqlite", true),
    };

    /// <summary>The kind of a name. <see langword="null"/> means PostgreSQL.</summary>
    public static DatabaseKind Of(string? other) =>
        other is null ? PostgreSql : Known.GetValueOrDefault(other, new(other, null, false)) with { Name = other };
}
