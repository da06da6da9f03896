using System.Diagnostics;
using Migrations.Verdicts;

namespace Migrations.Tests.Support;

/// <summary>A temporary git repository, untouched by the user's own settings.</summary>
internal sealed class MigrationRepository : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("migrations-");

    public MigrationRepository()
    {
        Run("init", "--quiet", "--initial-branch=main");
        Run("config", "user.name", "Ann Example");
        Run("config", "user.email", "ann@example.com");
        Run("config", "commit.gpgsign", "false");
    }

    public string Folder => _directory.FullName;

    public MigrationCheck Check => new(Folder, TimeProvider.System);

    /// <summary>Writes a file; <see langword="null"/> removes it.</summary>
    public MigrationRepository With(string path, string? text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (text is null)
            File.Delete(file);
        else
            File.WriteAllText(file, text);
        return this;
    }

    /// <summary>Writes a migration of an app in the folder of that name.</summary>
    public MigrationRepository WithMigration(string app, string name, string operations, string after = "") =>
        With(
            $"{app}/migrations/{name}.py",
            after.Length > 0 ? MigrationText.After(after, operations, app) : MigrationText.Of(operations)
        );

    /// <summary>Moves a folder or file.</summary>
    public MigrationRepository Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, to))!);
        Directory.Move(Path.Combine(Folder, from), Path.Combine(Folder, to));
        return this;
    }

    /// <summary>Commits all files and tags the commit.</summary>
    public MigrationRepository Tag(string version)
    {
        Run("add", "--all");
        Run("commit", "--quiet", "--allow-empty", "--message", version);
        Run("tag", "--annotate", "--message", version, version);
        return this;
    }

    /// <summary>Goes back to a version, to make another line from there.</summary>
    public MigrationRepository Branch(string name, string version)
    {
        Run("checkout", "--quiet", "-b", name, version);
        return this;
    }

    public Task<MigrationVerdict> RollbackAsync(string from = "1.1.0", string to = "1.0.0") =>
        Check.RollbackAsync(from, to, TestContext.Current.CancellationToken);

    public string Run(params string[] arguments) => Run([], arguments);

    /// <summary>Runs git and gives it something to read.</summary>
    public string Run(byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = Path.Combine(Folder, "none");
        using var process = Process.Start(start)!;
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"git {string.Join(' ', arguments)}");
        return output.Trim();
    }

    public void Dispose()
    {
        // git makes its objects read-only, which Windows takes for undeletable.
        foreach (var file in _directory.EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        _directory.Delete(recursive: true);
    }
}
