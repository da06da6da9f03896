using Migrations.Git;
using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>A file of a version that defines a migration.</summary>
/// <param name="File">The file.</param>
/// <param name="Source">What it says.</param>
internal sealed record SourceFile(GitTreeFile File, MigrationSource Source)
{
    /// <summary>The migration's name: the file's, without its ending.</summary>
    public string Name { get; } = File.Name[..^".py".Length];

    private Migration? _migration;

    /// <summary>The migration of an app. Most versions give the app the same name.</summary>
    /// <param name="app">The app's name in a comparison.</param>
    public Migration Of(string app) =>
        _migration is { } known && known.Key.App == app
            ? known
            : _migration = new(new(app, Name), File.Path, File.ObjectId, Source);
}
