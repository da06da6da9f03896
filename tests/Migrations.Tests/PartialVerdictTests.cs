using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>A version of which only some migrations were applied.</summary>
public sealed class PartialVerdictTests : IDisposable
{
    private const string Order = "migrations.CreateModel('Order', [('x', models.CharField(max_length=10, null=True))])";
    private const string Add = "migrations.AddField('order', 'y', models.TextField(null=True))";
    private const string Drop = "migrations.RemoveField('order', 'x')";

    private readonly MigrationRepository _repository = new();

    public PartialVerdictTests() =>
        _repository
            .WithMigration("shop", "0001_initial", Order)
            .Tag("1.0.0")
            .WithMigration("shop", "0002_y", Add, "0001_initial")
            .WithMigration("shop", "0003_drop", Drop, "0002_y")
            .Tag("1.1.0");

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Only_what_is_applied_counts()
    {
        var verdict = await JudgeAsync(["shop.0001_initial", "shop.0002_y"], "shop.0003_drop");

        verdict.Verdict.Verdict.ShouldBe(Verdict.Clear);
        verdict.Verdict.Migrations.ShouldHaveSingleItem().Name.ShouldBe("0002_y");
        verdict.Open.ShouldBe(["shop.0003_drop"]);
        verdict.IsHalfApplied.ShouldBeFalse();
        verdict.Verdict.Unapply.Steps.ShouldHaveSingleItem().Target.ShouldBe("0001_initial");
    }

    [Fact]
    public async Task What_breaks_older_code_does_so_once_it_is_applied() =>
        (await JudgeAsync(["shop.0002_y", "shop.0003_drop"], null)).Verdict.Verdict.ShouldBe(Verdict.Unsafe);

    [Fact]
    public async Task Where_none_is_applied_nothing_stands_in_the_way()
    {
        var verdict = await JudgeAsync([], "shop.0002_y");

        verdict.Verdict.Verdict.ShouldBe(Verdict.Clear);
        verdict.Open.ShouldBe(["shop.0002_y", "shop.0003_drop"]);
    }

    [Theory]
    [InlineData("    atomic = False\n", true)]
    [InlineData("    atomic = True\n", false)]
    [InlineData("    atomic = bool(0)\n", true)]
    public async Task A_migration_that_is_not_atomic_may_have_stayed_in_part(string line, bool isHalf)
    {
        var file = Path.Combine(_repository.Folder, "shop", "migrations", "0003_drop.py");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var at = text.IndexOf("    operations", StringComparison.Ordinal);
        _repository.With("shop/migrations/0003_drop.py", text.Insert(at, line)).Tag("1.2.0");

        var verdict = await JudgeAsync(["shop.0002_y"], "shop.0003_drop", "1.2.0");

        verdict.IsHalfApplied.ShouldBe(isHalf);
        verdict.Verdict.Verdict.ShouldBe(isHalf ? Verdict.Investigate : Verdict.Clear);
        if (isHalf)
            verdict
                .Verdict.Migrations[^1]
                .Operations.Select(operation => operation.Operation)
                .ShouldContain("RemoveField");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("sqlite", false)]
    [InlineData("mysql", true)]
    [InlineData("MariaDB", true)]
    [InlineData("oracle", true)]
    [InlineData("cockroachdb", true)]
    public async Task A_database_that_takes_no_tables_back_may_have_stayed_in_part(string? database, bool isHalf)
    {
        var verdict = await JudgeAsync(["shop.0002_y"], "shop.0003_drop", database: database);

        verdict.IsHalfApplied.ShouldBe(isHalf);
        verdict.Verdict.Verdict.ShouldBe(isHalf ? Verdict.Investigate : Verdict.Clear);
        if (isHalf)
            verdict
                .Verdict.Migrations[^1]
                .Operations[0]
                .Reason.ShouldContain($"{database} takes no change of a table back");
    }

    private Task<PartialVerdict> JudgeAsync(
        string[] applied,
        string? failed,
        string newer = "1.1.0",
        string? database = null
    ) =>
        new MigrationCheck(_repository.Folder, TimeProvider.System) { OtherDatabase = database }.PartialAsync(
            newer,
            "1.0.0",
            applied.ToHashSet(),
            failed,
            TestContext.Current.CancellationToken
        );
}
