from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("forms", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="form",
            name="notes",
            field=models.TextField(blank=True, null=True),
        ),
    ]
