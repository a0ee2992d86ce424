"""What names a file is found without reading every statement: an index over the statements that name one, which
loses its line with the statement when that is erased."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0003_journal_key"),
    ]

    operations = [
        migrations.RunSQL(
            """
            CREATE INDEX names_a_file ON statement (json_extract(CAST(content AS TEXT), '$.value.file'))
            WHERE instr(content, '"file":') > 0
            """,
            "DROP INDEX names_a_file",
        ),
    ]
