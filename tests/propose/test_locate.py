"""A quote is kept when it stands in the story: exactly, or aligned to an exact passage."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder.domain import sha256
from sq_coder.propose import locate

TEXT = "Anna kwam binnen. “Ik voel me hier thuis,” zei ze.\nDaarna  dronk ze koffie met Bé en ging ’s avonds weg."


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("Ik voel me hier thuis", "Ik voel me hier thuis"),
        ('"Ik voel me hier thuis"', "Ik voel me hier thuis"),
        ("ik voel me hier thuis", "Ik voel me hier thuis"),
        ("Daarna dronk ze koffie met Bé", "Daarna  dronk ze koffie met Bé"),
        ("en ging 's avonds weg", "en ging ’s avonds weg"),
        ("Bé", "Bé"),
    ],
)
def test_a_quote_is_found_where_it_stands(quote, passage):
    start = TEXT.index(passage)
    found = locate(quote, TEXT)
    assert (found.start, found.end, found.text, found.text_sha256) == (
        start,
        start + len(passage),
        passage,
        sha256(TEXT),
    )


@pytest.mark.parametrize("quote", ["", "   ", '""', "Ik ben hier nooit welkom geweest", "Ba", "Anna ging naar huis"])
def test_an_invented_quote_is_not_evidence(quote):
    assert locate(quote, TEXT) is None


@settings(deadline=None)
@given(st.text(min_size=1), st.text(max_size=40))
def test_what_is_found_cuts_exactly_its_text(text, quote):
    for wanted in (quote, text[1:20]):
        found = locate(wanted, text)
        if found is not None:
            assert text[found.start : found.end] == found.text
