"""Queries of the Register are counted, and dispositions found again, without reading the whole journal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0002_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="journalline",
            name="key",
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name="journalline",
            name="names",
            field=models.IntegerField(db_default=0),
        ),
        migrations.AddIndex(
            model_name="journalline",
            index=models.Index(condition=models.Q(("key__isnull", False)), fields=["key", "names"], name="found_again"),
        ),
    ]
