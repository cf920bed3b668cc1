"""Open complaints of a brand by date: SQLite takes an index of the brand for them while it knows little of its rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0003_indexes_for_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                fields=["brand", "next_due_at", "id"],
                name="complaint_by_brand_due",
                condition=models.Q(next_due_at__isnull=False),
            ),
        ),
    ]
