namespace Migrations.Locks;

/// <summary>The safer ways, each in one phrase.</summary>
internal static class SaferWays
{
    public const string Brief = "set a lock_timeout and try again";
    public const string ShortMigration = "keep the migration short, with a lock_timeout";
    public const string Index = "AddIndexConcurrently in a migration of its own with atomic = False";
    public const string DropIndex = "RemoveIndexConcurrently in a migration of its own with atomic = False";
    public const string Column = "add the column without index, then AddIndexConcurrently in the next migration";
    public const string Unique = "build a unique index concurrently, then ADD CONSTRAINT ... USING INDEX";
    public const string UniqueIndex =
        "CREATE UNIQUE INDEX CONCURRENTLY by hand, with state_operations and atomic = False";
    public const string Check = "AddConstraintNotValid, then ValidateConstraint in the next migration";
    public const string PositiveColumn =
        "a plain integer first, then its check NOT VALID, validated in the next migration";
    public const string Exclusion = "there is no other way: use a quiet window";
    public const string NotNull =
        "a CHECK (column IS NOT NULL) NOT VALID, validated in the next migration, then SET NOT NULL reads nothing";
    public const string ForeignKey =
        "the column without constraint and index, then the index concurrently, then the key NOT VALID and validated";
    public const string RebuiltKey = "change the column by hand with state_operations, which keeps the foreign key";
    public const string Retype = "a new column, filled in batches, then swapped";
    public const string Volatile = "add the column nullable, then its default, then fill it in batches";
    public const string Generated = "a plain nullable column that code fills in batches";
    public const string Narrower = "keep the type, and check the length NOT VALID, validated in the next migration";
    public const string Drop = "first a release that no longer uses it, then drop it, with a lock_timeout";
    public const string RenameTable = "rename the class alone and keep the table by Meta.db_table";
    public const string RenameColumn = "keep the column's name by db_column";
    public const string Rows = "batches, in a migration of its own with atomic = False";
    public const string Collation = "drop the index, change the column, build the index concurrently";
    public const string QuietWindow = "use a quiet window";
}
