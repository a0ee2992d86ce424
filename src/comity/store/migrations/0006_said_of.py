"""What is said of one property is found without reading every statement: who based which entry on what, what names a
file. The index keeps the property's name and nothing that was said."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0005_journal_by_day"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX said_of ON statement (json_extract(CAST(content AS TEXT), '$.property'), body)",
            "DROP INDEX said_of",
        ),
    ]
