using Releases.Jobs;
using Releases.Records;

namespace Releases.Tests.Jobs;

/// <summary>What Django 3.2 to 6.1 were measured to write.</summary>
public sealed class MigrateLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_migration_is_applied_when_Django_says_OK()
    {
        var log = MigrateLog.Of([
            "Operations to perform:",
            "  Apply all migrations: contenttypes, forms",
            "Running migrations:",
            "  Applying forms.0002_a... OK",
            "  Applying forms.0003_b...",
        ]);

        log.Done.ShouldBe(["forms.0002_a"]);
        log.UnderWay.ShouldBe("forms.0003_b");
    }

    [Fact]
    public void What_a_migration_prints_stands_between_its_name_and_its_end()
    {
        var log = MigrateLog.Of(["  Applying forms.0002_a...hello from migration", "all OK", " OK"]);

        log.Done.ShouldBe(["forms.0002_a"]);
    }

    [Fact]
    public void What_a_migration_prints_is_not_taken_for_its_end()
    {
        var log = MigrateLog.Of(["  Applying forms.0002_a...rows are OK", "the rest is OK", "OK"]);

        log.Done.ShouldBeEmpty();
        log.UnderWay.ShouldBe("forms.0002_a");
    }

    [Fact]
    public void The_next_one_proves_the_former_whose_end_was_not_flushed() =>
        MigrateLog.Of(["  Applying forms.0002_a...", "  Applying forms.0003_b..."]).Done.ShouldBe(["forms.0002_a"]);

    [Fact]
    public void The_times_of_verbosity_2_count_and_its_other_lines_do_not()
    {
        var log = MigrateLog.Of([
            "Running pre-migrate handlers for application auth",
            "Running migrations:",
            "  Applying forms.0002_a... OK (1.003s)",
            "  Applying forms.0003_b...",
            " OK (12.5s)",
            "Running post-migrate handlers for application auth",
        ]);

        log.Steps.ShouldBe([
            new SchemaStep("forms.0002_a", StepState.Applied, 1.003),
            new SchemaStep("forms.0003_b", StepState.Applied, 12.5),
        ]);
    }

    [Fact]
    public void Without_them_a_migration_has_taken_the_time_since_the_former()
    {
        var log = new MigrateLog();
        log.Read("Running migrations:", Start);
        log.Read("  Applying forms.0002_a... OK", Start.AddSeconds(2));
        log.Read("  Applying forms.0003_b...", Start.AddSeconds(2));
        log.Read(" OK", Start.AddSeconds(42));

        log.Steps.Select(step => step.Seconds).ShouldBe([2, 40]);
    }

    [Fact]
    public void Colours_are_no_letters() =>
        MigrateLog.Of(["  Applying forms.0002_a...\u001b[32;1m OK\u001b[0m"]).Done.ShouldBe(["forms.0002_a"]);

    [Fact]
    public void What_is_faked_is_applied() =>
        MigrateLog
            .Of(["  Applying forms.0002_a... FAKED"])
            .Steps.ShouldBe([new SchemaStep("forms.0002_a", StepState.Applied)]);

    [Fact]
    public void What_is_taken_back_is_not()
    {
        var log = MigrateLog.Of([
            "  Target specific migration: 0001_initial, from forms",
            "  Rendering model states... DONE",
            "  Unapplying forms.0003_b... OK",
        ]);

        log.Steps.ShouldHaveSingleItem().State.ShouldBe(StepState.Unapplied);
    }

    [Theory]
    [InlineData("  Applying forms.0003_b...Traceback (most recent call last):")]
    [InlineData("  Applying forms.0003_b...")]
    public void A_traceback_is_no_end(string line)
    {
        var log = MigrateLog.Of(["Traceback (most recent call last):", "django.db.utils.DataError", line]);

        log.UnderWay.ShouldBe("forms.0003_b");
    }

    [Theory]
    [InlineData("Applying the patch... OK")]
    [InlineData("INFO Applying forms.0002_a... OK")]
    [InlineData("GET /Applying forms.0001...")]
    public void What_is_not_of_Django_says_nothing(string line) => MigrateLog.Of([line]).Steps.ShouldBeEmpty();
}
