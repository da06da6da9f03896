using Migrations.Model;
using Migrations.Schema;

namespace Migrations.Rules.OlderCode;

/// <summary>
/// What older code knows about the database: the models, the tables and the columns that its own migrations lead to.
/// </summary>
/// <param name="State">The models of older code.</param>
/// <param name="Schema">The database that older code expects.</param>
/// <param name="Tables">The tables and columns that its models use.</param>
internal sealed record OldCode(ProjectState State, DatabaseSchema Schema, KnownTables Tables)
{
    /// <summary>Replays the migrations of older code.</summary>
    /// <param name="tree">The migrations.</param>
    public static OldCode Of(MigrationTree tree)
    {
        var (state, schema) = (new ProjectState(), new DatabaseSchema());
        var steps = new OperationSteps(tree, state, schema);
        foreach (var migration in tree.Graph.Order.Select(key => tree[key]!))
            _ = migration.Source.Operations.SelectMany(each => steps.Apply(migration, each)).Count();
        return new(state, schema, KnownTables.Of(state, schema, tree));
    }

    /// <summary>Whether older code knows a table.</summary>
    public bool Knows(string table) => Tables.Contains(table);

    /// <summary>Whether older code knows a column.</summary>
    public bool Knows(string table, string column) => Tables.ColumnsOf(table).Contains(column);

    /// <summary>The columns of a table that older code knows.</summary>
    public IReadOnlyCollection<string> ColumnsOf(string table) => Tables.ColumnsOf(table);

    /// <summary>Whether older code has a model.</summary>
    public bool HasModel(string app, string model) => State.Find(app, model) is not null;
}
