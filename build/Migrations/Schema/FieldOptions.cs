namespace Migrations.Schema;

/// <summary>The options of fields that need no judgement.</summary>
internal static class FieldOptions
{
    /// <summary>
    /// Options that Django keeps out of the database (<c>Field.non_db_attrs</c>, and what the fields add to it), and
    /// options whose change in the database no row shows.
    /// </summary>
    public static IReadOnlySet<string> Harmless { get; } =
        new HashSet<string>([
            .. new[] { "verbose_name", "help_text", "validators", "related_name", "related_query_name", "editable" },
            .. new[] { "blank", "limit_choices_to", "error_messages", "default", "serialize", "auto_now", "upload_to" },
            .. new[] { "auto_now_add", "unique_for_date", "unique_for_month", "unique_for_year", "db_comment" },
            .. new[] { "parent_link", "auto_created", "swappable", "allow_unicode", "path", "match", "recursive" },
            .. new[] { "allow_files", "allow_folders", "width_field", "height_field", "db_collation", "encoder" },
            .. new[] { "decoder", "storage", "symmetrical", "through_fields", "through", "size", "default_bounds" },
            .. new[] { "protocol", "unpack_ipv4", "db_tablespace", "block_types", "block_lookup" },
        ]);
}
