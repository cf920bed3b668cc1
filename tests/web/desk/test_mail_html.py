"""The mail as it looked: nothing runs, nothing loads, only those who may see the complaint see it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.correspondence import incoming, mail_html
from amends.organisation.actor import complainant
from tests.cast import accepted, later

HOSTILE = (
    '<p style="x:expression(alert(1))" onclick="alert(1)">It <b>leaks</b></p><script>alert(1)</script>'
    '<img src=x onerror=alert(1)><svg><animate attributeName="href " to="javascript:alert(1)"/></svg>'
    '<a href="java\tscript:alert(1)">a</a><a href="https://shop.test/">b</a><form action=//evil.test><input></form>'
    '<body title="bgcolor=foo" name="bar style=animation-name:x onanimationstart=alert(1)"><xmp><img src=x onerror=1></xmp>'
    "<iframe src=//evil.test></iframe><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>"
)


def mail(house, html):
    complaint = accepted(house).complaint
    message = incoming.add(
        complaint,
        text="It leaks",
        html=mail_html.sanitise(html),
        by=complainant(None),
        at=later(hours=1),
        channel="mail",
    )
    return f"/desk/complaints/{complaint.number}/mails/{message.pk}"


def test_the_page_is_clean_and_locked_in(house, at_desk):
    answer = at_desk("handler").get(mail(house, HOSTILE))
    page = answer.content.decode().lower()
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none';")
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "SAMEORIGIN")
    body = page.partition("<body>")[2]
    for trace in ("<script", "onerror=", "onclick", "javascript:", "<svg", "<img", "<form", "<iframe", "style="):
        assert trace not in re.sub(r"&lt;[^&]*&gt;", "", body)
    assert '<a href="https://shop.test/" rel="noopener noreferrer nofollow">b</a>' in body
    assert "it <b>leaks</b>" in body


def test_strangers_and_wrong_numbers_find_nothing(house, at_desk, client):
    address = mail(house, "<p>x</p>")
    assert at_desk("stranger").get(address).status_code == 404
    assert client.get(address).status_code == 302
    assert at_desk("handler").get(address[:-1] + ("0" if address[-1] != "0" else "1")).status_code == 404


def test_the_stream_leads_to_it(house, at_desk):
    address = mail(house, "<p>x</p>")
    page = at_desk("handler").get(address.rpartition("/mails/")[0]).content.decode()
    assert address in page


PIECES = ["<p>", "</p>", "<a href='", "'>", "javascript:", "data:text/html,", "<svg", "<math>", "<style>", "</style>",
          "<!--", "-->", "<img src=", "onerror=", "<xmp>", "<noscript>", "<table>", "\x00", "&lt;", "&#106;", "x", " "]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_s_a2_s_a9_whatever_comes_only_harmless_things_are_left_and_cleaning_twice_is_cleaning_once(html):
    clean = mail_html.sanitise(html)
    assert mail_html.sanitise(clean) == clean
    assert set(re.findall(r"<([a-z0-9]+)", clean)) <= mail_html.TAGS
    for scheme in re.findall(r'href="([a-z]+):', clean):
        assert scheme in mail_html.SCHEMES
    assert not re.search(r"<[^>]*\son\w+=", clean)


@pytest.mark.parametrize("nested", [20_000])
def test_s_g4_deep_and_long_html_is_cleaned_in_no_time(nested):
    assert mail_html.sanitise("<div>" * nested + "end" + "</div>" * nested)
    assert "end" in mail_html.sanitise("<a href='http://x.test'>y</a>" * nested + "end")
