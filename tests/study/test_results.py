"""Counting from Python."""

from sq_coder.domain import Note, Slice
from sq_coder.study import Study
from sq_coder.study.decisions import Choice


def test_a_tally_by_year_is_a_tally_per_year(told: Study) -> None:
    told.decide("Lopen", ["Ann", "Bob"], Choice((Note("vriendschap"),)))
    told.decide("Geld", ["Ann", "Bob"], Choice((Note("overzicht"), Note("minder stress"))))
    years = told.tally(by="year")
    assert [(part.label, part.stories, part.keywords) for part in years] == [("2023", 1, 1), ("2024", 1, 2)]
    assert years == told.slices("year")
    assert [part.label for part in told.tally(by="group", slice=Slice(years=(2024,)))] == ["Atelier", "Budgetcursus"]
    assert told.tally().keywords == 3
