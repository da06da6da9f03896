using Migrations.Git;

namespace Migrations.Comparison;

/// <summary>
/// The migrations of one version, sorted by app. A version is sorted once, however often it is compared.
/// </summary>
internal sealed class VersionSources
{
    private readonly MigrationFolders _folders;
    private readonly ILookup<string, string> _configurations;

    /// <summary>Sorts the migrations of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="migrations">Its migrations without copies, in the order of their files.</param>
    public VersionSources(GitVersionFiles version, IReadOnlyList<SourceFile> migrations)
    {
        Migrations = migrations;
        _folders = new(migrations.Select(each => each.File));
        _configurations = version
            .Files.Where(file => !file.IsSubmodule && RelevantFiles.IsAppConfiguration(file.Path))
            .ToLookup(file => file.Folder, file => file.ObjectId);
        Apps =
        [
            .. migrations
                .GroupBy(AppOf)
                .Select(group => new AppSources(
                    group.Key,
                    group.First().File.Folder,
                    group.Select(each => each.Name).ToHashSet(),
                    [.. _configurations[group.Key]]
                )),
        ];
    }

    /// <summary>The migrations, in the order of their files.</summary>
    public IReadOnlyList<SourceFile> Migrations { get; }

    /// <summary>The apps that have migrations.</summary>
    public IReadOnlyList<AppSources> Apps { get; }

    /// <summary>The folder of a migration's app.</summary>
    public string AppOf(SourceFile migration) => _folders.AppOf(migration.File);
}

/// <summary>An app that has migrations.</summary>
/// <param name="Path">The app's folder.</param>
/// <param name="Folder">A folder of its migrations.</param>
/// <param name="Migrations">The names of its migrations.</param>
/// <param name="Configurations">Git's object ids of the files that may name its label.</param>
internal sealed record AppSources(
    string Path,
    string Folder,
    IReadOnlySet<string> Migrations,
    IReadOnlyList<string> Configurations
);
