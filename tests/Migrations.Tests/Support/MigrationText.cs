namespace Migrations.Tests.Support;

/// <summary>Writes migrations as makemigrations does.</summary>
internal static class MigrationText
{
    private const string Imports = """
        import django.contrib.postgres.constraints
        import django.contrib.postgres.operations
        import django.contrib.postgres.fields
        import django.contrib.postgres.indexes
        import django.core.files.storage
        import django.core.serializers.json
        import django.db.models.deletion
        import django.db.models.manager
        import django_add_default_value
        import django_migration_linter
        from django.conf import settings
        from django.db import migrations, models

        import shop.fields
        import shop.operations
        import modelcluster.fields
        import taggit.managers
        """;

    /// <summary>What the function does that migrations run.</summary>
    public const string Body = "apps.get_model('shop', 'Order').objects.update(number=1)";

    public static string Of(string operations, string dependencies = "", string more = "") =>
        $$"""
            {{Imports}}


            def forwards(apps, schema_editor):
                {{Body}}


            def nothing(apps, schema_editor):
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
