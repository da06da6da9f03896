using Foundation.Failures;
using Migrations.Tests.Support;

namespace Migrations.Tests;

/// <summary>What squashes replace, read from two versions.</summary>
public sealed class ReplacedMigrationsTests : IDisposable
{
    private const string Order = "migrations.CreateModel('Order', [('x', models.IntegerField(null=True))])";
    private const string Add = "migrations.AddField('order', 'y', models.TextField(null=True))";

    private readonly MigrationRepository _repository = new();

    public ReplacedMigrationsTests() =>
        _repository
            .With("apps/orders/apps.py", "from django.apps import AppConfig\nclass C(AppConfig):\n    label = 'shop'\n")
            .WithMigration("apps/orders", "0001_initial", Order)
            .With("apps/orders/migrations/0002_y.py", MigrationText.After("0001_initial", Add))
            .Tag("1.0.0");

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task They_have_the_names_that_django_records()
    {
        Squash("0001_squashed_0002_y", "('shop', '0001_initial'), ('shop', '0002_y')").Tag("1.1.0");

        var replaced = await ReadAsync("1.0.0", "1.1.0");

        replaced.Parts.ShouldHaveSingleItem().Key.ShouldBe("shop.0001_squashed_0002_y");
        replaced.Parts.Single().Value.ShouldBe(["shop.0001_initial", "shop.0002_y"], ignoreOrder: true);
        replaced
            .IsIn(new HashSet<string> { "shop.0001_initial", "shop.0002_y" }, "shop.0001_squashed_0002_y")
            .ShouldBeTrue();
        replaced.IsIn(new HashSet<string> { "shop.0001_squashed_0002_y" }, "shop.0002_y").ShouldBeTrue();
        replaced.IsIn(new HashSet<string> { "shop.0001_initial" }, "shop.0001_squashed_0002_y").ShouldBeFalse();
    }

    [Fact]
    public async Task A_later_version_that_no_longer_says_so_still_has_what_the_earlier_one_said()
    {
        Squash("0001_squashed_0002_y", "('shop', '0001_initial'), ('shop', '0002_y')")
            .With("apps/orders/migrations/0001_initial.py", null)
            .With("apps/orders/migrations/0002_y.py", null)
            .Tag("1.1.0");
        Squash("0001_squashed_0002_y", "").Tag("1.2.0");

        (await ReadAsync("1.1.0", "1.2.0")).Parts.Single().Value.Count.ShouldBe(2);
        (await ReadAsync("1.2.0", "1.1.0")).Parts.Single().Value.Count.ShouldBe(2);
        (await ReadAsync("1.0.0", "1.2.0")).Parts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_partly_applied_release_counts_a_squash_for_what_it_replaces()
    {
        Squash("0001_squashed_0003_z", "('shop', '0001_initial'), ('shop', '0002_y'), ('shop', '0003_z')")
            .With(
                "apps/orders/migrations/0003_z.py",
                MigrationText.After("0002_y", "migrations.RemoveField('order', 'x')")
            )
            .With(
                "apps/orders/migrations/0004_w.py",
                MigrationText.After("0003_z", Add.Replace("'y'", "'w'", StringComparison.Ordinal))
            )
            .Tag("1.1.0");

        var verdict = await _repository.Check.PartialAsync(
            "1.1.0",
            "1.0.0",
            new HashSet<string> { "shop.0001_squashed_0003_z" },
            null,
            TestContext.Current.CancellationToken
        );

        verdict.Open.ShouldBe(["shop.0004_w"]);
        verdict.Verdict.Migrations.Select(change => change.Name).ShouldBe(["0003_z"]);
    }

    [Fact]
    public async Task A_version_that_the_checkout_does_not_have_is_named() =>
        (await Should.ThrowAsync<ReleaseException>(() => ReadAsync("1.0.0", "9.9.9"))).Message.ShouldContain("9.9.9");

    private MigrationRepository Squash(string name, string replaces) =>
        _repository.With(
            $"apps/orders/migrations/{name}.py",
            MigrationText.Of($"{Order}, {Add}", more: $"replaces = [{replaces}]")
        );

    private Task<Verdicts.ReplacedMigrations> ReadAsync(string one, string other) =>
        _repository.Check.ReplacedAsync(one, other, TestContext.Current.CancellationToken);
}
