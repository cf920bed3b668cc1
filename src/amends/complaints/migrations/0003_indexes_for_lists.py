"""Indexes for lists: open complaints by date, those written on again, what somebody has or had a duty on."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0002_checkpoint_heads_and_leases"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="complaint", name="complaint_by_next_due"),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                fields=["next_due_at", "id"],
                name="complaint_next_due_first",
                condition=models.Q(next_due_at__isnull=False),
            ),
        ),
        migrations.RemoveIndex(model_name="complaint", name="complaint_by_customer_wrote_at"),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                fields=["customer_wrote_at"],
                name="complaint_written_on_again",
                condition=models.Q(customer_wrote_at__gt=models.F("received_at")),
            ),
        ),
        migrations.RemoveIndex(model_name="participation", name="duties_of_staff"),
        migrations.AddIndex(
            model_name="participation", index=models.Index(fields=["staff", "duty"], name="duties_of_somebody")
        ),
        migrations.AlterField(
            model_name="participation",
            name="staff",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="participations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
