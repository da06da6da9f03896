using System.Text.RegularExpressions;

namespace Releases.Schemas;

/// <summary>A migration as a database knows it.</summary>
/// <param name="Name">Its name, as <c>app.name</c>.</param>
/// <param name="IsApplied">Whether it is applied.</param>
public sealed record AskedMigration(string Name, bool IsApplied);

/// <summary>The answer of a region's database: the migrations that an image knows, in Django's order.</summary>
/// <param name="Migrations">The migrations.</param>
public sealed partial record AskedSchema(IReadOnlyList<AskedMigration> Migrations)
{
    /// <summary>The applied migrations.</summary>
    public IReadOnlyList<string> Applied => [.. Migrations.Where(each => each.IsApplied).Select(each => each.Name)];

    /// <summary>The migrations that are not applied.</summary>
    public IReadOnlyList<string> Open => [.. Migrations.Where(each => !each.IsApplied).Select(each => each.Name)];

    /// <summary>
    /// Reads the output of <c>manage.py showmigrations --plan</c>. <see langword="null"/> when the text is no such
    /// output.
    /// </summary>
    /// <remarks><c>[X]  app.name</c> and <c>[ ]  app.name</c>; <c>(no migrations)</c> when there are none
    /// (django/core/management/commands/showmigrations.py).</remarks>
    public static AskedSchema? Read(IReadOnlyList<string> lines)
    {
        var plain = lines.Select(line => Colour().Replace(line, "").TrimEnd()).ToArray();
        AskedMigration[] migrations =
        [
            .. plain
                .Select(line => Entry().Match(line))
                .Where(match => match.Success)
                .Select(match => new AskedMigration(match.Groups["name"].Value, match.Groups["mark"].Value == "X")),
        ];
        return migrations.Length > 0 || plain.Contains("(no migrations)") ? new AskedSchema(migrations) : null;
    }

    [GeneratedRegex(
        @"^\[(?<mark>[X ])\]\s+(?<name>\w+\.\S+)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Entry();

    [GeneratedRegex(@"\x1b\[[0-9;]*m", RegexOptions.NonBacktracking)]
    private static partial Regex Colour();
}
