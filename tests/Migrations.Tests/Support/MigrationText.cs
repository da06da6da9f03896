namespace Migrations.Tests.Support;

/// <summary>Writes migrations as makemigrations does.</summary>
internal static class MigrationText
{
    private const string Imports = """
        import django.contrib.postgres.constraints
        import django.contrib.postgres.operations
        import django.db.models.deletion
        from django.conf import settings
        from django.db import migrations, models

        import shop.fields
        """;

    public static string Of(string operations, string dependencies = "", string more = "") =>
        $$"""
            {{Imports}}


            def forwards(apps, schema_editor):
                pass


            class Migration(migrations.Migration):
                dependencies = [{{dependencies}}]
                {{more}}
                operations = [
                    {{operations}}
                ]
            """;

    public static string After(string name, string operations, string app = "shop") =>
        Of(operations, $"(\"{app}\", \"{name}\")");
}
