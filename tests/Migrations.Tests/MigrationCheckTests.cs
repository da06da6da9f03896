using System.Text.Json;
using Foundation.Failures;
using Foundation.Files;
using Migrations.Tests.Support;
using Migrations.Verdicts;

namespace Migrations.Tests;

/// <summary>Two versions of a real repository.</summary>
public sealed class MigrationCheckTests : IDisposable
{
    private const string Order = "migrations.CreateModel('Order', [('x', models.CharField(max_length=10, null=True))])";
    private const string Drop = "migrations.RemoveField('order', 'x')";
    private const string Widen = "migrations.AlterField('order', 'x', models.CharField(max_length=20, null=True))";

    private readonly MigrationRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Without_changes_nothing_stands_in_the_way()
    {
        _repository.WithMigration("shop", "0001_initial", Order).Tag("1.0.0").With("readme", "x").Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        (verdict.From, verdict.To, verdict.Verdict).ShouldBe(("1.1.0", "1.0.0", Verdict.Clear));
        verdict.Migrations.ShouldBeEmpty();
        verdict.OtherChanges.ShouldBeEmpty();
        verdict.Unapply.Steps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_changed_field_is_judged_against_the_replayed_one()
    {
        _repository.WithMigration("shop", "0001_initial", Order).Tag("1.0.0");
        _repository.WithMigration("shop", "0002_wider", Widen, "0001_initial").Tag("1.1.0");
        _repository
            .WithMigration(
                "shop",
                "0003_full",
                Widen.Replace(", null=True", "", StringComparison.Ordinal),
                "0002_wider"
            )
            .Tag("1.2.0");

        (await _repository.RollbackAsync()).Verdict.ShouldBe(Verdict.Clear);
        (await _repository.RollbackAsync("1.2.0")).Verdict.ShouldBe(Verdict.Unsafe);
        (await _repository.RollbackAsync("1.2.0", "1.1.0"))
            .Migrations.ShouldHaveSingleItem()
            .Name.ShouldBe("0003_full");
    }

    [Fact]
    public async Task The_way_forward_lists_the_same_migrations()
    {
        _repository.WithMigration("shop", "0001_initial", Order).Tag("1.0.0");
        _repository.WithMigration("shop", "0002_drop", Drop, "0001_initial").Tag("1.1.0");

        var back = await _repository.RollbackAsync();
        var forward = await _repository.Check.ReleaseAsync("1.0.0", "1.1.0", TestContext.Current.CancellationToken);

        (forward.From, forward.To).ShouldBe(("1.0.0", "1.1.0"));
        forward
            .Migrations.Single()
            .Operations.Select(each => each with { Locks = null })
            .ShouldBe(back.Migrations.Single().Operations.Select(each => each with { Locks = null }));
        forward.Verdict.ShouldBe(Verdict.Unsafe);
    }

    [Fact]
    public async Task The_JSON_has_the_agreed_shape()
    {
        _repository
            .WithMigration("shop", "0001_initial", Order)
            .With("requirements.txt", "Django==4.2.1\n")
            .Tag("1.0.0");
        _repository.WithMigration(
            "shop",
            "0002_drop",
            $"{Drop}, migrations.RunSQL('x'), migrations.Strange()",
            "0001_initial"
        );
        _repository.With("requirements.txt", "django==5.0 # comment\n").Tag("1.1.0");

        using var json = JsonDocument.Parse(MigrationFormat.Write(await _repository.RollbackAsync()));

        var root = json.RootElement;
        Names(root).ShouldBe(["from", "to", "verdict", "migrations", "otherChanges"]);
        root.GetProperty("verdict").GetString().ShouldBe("unsafe");
        var migration = root.GetProperty("migrations")[0];
        Names(migration).ShouldBe(["app", "name", "change", "verdict", "operations"]);
        migration.GetProperty("change").GetString().ShouldBe("added");
        var operations = migration.GetProperty("operations");
        Names(operations[0]).ShouldBe(["operation", "target", "verdict", "reason", "reversible", "loses", "meets"]);
        operations[0].GetProperty("target").GetString().ShouldBe("Order.x");
        operations
            .EnumerateArray()
            .Select(each => each.GetProperty("reversible").ValueKind)
            .ShouldBe([JsonValueKind.True, JsonValueKind.False, JsonValueKind.Null]);
        root.GetProperty("otherChanges")[0].GetProperty("detail").GetString().ShouldBe("django 4.2.1 → 5.0");
    }

    [Fact]
    public async Task Python_that_is_not_understood_is_named_with_file_and_line()
    {
        _repository.WithMigration("shop", "0001_initial", Order).Tag("1.0.0");
        _repository.With("shop/migrations/0002_odd.py", OddFiles.Text("comprehension")).Tag("1.1.0");

        var verdict = await _repository.RollbackAsync();

        verdict.Verdict.ShouldBe(Verdict.Investigate);
        verdict.Migrations.Single().Operations.Single().Reason.ShouldContain("shop/migrations/0002_odd.py:7");
    }

    [Fact]
    public async Task A_version_that_does_not_exist_is_one_line_with_the_next_step()
    {
        _repository.Tag("1.0.0");

        var unknown = await Should.ThrowAsync<ReleaseException>(() => _repository.RollbackAsync("9.9.9"));
        var option = await Should.ThrowAsync<ReleaseException>(() => _repository.RollbackAsync("--help"));

        unknown.Message.ShouldContain("'9.9.9'");
        unknown.NextStep.ShouldBe("git fetch --tags");
        option.Message.ShouldContain("no name of a version");
    }

    [Fact]
    public async Task A_folder_without_a_repository_is_one_line()
    {
        using var empty = PrivateDirectory.Create();

        var failure = await Should.ThrowAsync<ReleaseException>(() =>
            new MigrationCheck(empty.Path, TimeProvider.System).RollbackAsync(
                "a",
                "b",
                TestContext.Current.CancellationToken
            )
        );

        failure.Message.ShouldContain("not a git repository");
    }

    [Fact]
    public async Task Reading_ends_when_it_is_cancelled()
    {
        _repository.Tag("1.0.0");

        await Should.ThrowAsync<OperationCanceledException>(() =>
            _repository.Check.RollbackAsync("1.0.0", "1.0.0", new CancellationToken(canceled: true))
        );
    }

    private static IEnumerable<string> Names(JsonElement element) =>
        element.EnumerateObject().Select(property => property.Name);
}
