using Migrations.Kept;
using Migrations.Model;
using Migrations.Review;
using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests.Kept;

/// <summary>What runs keep in the git folder for the next one.</summary>
public sealed class KeptReadingTests : IDisposable
{
    private const string Order =
        "migrations.CreateModel('Order', [('id', models.BigAutoField(primary_key=True)), ('n', models.IntegerField())])";

    private readonly MigrationRepository _repository = new();
    private readonly string _fresh;

    public KeptReadingTests()
    {
        _repository
            .WithMigration("shop", "0001_initial", Order)
            .WithMigration("stock", "0001_initial", Order)
            .WithMigration(
                "stock",
                "0002_own",
                "migrations.AddField('order', 'own', models.ForeignKey('shop.Order', models.CASCADE))",
                "0001_initial"
            )
            .With(
                "shop/apps.py",
                "from django.apps import AppConfig\nclass ShopConfig(AppConfig):\n    label = 'shop'\n"
            )
            .Tag("1.0.0")
            .WithMigration("shop", "0002_gone", "migrations.RemoveField('order', 'n')", "0001_initial")
            .WithMigration(
                "shop",
                "0003_key",
                "migrations.AlterField('order', 'id', models.IntegerField(primary_key=True))",
                "0002_gone"
            )
            .Tag("1.1.0");
        _fresh = Judge().GetAwaiter().GetResult();
    }

    private string Folder => Path.Combine(_repository.Folder, ".git", KeptFolder.Name);

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task The_second_run_reads_no_migration_and_says_the_same()
    {
        _fresh.ShouldContain("n, which is gone");
        // What git has lost cannot be read again.
        var lost = _repository.Run("rev-parse", "1.0.0:stock/migrations/0002_own.py");
        File.Delete(Path.Combine(_repository.Folder, ".git", "objects", lost[..2], lost[2..]));

        (await Judge()).ShouldBe(_fresh);

        Directory.Delete(Folder, recursive: true);
        (await Judge()).ShouldNotBe(_fresh);
    }

    [Fact]
    public async Task All_worktrees_share_it()
    {
        var before = Files();
        var worktree = Directory.CreateTempSubdirectory("worktree-").FullName;
        try
        {
            _repository.Run("worktree", "add", "--quiet", Path.Combine(worktree, "1"), "1.1.0");

            (await Judge(Path.Combine(worktree, "1", "shop"))).ShouldBe(_fresh);

            Files().ShouldBe(before);
        }
        finally
        {
            _repository.Run("worktree", "remove", "--force", Path.Combine(worktree, "1"));
            Directory.Delete(worktree, recursive: true);
        }
    }

    [Theory]
    [InlineData("shortened")]
    [InlineData("emptied")]
    [InlineData("one bit")]
    [InlineData("another reader")]
    [InlineData("a folder")]
    public async Task A_file_that_is_broken_or_foreign_counts_as_none(string trouble)
    {
        foreach (var file in Directory.GetFiles(Folder))
        {
            var bytes = File.ReadAllBytes(file);
            // The sum of the content is followed by the identity of the code that wrote it.
            var at = trouble == "another reader" ? 7 : bytes.Length / 2;
            bytes[at] ^= 4;
            if (trouble == "a folder")
            {
                File.Delete(file);
                Directory.CreateDirectory(Path.Combine(file, "inner"));
            }
            else
                File.WriteAllBytes(
                    file,
                    trouble switch
                    {
                        "shortened" => bytes[..(bytes.Length / 2)],
                        "emptied" => [],
                        _ => bytes,
                    }
                );
        }

        (await Judge()).ShouldBe(_fresh);

        if (trouble != "a folder")
            (await Judge()).ShouldBe(_fresh);
    }

    [Fact]
    public async Task A_git_folder_that_cannot_be_written_is_no_trouble()
    {
        Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
        // A file in the place of the folder keeps root out as well, whom no mode keeps out.
        File.WriteAllText(Path.GetDirectoryName(Folder)!, "");

        (await Judge()).ShouldBe(_fresh);
        (await Judge()).ShouldBe(_fresh);
    }

    [Fact]
    public async Task Runs_at_the_same_time_say_the_same_and_leave_whole_files()
    {
        Directory.Delete(Folder, recursive: true);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Judge())));

        answers.ShouldAllBe(answer => answer == _fresh);
        Directory.GetFiles(Folder, "*.new").ShouldBeEmpty();
        var kept = new KeptSources(new(Folder), DatabaseKind.PostgreSql.Vendor);
        kept.HasMigration(_repository.Run("rev-parse", "1.1.0:shop/migrations/0003_key.py")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_edited_app_gets_its_new_label()
    {
        _repository
            .With(
                "shop/apps.py",
                "from django.apps import AppConfig\nclass ShopConfig(AppConfig):\n    label = 'store'\n"
            )
            .Tag("1.2.0");

        (await _repository.RollbackAsync("1.2.0", "1.1.0")).Migrations.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Only_the_newest_states_stay()
    {
        for (var number = 4; number < 16; number++)
        {
            _repository.WithMigration("shop", $"{number:0000}_more", "", "0003_key").Tag($"2.{number}.0");
            await _repository.RollbackAsync($"2.{number}.0", $"2.{number}.0");
        }

        Directory.GetFiles(Folder, "replayed-*").Length.ShouldBe(8);
        Files().Length.ShouldBe(9);
    }

    [Fact]
    public async Task A_review_is_the_same_the_second_time()
    {
        Directory.Delete(Folder, recursive: true);
        var order = new ReviewOrder(new("1.0.0", "1.0.0"), new("1.1.0", "1.1.0")) { Live = [new("1.0.0", "1.0.0")] };
        async Task<string> ReviewAsync() =>
            ReviewFormat.Write(
                await new MigrationReviewer(_repository.Folder, TimeProvider.System).ReviewAsync(
                    order,
                    TestContext.Current.CancellationToken
                )
            );

        var first = await ReviewAsync();

        Files().ShouldNotBeEmpty();
        (await ReviewAsync()).ShouldBe(first);
        first.ShouldContain("breaks-old-code");
    }

    private string[] Files() =>
        [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private async Task<string> Judge(string? folder = null) =>
        MigrationFormat.Write(
            await new MigrationCheck(folder ?? _repository.Folder, TimeProvider.System).ReleaseAsync(
                "1.0.0",
                "1.1.0",
                TestContext.Current.CancellationToken
            )
        );
}
