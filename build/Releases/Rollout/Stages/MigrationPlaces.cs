using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>The place of each migration among the planned ones.</summary>
/// <param name="planned">
/// The planned migrations, in order; <see langword="null"/> where the checkout does not tell.
/// </param>
internal sealed class MigrationPlaces(IReadOnlyList<string>? planned)
{
    private readonly Dictionary<string, int> _places = (planned ?? [])
        .Distinct()
        .Select((name, at) => (name, at))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The planned migrations, in order.</summary>
    public IReadOnlyList<string>? Planned => planned;

    /// <summary>Whether all of these migrations are planned. When others run, their number is unknown.</summary>
    public bool Are(IReadOnlyList<SchemaStep> steps) =>
        planned is not null && steps.All(step => _places.ContainsKey(step.Name));

    /// <summary>The place in words: <c>3 of 5</c>, or <c>3</c> where the number of all is not known.</summary>
    /// <param name="name">The migration.</param>
    /// <param name="steps">The migrations that were begun.</param>
    public string Of(string name, IReadOnlyList<SchemaStep> steps)
    {
        if (Are(steps) && _places.TryGetValue(name, out var at))
            return FormattableString.Invariant($"{at + 1} of {_places.Count}");
        var place = steps.ToList().FindIndex(step => step.Name == name);
        return FormattableString.Invariant($"{(place < 0 ? steps.Count : place) + 1}");
    }

    /// <summary>The same migrations in the planned order.</summary>
    public IReadOnlyList<SchemaStep> InOrder(IReadOnlyList<SchemaStep> steps) =>
        Are(steps) ? [.. steps.OrderBy(step => _places[step.Name])] : steps;

    /// <summary>The planned migrations that are missing in a list.</summary>
    /// <param name="steps">The list.</param>
    /// <param name="state">The state of the missing migrations.</param>
    public IReadOnlyList<SchemaStep> Left(IReadOnlyList<SchemaStep> steps, StepState state)
    {
        var known = steps.Select(step => step.Name).ToHashSet();
        return [.. _places.Keys.Where(name => !known.Contains(name)).Select(name => new SchemaStep(name, state))];
    }
}
