namespace Pipeline.Tests.Rollbacks;

/// <summary>Migrations to add to the sample application, which has <c>Form</c> with <c>notes</c>.</summary>
internal static class SampleMigrations
{
    /// <summary>A column that may be empty: no obstacle.</summary>
    public static readonly (string File, string Text) Clear = Of(
        "0003_form_owner",
        "0002_form_notes",
        "migrations.AddField('form', 'owner', models.TextField(null=True))"
    );

    /// <summary>A column that must be filled, which older code does not do.</summary>
    public static readonly (string File, string Text) Unsafe = Of(
        "0004_form_code",
        "0003_form_owner",
        "migrations.AddField('form', 'code', models.TextField(default=''))"
    );

    /// <summary>SQL that nobody can judge, with the way back.</summary>
    public static readonly (string File, string Text) Unknown = Of(
        "0004_fill",
        "0003_form_owner",
        "migrations.RunSQL('UPDATE forms_form SET owner = 1', 'UPDATE forms_form SET owner = NULL')"
    );

    /// <summary>SQL that nobody can judge, without the way back.</summary>
    public static readonly (string File, string Text) Irreversible = Of(
        "0004_fill",
        "0003_form_owner",
        "migrations.RunSQL('UPDATE forms_form SET owner = 1')"
    );

    /// <summary>A migration of the sample's app.</summary>
    public static (string File, string Text) Of(string name, string after, string operation, string app = "forms") =>
        (
            $"{app}/migrations/{name}.py",
            $"""
            from django.db import migrations, models


            class Migration(migrations.Migration):
                dependencies = [{(after.Length == 0 ? "" : $"('forms', '{after}')")}]
                operations = [{operation}]

            """
        );
}
