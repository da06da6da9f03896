using System.Diagnostics;
using System.Globalization;
using System.Text;
using Migrations;
using Migrations.Review;

namespace Benchmarks;

/// <summary>Five thousand migrations between two versions, judged within this process.</summary>
internal static class LargeHistory
{
    private const int Apps = 50;
    private const int MigrationsOfApp = 101;

    public static async Task MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("history-");
        try
        {
            Git(folder.FullName, [], "init", "--quiet");
            Git(folder.FullName, History(), "fast-import", "--quiet");
            Console.WriteLine();
            Console.WriteLine("Judging the migrations between two versions; own: processor time of this process");
            // The first run compiles what it runs.
            foreach (var run in (string[])["cold", "warm"])
                await MeasureAsync(folder.FullName, run);
            foreach (var (from, run) in ((string, string)[])[("almost", "cold"), ("almost", "warm"), ("older", "warm")])
                await ReviewAsync(folder.FullName, from, run);
        }
        finally
        {
            foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
                file.Attributes = FileAttributes.Normal;
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, string run)
    {
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var verdict = await new MigrationCheck(folder, TimeProvider.System).RollbackAsync(
            "newer",
            "older",
            CancellationToken.None
        );
        var own = Environment.CpuUsage.TotalTime - before;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(
            $"  {verdict.Migrations.Count} migrations, {run}   {watch.Elapsed.TotalSeconds, 6:0.00} s   own {own.TotalSeconds, 6:0.00} s   {process.PeakWorkingSet64 >> 20} MB"
        );
    }

    private static async Task ReviewAsync(string folder, string from, string run)
    {
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var review = await new MigrationReviewer(folder, TimeProvider.System).ReviewAsync(
            new(new(from, from), new("newer", "newer")),
            CancellationToken.None
        );
        var own = Environment.CpuUsage.TotalTime - before;
        Console.WriteLine(
            $"  review of {review.Migrations.Count} that a branch adds, {run}   {watch.Elapsed.TotalSeconds, 6:0.00} s   own {own.TotalSeconds, 6:0.00} s"
        );
    }

    // One commit with the first migration of each app, one with all but five, and one with all.
    private static byte[] History()
    {
        var stream = new StringBuilder();
        (string, int, int)[] branches =
        [
            ("older", 1, 0),
            ("almost", MigrationsOfApp, 5),
            ("newer", MigrationsOfApp, 0),
        ];
        foreach (var (branch, most, shorter) in branches)
        {
            stream.Append(Invariant($"commit refs/heads/{branch}\ncommitter A <a@b> 0 +0000\ndata 0\n"));
            for (var app = 0; app < Apps; app++)
            {
                var count = app < shorter ? most - 1 : most;
                for (var number = 1; number <= count; number++)
                {
                    var text = Text($"app{app}", number);
                    var path = $"apps/app{app}/migrations/{number:0000}_step.py";
                    stream.Append(Invariant($"M 100644 inline {path}\ndata {text.Length}\n{text}\n"));
                }
            }
        }
        return Encoding.ASCII.GetBytes(stream.ToString());
    }

    private static string Text(string app, int number) =>
        $$"""
            import django.db.models.deletion
            from django.db import migrations, models


            def forwards(apps, schema_editor):
                apps.get_model("{{app}}", "Order").objects.filter(x="").update(x="a")


            class Migration(migrations.Migration):
                dependencies = [{{(number == 1 ? "" : $"(\"{app}\", \"{number - 1:0000}_step\")")}}]

                operations = [
            {{(
                number == 1
                    ? First
                    : Later.Replace("APP", app, StringComparison.Ordinal).Replace(
                        "NUMBER",
                        Invariant($"{number}"),
                        StringComparison.Ordinal
                    )
            )}}
                ]
            """;

    private const string First = """
                migrations.CreateModel(
                    name="Order",
                    fields=[("x", models.CharField(max_length=10))],
                ),
        """;

    private const string Later = """
                migrations.AddField(
                    model_name="order",
                    name="field_NUMBER",
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="APP.order", verbose_name="field NUMBER"),
                ),
                migrations.AlterField(
                    model_name="order",
                    name="x",
                    field=models.CharField(choices=[("a", "Label a"), ("b", "Label b"), ("c", "Label c")], help_text="A text of some length that people read below the field.", max_length=1NUMBER),
                ),
                migrations.CreateModel(
                    name="LineNUMBER",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("created", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("title", models.CharField(max_length=120, verbose_name="title of the line")),
                        ("order", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="APP.order")),
                    ],
                    options={"ordering": ["title"], "verbose_name": "line", "verbose_name_plural": "lines"},
                ),
                migrations.RunPython(forwards, migrations.RunPython.noop),
        """;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Git(string folder, byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"git {string.Join(' ', arguments)} ended with exit code {process.ExitCode}"
            );
    }
}
