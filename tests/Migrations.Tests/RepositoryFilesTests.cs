using System.Text;
using Foundation.Failures;
using Migrations.Git;
using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>What else a repository may hold.</summary>
public sealed class RepositoryFilesTests : IDisposable
{
    private readonly MigrationRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Names_of_any_bytes_do_not_break_it()
    {
        // git takes any bytes but the zero; the file system here may not, so the commit is made without a checkout.
        using var stream = new MemoryStream();
        Write(stream, "commit refs/heads/odd\ncommitter A <a@b> 0 +0000\ndata 0\n");
        var text = MigrationText.Of("migrations.DeleteModel('Order')");
        foreach (
            var name in (byte[][])
                [
                    [0xff, 0xfe],
                    "a\"\n\t"u8.ToArray(),
                    "-rf"u8.ToArray(),
                    "日本"u8.ToArray(),
                    [0xc2, 0x9b],
                ]
        )
        {
            Write(stream, "M 100644 inline \"shop/migrations/0001_");
            foreach (var value in name)
                Write(stream, $"\\{Convert.ToString(value, 8).PadLeft(3, '0')}");
            Write(stream, $".py\"\ndata {Encoding.UTF8.GetByteCount(text)}\n{text}\n");
        }
        _repository.Tag("1.0.0").Run(stream.ToArray(), "fast-import", "--quiet");

        var verdict = await _repository.RollbackAsync("odd");

        verdict.Migrations.Count.ShouldBe(5);
        verdict.Migrations.Select(change => change.Name).ShouldContain(@"0001_\xff\xfe");
        verdict.Migrations.ShouldAllBe(change => !change.Name.Any(char.IsControl));
    }

    [Fact]
    public async Task Only_modules_of_migrations_count()
    {
        _repository.Tag("1.0.0");
        var text = MigrationText.Of("migrations.DeleteModel('Order')");
        foreach (
            var path in (string[])
                [
                    "shop/migrations/__init__.py",
                    "shop/migrations/_0001.py",
                    "shop/migrations/0001.txt",
                    "shop/0001.py",
                    "shop/migrations/a/0001.py",
                    "shop/migrations/0001.old.py",
                ]
        )
            _repository.With(path, text);
        _repository.With("shop/migrations/tools.py", "def migrate(): pass\n").Tag("1.1.0");

        (await _repository.RollbackAsync()).Migrations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Links_and_submodules_are_not_followed()
    {
        _repository.Tag("1.0.0");
        var target = _repository.Run("rev-parse", "HEAD");
        File.CreateSymbolicLink(
            Path.Combine(
                Directory.CreateDirectory(Path.Combine(_repository.Folder, "shop/migrations")).FullName,
                "0001_link.py"
            ),
            "/etc/hostname"
        );
        _repository.Tag("1.0.5").Run("update-index", "--add", "--cacheinfo", $"160000,{target},lib/shared");
        _repository.Run("commit", "--quiet", "--message", "submodule");

        var verdict = await _repository.RollbackAsync("HEAD");

        verdict.Migrations.ShouldBeEmpty();
        var change = verdict.OtherChanges.ShouldHaveSingleItem();
        (change.Kind, change.Path, change.Verdict).ShouldBe(
            (OtherChangeKind.Submodule, "lib/shared", Verdict.Investigate)
        );
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_investigated()
    {
        _repository.Tag("1.0.0").WithMigration("shop", "0001_initial", $"# {new string('x', 5000)}").Tag("1.1.0");

        var check = new MigrationCheck(_repository.Folder, TimeProvider.System, new GitLimits { FileBytes = 4000 });
        var verdict = await check.RollbackAsync("1.1.0", "1.0.0", TestContext.Current.CancellationToken);

        verdict.Migrations.Single().Operations.Single().Reason.ShouldContain("too large");
    }

    [Fact]
    public async Task Too_many_files_and_too_many_bytes_are_refused()
    {
        _repository.WithMigration("shop", "0001_initial", "").With("readme", "").Tag("1.0.0");
        var token = TestContext.Current.CancellationToken;

        var files = new MigrationCheck(_repository.Folder, TimeProvider.System, new GitLimits { Files = 1 });
        var bytes = new MigrationCheck(_repository.Folder, TimeProvider.System, new GitLimits { TotalBytes = 10 });

        (
            await Should.ThrowAsync<ReleaseException>(() => files.RollbackAsync("1.0.0", "1.0.0", token))
        ).Message.ShouldContain("more than 1 files");
        (
            await Should.ThrowAsync<ReleaseException>(() => bytes.RollbackAsync("1.0.0", "1.0.0", token))
        ).Message.ShouldContain("larger than 10 bytes");
    }

    [Fact]
    public async Task Packages_settings_and_tasks_that_changed_are_named()
    {
        _repository
            .With(
                "requirements/base.txt",
                "Django[argon2]==4.2.1 ; python_version > '3'\nrequests==2.0\n-r other.txt\ncelery\n"
            )
            .With(
                "uv.lock",
                "[[package]]\nname = \"django-axes\"\nversion = \"5.0\"\n\n[[package]]\nname = \"attrs\"\nversion = \"1\"\n"
            )
            .With("pyproject.toml", "[project]\ndependencies = [\"wagtail>=5.0\"]\n")
            .With("shop/settings/base.py", "A = 1")
            .With("shop/tasks.py", "def a(): pass")
            .Tag("1.0.0");
        _repository
            .With(
                "requirements/base.txt",
                "django==5.0 \\\n  --hash=sha256:abc\nrequests==2.0\nlib @ git+https://user:secret@example.com/lib\n"
            )
            .With(
                "uv.lock",
                "[[package]]\nname = \"django-axes\"\nversion = \"6.0\"\n\n[[package]]\nname = \"attrs\"\nversion = \"2\"\n"
            )
            .With("pyproject.toml", "[project]\ndependencies = [\"wagtail>=6.0\"]\n")
            .With("shop/settings/base.py", "A = 2")
            .With("shop/tasks.py", null)
            .With("kubernetes/cron-cleanup.yaml", "kind: CronJob")
            .Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        verdict.Verdict.ShouldBe(Verdict.Investigate);
        verdict
            .OtherChanges.Select(change => $"{change.Verdict} {change.Path} {change.Change} {change.Detail}".Trim())
            .ShouldBe([
                "Investigate pyproject.toml Edited wagtail >=5.0 → >=6.0",
                "Clear requirements/base.txt Removed celery any → none",
                "Investigate requirements/base.txt Edited django 4.2.1 → 5.0",
                "Clear requirements/base.txt Added lib none → @ git+https://example.com/lib",
                "Clear uv.lock Edited attrs 1 → 2",
                "Investigate uv.lock Edited django-axes 5.0 → 6.0",
                "Clear shop/settings/base.py Edited",
                "Clear kubernetes/cron-cleanup.yaml Added",
                "Clear shop/tasks.py Removed",
            ]);
    }

    private static void Write(MemoryStream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));
}
