"""Identities that the application makes."""

import time

import time_machine

from amends.kernel.ids import new_id


def test_they_sort_as_they_were_made_when_the_clock_stands_still_or_goes_back():
    moment = time.time() + 5
    with time_machine.travel(moment, tick=False):
        made = [new_id() for _ in range(5000)]
    with time_machine.travel(moment - 3600, tick=False):
        made.append(new_id())
    assert made == sorted(made)
    assert len({one.int & (1 << 62) - 1 for one in made}) == len(made)
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
