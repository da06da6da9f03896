using System.Text.Json.Serialization;

namespace Migrations.Verdicts;

/// <summary>One <c>manage.py migrate APP TARGET</c>. It runs with the newer version's image.</summary>
/// <param name="App">The label of the app.</param>
/// <param name="Target">The migration to go back to, or <c>zero</c>.</param>
/// <param name="Migrations">The migrations that it un-applies, in order, as <c>app.name</c>.</param>
public sealed record UnapplyStep(string App, string Target, IReadOnlyList<string> Migrations)
{
    /// <summary>
    /// Whether both names are of Django's form: letters, digits, <c>_</c>, <c>-</c> and dots, and not the form of an
    /// option. Kubernetes would fill in <c>$(NAME)</c> within a command.
    /// </summary>
    [JsonIgnore]
    public bool IsPlain => IsName(App) && IsName(Target);

    private static bool IsName(string text) =>
        text.Length > 0
        && text[0] != '-'
        && text.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.');
}
