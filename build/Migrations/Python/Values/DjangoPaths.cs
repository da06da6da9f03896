namespace Migrations.Python.Values;

/// <summary>
/// Spells each name of Django in one way: <c>django.db.models.fields.CharField</c> becomes
/// <c>django.db.models.CharField</c>.
/// </summary>
internal static class DjangoPaths
{
    /// <summary>The module of fields, constraints and expressions.</summary>
    public const string Models = "django.db.models.";

    /// <summary>The module of operations.</summary>
    public const string Migrations = "django.db.migrations.";

    /// <summary>The module of everything that only PostgreSQL has.</summary>
    public const string Postgres = "django.contrib.postgres.";

    /// <summary>The setting that names the model of users.</summary>
    public const string UserModel = "django.conf.settings.AUTH_USER_MODEL";

    private const string Geographic = "django.contrib.gis.db.models.";

    // Inner modules whose names the outer module exports also.
    private static readonly HashSet<string> Inner =
    [
        .. new[]
        {
            "fields",
            "related",
            "deletion",
            "constraints",
            "indexes",
            "expressions",
            "enums",
            "base",
            "manager",
        },
        .. new[]
        {
            "query_utils",
            "query",
            "operations",
            "special",
            "files",
            "json",
            "proxy",
            "jsonb",
            "array",
            "citext",
        },
        .. new[]
        {
            "hstore",
            "ranges",
            "generated",
            "aggregates",
            "migration",
            "models",
            "reverse_related",
            "composite",
        },
    ];

    private static readonly HashSet<string> GeographicFields =
    [
        .. new[] { "GeometryField", "PointField", "LineStringField", "PolygonField", "MultiPointField", "RasterField" },
        .. new[] { "MultiLineStringField", "MultiPolygonField", "GeometryCollectionField", "ExtentField" },
    ];

    /// <summary>The one spelling of a path.</summary>
    public static string Normalize(string path)
    {
        // The module gives out Django's own fields, too. Its inner modules have been respelled on the way to the name.
        var isGeographic = path.StartsWith(Geographic, StringComparison.Ordinal);
        if (isGeographic || path.StartsWith(Models, StringComparison.Ordinal))
        {
            var name = path[(path.LastIndexOf('.') + 1)..];
            if (GeographicFields.Contains(name))
                return Geographic + name;
            if (isGeographic)
                return Collapse(Models, Models + path[Geographic.Length..]);
        }
        foreach (var prefix in (ReadOnlySpan<string>)[Models, Migrations, Postgres])
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
                return Collapse(prefix, path);
        }
        return path;
    }

    private static string Collapse(string prefix, string path)
    {
        var rest = path.AsSpan(prefix.Length);
        while (
            rest.IndexOf('.') is var dot and > 0 && Inner.GetAlternateLookup<ReadOnlySpan<char>>().Contains(rest[..dot])
        )
            rest = rest[(dot + 1)..];
        return rest.Length == path.Length - prefix.Length ? path : string.Concat(prefix, rest);
    }
}
