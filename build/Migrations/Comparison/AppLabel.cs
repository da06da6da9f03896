using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>
/// Finds the label of an app (Django documentation, "Applications"). Its configuration in <c>apps.py</c> or
/// <c>__init__.py</c> names it, or else its folder.
/// </summary>
internal static class AppLabel
{
    /// <summary>The label of the app in a folder.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <param name="configurations">Its <c>apps.py</c> and <c>__init__.py</c>.</param>
    public static string Of(string folder, IReadOnlyCollection<AppConfiguration> configurations) =>
        Named(configurations) is { Length: > 0 } label ? label
        : folder.Length == 0 ? "(top)"
        : folder[(folder.LastIndexOf('/') + 1)..];

    private static string? Named(IReadOnlyCollection<AppConfiguration> configurations)
    {
        var candidates = configurations.SelectMany(file => file.Classes).ToList();
        var names = configurations.Select(file => file.Named).OfType<string>().ToHashSet();
        var chosen = candidates.FindAll(type => type.IsDefault || names.Contains(type.Name));
        var labels = (chosen.Count > 0 ? chosen : candidates).Select(type => type.Label).Distinct().ToList();
        return labels is [var only] ? only : null;
    }
}
