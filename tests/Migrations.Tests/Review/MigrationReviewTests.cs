using System.Text.Json;
using Migrations.Review;
using Migrations.Tests.Support;

namespace Migrations.Tests.Review;

/// <summary>A branch of a real repository, reviewed before it is merged.</summary>
public sealed class MigrationReviewTests : IDisposable
{
    private const string Order =
        "migrations.CreateModel('Order', [('id', models.BigAutoField(primary_key=True)), ('x', models.CharField(max_length=10, null=True)), ('n', models.IntegerField(null=True))])";
    private const string Filled = "migrations.AddField('order', 'y', models.IntegerField(default=0))";
    private const string Index = "migrations.AddIndex('order', models.Index(fields=['n'], name='order_n'))";
    private const string Drop = "migrations.RemoveField('order', 'x')";

    private readonly MigrationRepository _repository = new();
    private readonly Dictionary<string, string> _levels = [];

    public MigrationReviewTests() => _repository.WithMigration("shop", "0001_initial", Order).Tag("1.0.0");

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task It_says_why_old_code_fails_and_in_which_line()
    {
        Branch("0002_y", Filled);

        var finding = (await ReviewAsync()).Findings.Single(each => each.Rule == "breaks-old-code");

        finding.Message.ShouldContain("Django drops the default from the column after filling it");
        finding.Message.ShouldContain("1.0.0");
        (finding.Level, finding.Migration, finding.Path).ShouldBe(
            (ReviewLevel.Error, "shop.0002_y", "shop/migrations/0002_y.py")
        );
        File.ReadLines(Path.Combine(_repository.Folder, finding.Path))
            .ElementAt(finding.Line - 1)
            .ShouldContain("AddField");
    }

    [Fact]
    public async Task A_column_whose_use_went_in_an_earlier_release_may_go_now()
    {
        _repository
            .WithMigration(
                "shop",
                "0002_state",
                $"migrations.SeparateDatabaseAndState(state_operations=[{Drop}])",
                "0001_initial"
            )
            .Tag("1.1.0");
        _repository.Branch("feature", "1.1.0");
        _repository
            .WithMigration(
                "shop",
                "0003_drop",
                "migrations.RunSQL('ALTER TABLE shop_order DROP COLUMN x')",
                "0002_state"
            )
            .Tag("head");

        (await ReviewAsync("1.1.0")).Findings.ShouldNotContain(each => each.Rule == "breaks-old-code");

        var live = await ReviewAsync("1.1.0", "1.0.0");
        var finding = live.Findings.Single(each => each.Rule == "breaks-old-code");
        finding.Against.ShouldBe(["1.0.0"]);
    }

    [Fact]
    public async Task Locks_and_compatibility_are_rules_of_their_own_with_levels_of_their_own()
    {
        Branch("0002_index", Index);

        var usual = (await ReviewAsync()).Findings.Single(each => each.Rule == "locks-writes");
        usual.Level.ShouldBe(ReviewLevel.Warning);
        usual.Message.ShouldContain("writes of shop_order for as long as shop_order is large");
        usual.Message.ShouldContain("AddIndexConcurrently");

        _levels["locks-writes"] = "error";
        (await ReviewAsync()).Worst.ShouldBe(ReviewLevel.Error);
        _levels["locks-writes"] = "off";
        (await ReviewAsync()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_said_of_locks_on_another_database()
    {
        Branch("0002_index", Index);

        var review = await ReviewAsync(database: "mysql");

        review.OtherDatabase.ShouldBe("mysql");
        review.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("mysql", true)]
    [InlineData(null, false)]
    public async Task A_condition_on_the_kind_of_database_is_decided_for_PostgreSQL_alone(string? database, bool isSaid)
    {
        _repository.Branch("feature", "1.0.0");
        _repository
            .With(
                "shop/migrations/0002_drop.py",
                $"""
                from django.db import connection, migrations
                operations = []
                if connection.vendor == "mysql":
                    operations = [{Drop}]
                class Migration(migrations.Migration):
                    dependencies = [("shop", "0001_initial")]
                    operations = operations
                """
            )
            .Tag("head");

        // What one kind of database keeps is not taken for the other.
        foreach (var each in (string?[])[database, null, "mysql", database])
            _ = await ReviewAsync(database: each);

        (await ReviewAsync(database: database))
            .Findings.Any(each => each.Rule is "may-break-old-code" or "breaks-old-code")
            .ShouldBe(isSaid);
    }

    [Fact]
    public async Task A_table_that_the_branch_makes_is_nobodys_business()
    {
        Branch(
            "0002_new",
            "migrations.CreateModel('Tag', [('id', models.BigAutoField(primary_key=True))]), migrations.AddField('tag', 'y', models.IntegerField(default=0, db_index=True))"
        );

        (await ReviewAsync()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_comment_accepts_one_finding_of_the_operation_that_it_stands_at()
    {
        Branch(
            "0002_y",
            $"""
            {Index},
                    # release: accept nobody adds orders at night
                    {Filled},
                    {Drop},  # release: accept breaks-old-code: 1.0.0 is gone by then
            """
        );

        var findings = (await ReviewAsync()).Findings;

        findings
            .Where(each => each.Accepted is not null)
            .Select(each => (each.Rule, each.Operation, each.Accepted))
            .ShouldBe([
                ("breaks-old-code", "AddField Order.y", "nobody adds orders at night"),
                ("breaks-old-code", "RemoveField Order.x", "breaks-old-code: 1.0.0 is gone by then"),
            ]);
        findings.Single(each => each.Rule == "locks-writes").Accepted.ShouldBeNull();
        findings.ShouldContain(each => each.Rule == "locks-briefly" && each.Accepted == null);
    }

    [Fact]
    public async Task A_lock_whose_time_is_not_known_is_no_brief_one()
    {
        Branch("0002_sql", "migrations.RunSQL('ALTER TABLE shop_order ADD COLUMN z int; LOAD x', '')");

        var rules = (await ReviewAsync()).Findings.Select(each => each.Rule).ToArray();

        rules.ShouldNotContain("locks-briefly");
        rules.ShouldContain("locks-unknown");
    }

    [Fact]
    public async Task A_comment_that_accepts_nothing_is_told()
    {
        Branch("0002_z", "migrations.AlterModelOptions('order', {}),  # release: accept no reason at all");

        (await ReviewAsync()).Findings.ShouldHaveSingleItem().Rule.ShouldBe("unused-acceptance");
    }

    [Fact]
    public async Task A_text_that_looks_like_a_comment_accepts_nothing()
    {
        Branch(
            "0002_y",
            Filled.Replace("default=0", "default=0, help_text='# release: accept this'", StringComparison.Ordinal)
        );

        (await ReviewAsync()).Worst.ShouldBe(ReviewLevel.Error);
    }

    [Fact]
    public async Task Rows_and_schema_in_one_step_are_told()
    {
        Branch("0002_mixed", $"{Index}, migrations.RunPython(forwards, migrations.RunPython.noop)");

        var finding = (await ReviewAsync()).Findings.Single(each => each.Rule == "data-with-schema");

        finding.Operation.ShouldBe("RunPython forwards");
        finding.Message.ShouldContain("AddIndex Order.order_n");
    }

    [Fact]
    public async Task An_index_cannot_be_built_concurrently_in_a_transaction()
    {
        const string Concurrent =
            "django.contrib.postgres.operations.AddIndexConcurrently('order', models.Index(fields=['n'], name='order_n'))";
        Branch("0002_index", Concurrent);
        (await ReviewAsync()).Findings.ShouldContain(each => each.Rule == "concurrent-in-transaction");

        _repository
            .With(
                "shop/migrations/0002_index.py",
                MigrationText.Of(Concurrent, "('shop', '0001_initial')", "atomic = False")
            )
            .Tag("again");
        (await ReviewAsync(head: "again")).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("'CREATE INDEX CONCURRENTLY i ON shop_order (n)'", true, true)]
    [InlineData("'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON shop_order (n)'", true, true)]
    [InlineData("'DROP INDEX CONCURRENTLY i'", true, true)]
    [InlineData("'REINDEX TABLE CONCURRENTLY shop_order'", true, true)]
    [InlineData("'REINDEX (VERBOSE) INDEX CONCURRENTLY i'", true, true)]
    [InlineData("'VACUUM ANALYZE shop_order'", true, true)]
    [InlineData("['SET lock_timeout = 5000', 'CREATE INDEX CONCURRENTLY i ON shop_order (n)']", true, true)]
    [InlineData("'SET lock_timeout = 5000; CREATE INDEX CONCURRENTLY i ON shop_order (n);'", true, false)]
    [InlineData("'CREATE INDEX CONCURRENTLY i ON shop_order (n); -- built while all goes on\\n'", true, true)]
    [InlineData("'CREATE INDEX i ON shop_order (n)'", false, true)]
    [InlineData("'CREATE INDEX concurrently_i ON shop_order (n)'", false, true)]
    [InlineData("'REFRESH MATERIALIZED VIEW CONCURRENTLY v'", false, true)]
    [InlineData("'REINDEX TABLE shop_order'", false, true)]
    [InlineData("'ANALYZE shop_order'", false, true)]
    public async Task Sql_that_no_transaction_takes_is_told_in_one(string sql, bool isRefused, bool runsOutside)
    {
        var operation = $"migrations.RunSQL({sql}, migrations.RunSQL.noop)";
        Branch("0002_sql", operation);
        var inside = (await ReviewAsync()).Findings;

        inside.Any(each => each.Rule == "concurrent-in-transaction").ShouldBe(isRefused);

        _repository
            .With(
                "shop/migrations/0002_sql.py",
                MigrationText.Of(operation, "('shop', '0001_initial')", "atomic = False")
            )
            .Tag("again");
        var outside = (await ReviewAsync(head: "again")).Findings;
        outside.Any(each => each.Rule == "concurrent-in-transaction").ShouldBe(!runsOutside);
        outside
            .Where(each => each.Rule == "concurrent-in-transaction")
            .ShouldAllBe(each => each.Message.Contains("one statement in each string", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_last_migrations_are_told_when_the_other_one_is_already_on_the_main_branch()
    {
        Branch("0002_mine", "migrations.AlterModelOptions('order', {})");
        _repository.Branch("later", "1.0.0");
        _repository
            .WithMigration("shop", "0002_theirs", "migrations.AlterModelOptions('order', {})", "0001_initial")
            .Tag("tip");

        (await ReviewAsync()).Findings.ShouldBeEmpty();

        var finding = (await ReviewAsync(main: "tip")).Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Migration).ShouldBe(("two-leaves", "shop.0002_mine"));
        finding.Message.ShouldContain("0002_theirs of tip");
    }

    [Fact]
    public async Task A_migration_that_others_have_applied_is_not_to_be_edited_or_removed()
    {
        _repository.WithMigration("shop", "0002_y", Filled, "0001_initial").Tag("1.1.0");
        _repository.Branch("feature", "1.1.0");
        _repository.WithMigration("shop", "0001_initial", Order.Replace("10", "20", StringComparison.Ordinal));
        _repository.With("shop/migrations/0002_y.py", null).Tag("head");

        (await ReviewAsync("1.1.0"))
            .Findings.Select(each => (each.Rule, each.Migration))
            .ShouldBe([("edited-migration", "shop.0001_initial"), ("removed-migration", "shop.0002_y")]);
    }

    [Fact]
    public async Task A_migration_that_others_have_applied_is_not_to_wait_for_a_new_one()
    {
        _repository.WithMigration("shop", "0002_b", Index, "0001_initial").Tag("1.1.0");
        _repository.Branch("feature", "1.1.0");
        _repository.WithMigration("shop", "0002_a", "migrations.AlterModelOptions('order', {})", "0001_initial");
        _repository.WithMigration("shop", "0002_b", Index, "0002_a").Tag("head");

        var finding = (await ReviewAsync("1.1.0")).Findings.ShouldHaveSingleItem();

        (finding.Rule, finding.Level, finding.Migration).ShouldBe(
            ("edited-migration", ReviewLevel.Error, "shop.0002_b")
        );
        finding.Message.ShouldContain("shop.0002_a");
        finding.Message.ShouldContain("1.1.0");
        finding.Message.ShouldContain("makemigrations --merge");
        finding.Message.ShouldNotContain("has other operations");
    }

    [Fact]
    public async Task What_is_live_and_newer_than_the_branch_is_not_taken_for_removed()
    {
        Branch("0002_mine", "migrations.AlterModelOptions('order', {})");
        _repository.Branch("later", "1.0.0");
        _repository.WithMigration("shop", "0002_y", Filled, "0001_initial").Tag("1.1.0");

        (await ReviewAsync(live: "1.1.0")).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_sorts_before_what_it_runs_after_is_told()
    {
        Branch("0000_first", "migrations.AlterModelOptions('order', {})");

        (await ReviewAsync()).Findings.ShouldHaveSingleItem().Rule.ShouldBe("name-order");
    }

    [Fact]
    public async Task What_cannot_be_un_applied_is_told()
    {
        Branch("0002_code", "migrations.RunPython(nothing)");

        (await ReviewAsync()).Findings.ShouldContain(each => each.Rule == "irreversible");
    }

    [Fact]
    public async Task The_code_quality_report_has_what_GitLab_asks_for()
    {
        Branch("0002_y", $"{Filled}, {Index}, {Drop},  # release: accept we know");

        var review = await ReviewAsync();
        using var json = JsonDocument.Parse(ReviewFormat.WriteCodeQuality(review));

        var issues = json.RootElement.EnumerateArray().ToList();
        issues.Count.ShouldBe(review.Findings.Count(finding => finding.Accepted is null));
        issues.Select(issue => issue.GetProperty("fingerprint").GetString()).ShouldBeUnique();
        foreach (var issue in issues)
        {
            issue.GetProperty("description").GetString().ShouldNotBeNullOrEmpty();
            ReviewRules.Names.ShouldContain(issue.GetProperty("check_name").GetString());
            string[] severities = ["info", "minor", "major", "critical", "blocker"];
            severities.ShouldContain(issue.GetProperty("severity").GetString());
            issue.GetProperty("location").GetProperty("path").GetString().ShouldBe("shop/migrations/0002_y.py");
            issue.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32().ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task GitLab_knows_a_finding_again_when_lines_above_it_change()
    {
        Branch("0002_y", Filled);
        var before = (await ReviewAsync()).Findings[0];
        var file = Path.Combine(_repository.Folder, before.Path);
        File.WriteAllText(file, "# a line more\n" + File.ReadAllText(file));
        _repository.Tag("again");

        var after = (await ReviewAsync(head: "again")).Findings[0];

        after.Line.ShouldBe(before.Line + 1);
        after.Fingerprint(0).ShouldBe(before.Fingerprint(0));
    }

    // The live version has a part of what the squash replaces, and the branch began where nothing of it was.
    [Fact]
    public async Task A_squash_that_a_live_version_has_in_part_is_found()
    {
        const string Bill = "migrations.CreateModel('Bill', [('id', models.BigAutoField(primary_key=True))])";
        _repository.WithMigration("bill", "0001_initial", Bill).Tag("1.1.0");
        _repository.Branch("feature", "1.0.0");
        _repository
            .With(
                "bill/migrations/0001_squashed.py",
                MigrationText.Of(Bill, more: "replaces = [('bill', '0001_initial'), ('bill', '0002_x')]")
            )
            .Tag("head");

        var findings = (await ReviewAsync(live: "1.1.0")).Findings;

        var finding = findings.Single(each => each.Rule == "may-break-old-code");
        finding.Message.ShouldContain("The squash replaces bill.0001_initial");
        finding.Message.ShouldEndWith("That is so for the code of 1.1.0.");
    }

    private void Branch(string name, string operations)
    {
        _repository.Branch("feature", "1.0.0");
        _repository.WithMigration("shop", name, operations, "0001_initial").Tag("head");
    }

    private Task<MigrationReview> ReviewAsync(
        string from = "1.0.0",
        string? live = null,
        string? main = null,
        string head = "head",
        string? database = null
    ) =>
        new MigrationReviewer(_repository.Folder, TimeProvider.System).ReviewAsync(
            new(new(from, from), new(head, head))
            {
                Main = main is null ? null : new(main, main),
                Live = live is null ? [] : [new(live, live)],
                OtherDatabase = database,
                Levels = _levels,
            },
            TestContext.Current.CancellationToken
        );
}
