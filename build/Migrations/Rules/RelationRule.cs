using Migrations.Model;

namespace Migrations.Rules;

/// <summary>
/// Judges relations. Django deletes the rows that point to a row by itself; older code cannot do that in a table that
/// it does not know, and the database then refuses to delete the parent.
/// </summary>
internal static class RelationRule
{
    /// <summary>Why a relation stands in the way of older code, or <see langword="null"/> when it does not.</summary>
    /// <param name="context">The operation.</param>
    /// <param name="field">The relation, or any other field.</param>
    /// <param name="ownModel">The model that has it.</param>
    public static string? Obstacle(OperationContext context, FieldDefinition field, string ownModel)
    {
        if (field.IsManyToMany)
            return field.Has("through") ? null : ManyToMany(context, field, ownModel);
        if (!field.IsForeignKey || field.Flag("db_constraint", unset: true) is false)
            return null;
        return context.ExistingTarget(ModelReference.Of(field["to"]), ownModel) is { } target
            ? $"older code cannot delete a row of {target} that new rows point to"
            : null;
    }

    private static string? ManyToMany(OperationContext context, FieldDefinition field, string ownModel)
    {
        if (field.Flag("db_constraint", unset: true) is false)
            return null;
        var self = ModelReference.Of(new Python.Values.TextValue("self") { Line = context.Operation.Line });
        var ends = new[] { ModelReference.Of(field["to"]), self };
        var existing = ends.Select(end => context.ExistingTarget(end, ownModel))
            .Where(end => end is not null)
            .Distinct();
        return string.Join(" or ", existing) is { Length: > 0 } targets
            ? $"older code cannot delete a row of {targets} that new links point to"
            : null;
    }
}
