namespace Pipeline.Rehearsals;

/// <summary>
/// The migrations of the sample that a drill's migration log names, so that the verdict of git and the log agree.
/// </summary>
public static class AuditMigrations
{
    private const string Folder = "audits/migrations";

    /// <summary>Writes what the released version has: the tables.</summary>
    public static async Task WriteReleasedAsync(string checkout, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(checkout, Folder));
        await File.WriteAllTextAsync(Path.Combine(checkout, Folder, "__init__.py"), "", cancellationToken);
        await WriteAsync(
            checkout,
            "0040_audit_and_issue",
            "",
            $"{Model("Audit")}, {Model("Issue")}",
            cancellationToken
        );
    }

    /// <summary>Writes those of the change to be released: older code runs on what they make.</summary>
    public static Task WriteChangeAsync(string checkout, CancellationToken cancellationToken) =>
        WriteChangeAsync(
            checkout,
            "migrations.AddField('audit', 'archived', models.DateTimeField(null=True))",
            cancellationToken
        );

    /// <summary>Writes those of a change that older code cannot run on: it reads a column that they remove.</summary>
    public static Task WriteUnsafeChangeAsync(string checkout, CancellationToken cancellationToken) =>
        WriteChangeAsync(checkout, "migrations.RemoveField('audit', 'notes')", cancellationToken);

    private static async Task WriteChangeAsync(string checkout, string first, CancellationToken cancellationToken)
    {
        const string DueDate = "migrations.AddField('issue', 'due_date', models.DateField(null=True))";
        await WriteAsync(
            checkout,
            "0041_audit_archived",
            "('audits', '0040_audit_and_issue')",
            first,
            cancellationToken
        );
        await WriteAsync(
            checkout,
            "0042_issue_due_date",
            "('audits', '0041_audit_archived')",
            DueDate,
            cancellationToken
        );
    }

    private static string Model(string name) =>
        $"migrations.CreateModel('{name}', [('id', models.AutoField(primary_key=True)), ('notes', models.TextField(blank=True))])";

    private static Task WriteAsync(
        string checkout,
        string name,
        string dependency,
        string operations,
        CancellationToken cancellationToken
    ) =>
        File.WriteAllTextAsync(
            Path.Combine(checkout, Folder, $"{name}.py"),
            $"""
            from django.db import migrations, models


            class Migration(migrations.Migration):
                dependencies = [{dependency}]
                operations = [{operations}]

            """,
            cancellationToken
        );
}
