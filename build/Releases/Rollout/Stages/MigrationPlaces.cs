using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>Which place each migration has among those that are to be done.</summary>
/// <param name="planned">Those, in their order; <see langword="null"/> where the checkout does not tell.</param>
internal sealed class MigrationPlaces(IReadOnlyList<string>? planned)
{
    private readonly Dictionary<string, int> _places = (planned ?? [])
        .Distinct()
        .Select((name, at) => (name, at))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The migrations that are to be done, in their order.</summary>
    public IReadOnlyList<string>? Planned => planned;

    /// <summary>Whether all of these are among them; where others run, nobody knows how many there are.</summary>
    public bool Are(IReadOnlyList<SchemaStep> steps) =>
        planned is not null && steps.All(step => _places.ContainsKey(step.Name));

    /// <summary>The place in words: <c>3 of 5</c>, or <c>3</c> where the number of all is not known.</summary>
    /// <param name="name">The migration.</param>
    /// <param name="steps">Those that were begun.</param>
    public string Of(string name, IReadOnlyList<SchemaStep> steps)
    {
        if (Are(steps) && _places.TryGetValue(name, out var at))
            return FormattableString.Invariant($"{at + 1} of {_places.Count}");
        var place = steps.ToList().FindIndex(step => step.Name == name);
        return FormattableString.Invariant($"{(place < 0 ? steps.Count : place) + 1}");
    }

    /// <summary>The same migrations in their order.</summary>
    public IReadOnlyList<SchemaStep> InOrder(IReadOnlyList<SchemaStep> steps) =>
        Are(steps) ? [.. steps.OrderBy(step => _places[step.Name])] : steps;

    /// <summary>Those that are to be done and are not among some.</summary>
    /// <param name="steps">Some.</param>
    /// <param name="state">The state that the others are in.</param>
    public IReadOnlyList<SchemaStep> Left(IReadOnlyList<SchemaStep> steps, StepState state)
    {
        var known = steps.Select(step => step.Name).ToHashSet();
        return [.. _places.Keys.Where(name => !known.Contains(name)).Select(name => new SchemaStep(name, state))];
    }
}
