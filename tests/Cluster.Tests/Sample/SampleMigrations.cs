using Releases.Records;

namespace Cluster.Tests.Sample;

/// <summary>What the migration of the next version can be in a test.</summary>
public static class SampleMigrations
{
    /// <summary>The file of the next migration.</summary>
    public const string File = "forms/migrations/0003_change.py";

    /// <summary>The models.</summary>
    public const string Models = "forms/models.py";

    /// <summary>A column of the forms in <see cref="Models"/>.</summary>
    public const string NotesColumn = "    notes = models.TextField(null=True, blank=True)\n";

    /// <summary>The file of the one after it.</summary>
    public const string SecondFile = "forms/migrations/0004_second.py";

    /// <summary>Where the schema stands when the second of two migrations has failed.</summary>
    public static (string Name, StepState State)[] OnlyTheFirst { get; } =
    [("forms.0003_change", StepState.Applied), ("forms.0004_second", StepState.Failed)];

    /// <summary>What <see cref="ThatFails"/> says at last.</summary>
    public const string LastWords =
        "django.db.utils.IntegrityError: column \"notes\" of relation \"forms_form\" contains null values";

    /// <summary>Adds a column that older code can do without.</summary>
    public const string AddsColumn = "migrations.AddField('form', 'code', models.TextField(null=True))";

    /// <summary>A column that code without it cannot fill.</summary>
    public const string AddsFilledColumn = "migrations.AddField('form', 'code', models.TextField(default='none'))";

    /// <summary>A column gets stricter than its rows are.</summary>
    public const string RefusesNulls = "migrations.AlterField('form', 'notes', models.TextField(blank=True))";

    /// <summary>Waits until the test says so.</summary>
    public static string ThatWaits { get; } = Running("waits", "migrations.RunPython.noop");

    /// <summary>Adds a column, then waits until the test says so, with the lock of the table.</summary>
    public static string ThatWaitsAfterwards { get; } =
        Of($"{AddsColumn}, migrations.RunPython(waits, migrations.RunPython.noop)");

    /// <summary>Fails on a row that is there.</summary>
    public static string ThatFails { get; } = Of(RefusesNulls);

    /// <summary>Writes 2,000 numbered lines, with one in the middle that is not UTF-8.</summary>
    public static string ThatTalks { get; } = Running("talks", "migrations.RunPython.noop");

    /// <summary>Adds a column, and takes five seconds to be un-applied.</summary>
    public static string ThatLeavesSlowly { get; } =
        Of($"{AddsColumn}, migrations.RunPython(migrations.RunPython.noop, leaves_slowly)");

    /// <summary>A migration of some operations, in Python.</summary>
    public static string Of(string operations, string after = "0002_form_notes", bool isAtomic = true) =>
        $"""
            import os
            import sys
            import time

            from django.db import migrations, models


            def waits(apps, schema_editor):
                print("\nWaiting to go on")
                while not os.path.exists("/go-on"):
                    time.sleep(0.1)
                print("Going on")


            def talks(apps, schema_editor):
                print()
                for number in range(1, 2001):
                    print(f"line {"{"}number{"}"}.")
                    if number == 1000:
                        sys.stdout.buffer.write(b"caf\xe9 au lait\n")


            def leaves_slowly(apps, schema_editor):
                print("\nLeaving slowly")
                time.sleep(5)


            class Migration(migrations.Migration):
                atomic = {(isAtomic ? "True" : "False")}
                dependencies = [("forms", "{after}")]
                operations = [{operations}]

            """;

    private static string Running(string function, string reverse) =>
        Of($"migrations.RunPython({function}, {reverse})");
}
