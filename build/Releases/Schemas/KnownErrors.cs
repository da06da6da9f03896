namespace Releases.Schemas;

/// <summary>
/// The known errors of migrations. docs/runbook.md has the same table. The texts are those of PostgreSQL's own sources,
/// psycopg2 and psycopg 3, and Django 3.2 to 6.
/// </summary>
public static class KnownErrors
{
    private const string Again = "the same command again";

    /// <summary>All known errors. When several match a line, the first counts.</summary>
    public static IReadOnlyList<KnownError> All { get; } =
    [
        // Errors by which the server stopped the statement.
        new(
            "lock timeout",
            "another session held a lock on the table for longer than lock_timeout",
            $"end the long query (pg_stat_activity), then {Again}",
            "canceling statement due to lock timeout|LockNotAvailable"
        ),
        new(
            "statement timeout",
            "one statement took longer than statement_timeout, such as an index or a rewrite of a large table",
            "give the migration's role a longer one, or split the migration",
            "canceling statement due to statement timeout"
        ),
        new(
            "deadlock",
            "the migration and another session waited for one another, and PostgreSQL ended the migration",
            $"{Again}, when there is less traffic",
            "deadlock detected|DeadlockDetected"
        ),
        new(
            "pending trigger events",
            "one migration writes rows of a table with deferred foreign keys and then alters it",
            "make two migrations of it, or SET CONSTRAINTS ALL IMMEDIATE between",
            "because it has pending trigger events"
        ),
        // Errors in the schema or its rows.
        new(
            "invalid index",
            "an index that was to be built concurrently failed before and is there, but not valid",
            $"DROP INDEX CONCURRENTLY it, then {Again}",
            "relation \".*\" already exists"
        )
        {
            // A traceback through a concurrent operation names this file.
            Beside = "contrib/postgres/operations",
        },
        new(
            "already exists",
            "what the migration creates is there already: it was half-applied before, by hand or without a transaction",
            "compare the table with the migration, then undo by hand what is there, or migrate --fake it when all is there",
            "already exists|DuplicateTable|DuplicateColumn|DuplicateObject"
        ),
        new(
            "does not exist",
            "the migration needs a table or column that is not there: the schema is not what its history says",
            "look who changed it by hand, or which migration was faked",
            "(relation|column|constraint|index|type|sequence) \"?[^\"]*\"?( of relation \".*\")? does not exist"
        ),
        new(
            "NULLs in the way",
            "rows have no value in a column that may not be empty from now on",
            "fill them in a migration before it",
            "contains null values|null value in column"
        ),
        new(
            "duplicates in the way",
            "rows are alike that may not be from now on",
            "find and merge them in a migration before it",
            "could not create unique index|duplicate key value violates unique constraint|UniqueViolation"
        ),
        new(
            "rows against a constraint",
            "rows break a check or a foreign key that is made",
            "repair them in a migration before it",
            "is violated by some row|violates foreign key constraint|violates check constraint"
        ),
        new(
            "values that do not fit",
            "rows hold values that the column's new type does not take",
            "convert or cut them in a migration before it",
            "value too long for type|out of range|cannot be cast automatically|invalid input syntax for type"
        ),
        new(
            "others depend on it",
            "a view or another object uses what the migration drops",
            "drop that first, in a migration before it",
            "because other objects depend on it"
        ),
        // Errors that Django finds before it begins.
        new(
            "conflicting leaf nodes",
            "two branches have each added a migration after the same one",
            "python manage.py makemigrations --merge, then a patch release",
            "Conflicting migrations detected"
        ),
        new(
            "inconsistent history",
            "a migration is noted as applied, but not one that it depends on",
            "look in django_migrations; a migration that was inserted before applied ones has to be faked there",
            "InconsistentMigrationHistory|is applied before its dependency"
        ),
        new(
            "no such migration",
            "the image does not have a migration that the command or another migration names",
            "run it with the image of the version that has it",
            "Cannot find a migration matching|NodeNotFoundError|reference nonexistent parent node|No installed app with label|does not have migrations"
        ),
        new(
            "irreversible",
            "a migration that shall be un-applied has no way back",
            "fix forward with a patch release",
            "IrreversibleError|is not reversible"
        ),
        new(
            "inside a transaction",
            "an index is built concurrently in a migration that is atomic",
            "set atomic = False on the migration and leave nothing else in it",
            "cannot be executed inside a transaction|cannot run inside a transaction block"
        ),
        new(
            "earlier error",
            "a statement failed before, and its error was swallowed",
            "read the log upwards for the first error",
            "current transaction is aborted"
        ),
        // Errors of what the role and the server allow.
        new(
            "permission denied",
            "the role of the migration may not do this to the object",
            "ask its owner for the right, or make the role its owner",
            "permission denied|must be owner of|InsufficientPrivilege"
        ),
        new(
            "password authentication failed",
            "the database does not take the user or the password of the migration Job",
            "compare its Secret with that of the pods that serve",
            "password authentication failed|no pg_hba.conf entry|role \".*\" does not exist|no password supplied"
        ),
        new(
            "database does not exist",
            "the server has no database of this name",
            "compare the name in the Job's settings with that of the pods that serve",
            "database \".*\" does not exist"
        ),
        new(
            "too many connections",
            "the server has no connection left",
            $"end idle sessions or workers, then {Again}",
            "too many clients already|remaining connection slots are reserved|too many connections for|TooManyConnections"
        ),
        new(
            "disk full",
            "the server has no room left; rewriting a table or building an index needs its size again",
            $"enlarge the disk, then {Again}",
            "No space left on device|could not extend file|DiskFull"
        ),
        new(
            "out of shared memory",
            "one transaction holds more locks than the server has room for",
            "split the migration, or raise max_locks_per_transaction",
            "out of shared memory"
        ),
        new(
            "read-only",
            "the server is a replica, or was set to read-only, such as when its disk is nearly full",
            "look at the server; the Job has to reach the primary",
            "in a read-only transaction|ReadOnlySqlTransaction"
        ),
        // Errors between the Job and the server.
        new(
            "server not ready",
            "the server starts, stops or recovers",
            $"wait until it is up, then {Again}",
            "the database system is (starting up|shutting down|in recovery mode|not yet accepting connections)"
        ),
        new(
            "connection closed",
            "the server or something between ended the connection: a restart, a failover, or an idle limit while Python ran",
            $"look at the server's log, then {Again}",
            "server closed the connection unexpectedly|terminating connection due to|connection has been closed unexpectedly|"
                + "connection already closed|the connection is (lost|closed)|Connection reset by peer"
        ),
        new(
            "could not connect",
            "no server answers at the address of the migration Job",
            "compare its address with that of the pods that serve; look at the network policy and the proxy",
            "could not connect to server|connection to server .* failed|connection failed:|could not translate host name|"
                + "failed to resolve host|connection timeout expired|Connection refused|Name or service not known"
        ),
        // Errors of the application itself.
        new(
            "application does not start",
            "settings or a module that the code needs are missing in the Job",
            "compare its environment with that of the pods that serve",
            "ImproperlyConfigured|ModuleNotFoundError|SettingsError"
        ),
    ];
}
