using Cluster.Tests.Stack;

namespace Cluster.Tests.Sample;

/// <summary>A region's database.</summary>
public sealed class SampleDatabase(StackSettings stack, string name, string port)
{
    /// <summary>The role that the application works as.</summary>
    public const string User = "forms";

    // A form without notes, so that a migration meets what it has to.
    private const string Rows = """
        INSERT INTO forms_form (title, created, notes) VALUES ('Holidays', now(), NULL), ('Expenses', now(), 'by month');
        INSERT INTO forms_answer (text, form_id) SELECT 'An answer', id FROM forms_form;
        """;

    private readonly Psql _psql = new(stack, port, name);

    /// <summary>Takes a new database to the schema of an image, and fills it.</summary>
    public async Task MigrateAsync(string image)
    {
        await Command.RunAsync(Repository.Of("tests", "app", "migrate"), image, name, port);
        await _psql.RunAsync(Rows);
    }

    /// <summary>The rows of the last statement: a line each, columns with | between.</summary>
    public Task<string> QueryAsync(string statements) => _psql.RunAsync(statements);

    /// <summary>A session that has run statements in a transaction and leaves it open.</summary>
    public Task<OpenSession> HoldAsync(string statements) => OpenSession.BeginAsync(_psql, statements);

    /// <summary>The names of the migrations of <c>forms</c> that Django has recorded as applied.</summary>
    public async Task<IReadOnlyList<string>> AppliedAsync() =>
        (await QueryAsync("SELECT name FROM django_migrations WHERE app = 'forms' ORDER BY name")).Split('\n');

    /// <summary>The columns of a table, in their order.</summary>
    public async Task<IReadOnlyList<string>> ColumnsAsync(string table) =>
        (
            await QueryAsync(
                $"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position"
            )
        ).Split('\n');

    /// <summary>Lets nobody write any more who connects from now on.</summary>
    public Task RefusesWritesAsync() => QueryAsync($"ALTER DATABASE \"{name}\" SET default_transaction_read_only = on");

    /// <summary>The database of the same name on another server.</summary>
    public SampleDatabase On(string other) => new(stack, name, other);

    /// <summary>Takes it away with whoever works in it.</summary>
    public Task DeleteAsync() =>
        new Psql(stack, port, "postgres").RunAsync($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
}
