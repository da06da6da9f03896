using System.Globalization;
using System.Text;

namespace Benchmarks.Staging;

/// <summary>A repository of Django apps with a hundred migrations each, of which a branch adds five.</summary>
internal sealed class StagedHistory : IDisposable
{
    /// <summary>The commit that the five are added to.</summary>
    public const string Before = "almost";

    private const int OfApp = 100;
    private const int New = 5;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("benchmark-");

    /// <param name="migrations">How many there are before the branch; a multiple of a hundred.</param>
    public StagedHistory(int migrations)
    {
        GitCommand.In(Folder, [], "init", "--quiet", "--initial-branch=master");
        GitCommand.In(Folder, Commits(migrations / OfApp), "fast-import", "--quiet");
        GitCommand.In(Folder, [], "reset", "--quiet", "--hard");
    }

    public string Folder => _folder.FullName;

    public void Dispose() => Folders.Delete(_folder);

    private static byte[] Commits(int apps)
    {
        var stream = new StringBuilder();
        Commit(Before, "");
        for (var app = 0; app < apps; app++)
        for (var number = 1; number <= OfApp; number++)
            Add(app, number);
        Commit("master", $"from refs/heads/{Before}\n");
        for (var number = 1; number <= New; number++)
            Add(number % apps, OfApp + 1 + (number - 1) / apps);
        return Encoding.ASCII.GetBytes(stream.ToString());

        void Commit(string branch, string from) =>
            stream.Append(Invariant($"commit refs/heads/{branch}\ncommitter A <a@b> 0 +0000\ndata 0\n{from}"));

        void Add(int app, int number)
        {
            var text = Text($"app{app}", number);
            stream.Append(
                Invariant(
                    $"M 100644 inline apps/app{app}/migrations/{number:0000}_step.py\ndata {text.Length}\n{text}\n"
                )
            );
        }
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
}
