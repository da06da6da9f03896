namespace Pipeline.Tests.Drills;

/// <summary>Migrations of the sample application, to be committed to a staged fleet's checkout.</summary>
internal static class StagedMigration
{
    public const string File = "forms/migrations/0003_reviewer.py";

    /// <summary>A column that old code would leave empty and must not.</summary>
    public const string Unsafe = Begin + "models.TextField(default='')" + End;

    /// <summary>A column that old code need not know.</summary>
    public const string Clear = Begin + "models.TextField(null=True)" + End;

    /// <summary>SQL, of which a person has to judge what it does.</summary>
    public const string Investigate = """
        from django.db import migrations

        class Migration(migrations.Migration):
            dependencies = [("forms", "0002_form_notes")]
            operations = [migrations.RunSQL("SELECT rewrite_forms()", migrations.RunSQL.noop)]

        """;

    private const string Begin = """
        from django.db import migrations, models

        class Migration(migrations.Migration):
            dependencies = [("forms", "0002_form_notes")]
            operations = [migrations.AddField(model_name="form", name="reviewer", field=
        """;

    private const string End = ")]\n";
}
