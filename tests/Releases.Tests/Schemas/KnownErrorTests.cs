using Releases.Schemas;

namespace Releases.Tests.Schemas;

/// <summary>Texts as Django, psycopg2, psycopg 3 and PostgreSQL write them.</summary>
public sealed class KnownErrorTests
{
    [Theory]
    [InlineData("lock timeout", "django.db.utils.OperationalError: canceling statement due to lock timeout")]
    [InlineData("lock timeout", "psycopg2.errors.LockNotAvailable: canceling statement due to lock timeout")]
    [InlineData(
        "lock timeout",
        "psycopg.errors.LockNotAvailable: storniere Anfrage wegen Zeitüberschreitung einer Sperre"
    )]
    [InlineData("statement timeout", "django.db.utils.OperationalError: canceling statement due to statement timeout")]
    [InlineData("deadlock", "django.db.utils.OperationalError: deadlock detected")]
    [InlineData(
        "pending trigger events",
        "django.db.utils.OperationalError: cannot ALTER TABLE \"forms_form\" because it has pending trigger events"
    )]
    [InlineData(
        "already exists",
        "django.db.utils.ProgrammingError: column \"a\" of relation \"forms_form\" already exists"
    )]
    [InlineData("already exists", "django.db.utils.ProgrammingError: relation \"forms_form\" already exists")]
    [InlineData("does not exist", "django.db.utils.ProgrammingError: relation \"forms_form\" does not exist")]
    [InlineData("does not exist", "psycopg.errors.UndefinedColumn: column forms_form.a does not exist")]
    [InlineData(
        "NULLs in the way",
        "django.db.utils.IntegrityError: column \"code\" of relation \"forms_form\" contains null values"
    )]
    [InlineData("NULLs in the way", "django.db.utils.IntegrityError: column \"code\" contains null values")]
    [InlineData(
        "NULLs in the way",
        "IntegrityError: null value in column \"code\" of relation \"forms_form\" violates not-null constraint"
    )]
    [InlineData(
        "duplicates in the way",
        "django.db.utils.IntegrityError: could not create unique index \"forms_form_code_uniq\""
    )]
    [InlineData(
        "rows against a constraint",
        "IntegrityError: check constraint \"positive\" of relation \"forms_form\" is violated by some row"
    )]
    [InlineData(
        "rows against a constraint",
        "IntegrityError: insert or update on table \"a\" violates foreign key constraint \"a_b_fk\""
    )]
    [InlineData("values that do not fit", "DataError: value too long for type character varying(10)")]
    [InlineData(
        "others depend on it",
        "InternalError: cannot drop column a of table b because other objects depend on it"
    )]
    [InlineData(
        "conflicting leaf nodes",
        "CommandError: Conflicting migrations detected; multiple leaf nodes in the migration graph: (0003_b, 0003_c in forms)."
    )]
    [InlineData(
        "inconsistent history",
        "django.db.migrations.exceptions.InconsistentMigrationHistory: Migration admin.0001_initial is applied before its dependency users.0001_initial on database 'default'."
    )]
    [InlineData("no such migration", "CommandError: Cannot find a migration matching '0009' from app 'forms'.")]
    [InlineData(
        "no such migration",
        "django.db.migrations.exceptions.NodeNotFoundError: Migration a.0002 dependencies reference nonexistent parent node ('b', '0001')"
    )]
    [InlineData(
        "irreversible",
        "django.db.migrations.exceptions.IrreversibleError: Operation <RunPython> in forms.0004 is not reversible"
    )]
    [InlineData(
        "inside a transaction",
        "NotSupportedError: The AddIndexConcurrently operation cannot be executed inside a transaction (set atomic = False on the migration)."
    )]
    [InlineData("permission denied", "django.db.utils.ProgrammingError: permission denied for table forms_form")]
    [InlineData("permission denied", "django.db.utils.ProgrammingError: must be owner of table forms_form")]
    [InlineData(
        "password authentication failed",
        "OperationalError: connection to server at \"db\" (10.0.0.1), port 5432 failed: FATAL:  password authentication failed for user \"app\""
    )]
    [InlineData(
        "database does not exist",
        "OperationalError: connection to server at \"db\", port 5432 failed: FATAL:  database \"app\" does not exist"
    )]
    [InlineData("too many connections", "OperationalError: FATAL:  sorry, too many clients already")]
    [InlineData(
        "too many connections",
        "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute"
    )]
    [InlineData(
        "disk full",
        "django.db.utils.OperationalError: could not extend file \"base/1/2\": No space left on device"
    )]
    [InlineData("read-only", "django.db.utils.InternalError: cannot execute ALTER TABLE in a read-only transaction")]
    [InlineData("server not ready", "OperationalError: FATAL:  the database system is starting up")]
    [InlineData("connection closed", "django.db.utils.OperationalError: server closed the connection unexpectedly")]
    [InlineData(
        "connection closed",
        "psycopg.errors.AdminShutdown: terminating connection due to administrator command"
    )]
    [InlineData("connection closed", "psycopg.OperationalError: the connection is lost")]
    [InlineData("could not connect", "OperationalError: could not connect to server: Connection refused")]
    [InlineData("could not connect", "psycopg.OperationalError: connection failed: Connection refused")]
    [InlineData(
        "could not connect",
        "OperationalError: could not translate host name \"db\" to address: Name or service not known"
    )]
    [InlineData("application does not start", "ModuleNotFoundError: No module named 'app.settings'")]
    public void A_line_is_recognised(string name, string line) =>
        KnownError.Find(["Traceback (most recent call last):", line, ""]).ShouldNotBeNull().Name.ShouldBe(name);

    [Fact]
    public void An_index_that_was_to_be_built_concurrently_is_told_from_a_table_that_is_there()
    {
        const string Exists = "django.db.utils.ProgrammingError: relation \"f_t\" already exists";
        const string Frame = "  File \"/lib/django/contrib/postgres/operations.py\", line 150, in database_forwards";

        KnownError.Find([Frame, Exists]).ShouldNotBeNull().Name.ShouldBe("invalid index");
        KnownError.Find([Exists]).ShouldNotBeNull().Name.ShouldBe("already exists");
    }

    [Fact]
    public void The_last_error_counts()
    {
        const string First = "psycopg2.OperationalError: server closed the connection unexpectedly";
        const string Last = "django.db.utils.OperationalError: deadlock detected";

        KnownError
            .Find([First, "During handling of the above exception", Last])
            .ShouldNotBeNull()
            .Name.ShouldBe("deadlock");
    }

    [Fact]
    public void What_is_not_known_is_not_explained() => KnownError.Find(["ValueError: x", ""]).ShouldBeNull();

    [Fact]
    public void Every_error_has_another_name_and_says_what_helps()
    {
        KnownErrors.All.Select(error => error.Name).ShouldBeUnique();
        KnownErrors.All.ShouldAllBe(error =>
            error.Means.Length > 0 && error.Next.Length > 0 && !error.Means.Contains('|')
        );
    }
}
