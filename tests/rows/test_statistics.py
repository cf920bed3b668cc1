"""SQLite reads lists along the index that leads to their beginning, once it knows how many rows hold what."""

import pytest
from django.db import connection

from amends.complaints.models import Complaint
from amends.rows import statistics
from tests.cast import accepted, make_house


@pytest.mark.sqlite
@pytest.mark.django_db
def test_a_list_of_a_brand_that_has_everything_is_not_sorted_as_a_whole():
    house = make_house()
    for _ in range(3):
        accepted(house)
    statistics.renew()
    statistics.renew()  # and again an hour later
    rows = Complaint.objects.filter(brand=house.brand, next_due_at__isnull=False).order_by("next_due_at", "id")
    plan = rows[:26].explain()
    assert "_due" in plan
    assert "TEMP B-TREE" not in plan
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'complaints_complaint'")
        assert cursor.fetchone()[0]


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_is_left_to_itself(django_assert_num_queries):
    with django_assert_num_queries(0):
        statistics.renew()
