"""The journal is counted by day without reading every line: an index over what its lines are counted by. Of a line that
is erased it keeps the day alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0004_named"),
    ]

    operations = [
        migrations.RunSQL(
            """
            CREATE INDEX journal_by_day ON journal (
                substr(time, 1, 10),
                json_extract(
                    CASE WHEN json_valid(CAST(content AS TEXT)) THEN CAST(content AS TEXT) END,
                    '$.kind', '$.content.code', '$.content.what', '$.content.way', '$.content.decision',
                    '$.content.capacity'
                ),
                names
            )
            """,
            "DROP INDEX journal_by_day",
        ),
    ]
