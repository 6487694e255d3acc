"""The screens can be read and worked by everybody: axe finds nothing serious, on a laptop, a beamer and a tablet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Screens, key, turn_to
from playwright.sync_api import Page

from sq_coder.study import Study
from sq_coder.study.decisions import Choice, note

PAGES = (
    "Verhalen",
    "Voorstellen",
    "Controleren",
    "Samen bespreken",
    "Kwadrant",
    "Jaren naast elkaar",
    "Verslag",
    "Kernwoordenlijst",
)


@pytest.fixture
def worked(told: Study) -> Study:
    """A study in which something stands on every page."""
    told.match()
    first, second, _third = told.stories()
    told.decide(first.id, ["Ann", "Bob"], Choice((note("vriendschap"), note("nieuw woord"))))
    told.decide(second.id, ["Ann"], Choice((note("rust"),)))
    told.decide(second.id, ["Bob"], Choice((note("overzicht"),)))
    return told


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{v['impact']} {v['id']}: {v['nodes'][0]['target']}" for v in found if v["impact"] in ("serious", "critical")
    ]


def too_wide(page: Page) -> list[int]:
    """The widths of a beamer, a laptop and a tablet at which the page would scroll sideways."""
    found = []
    for width in (1920, 834, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(400)  # tables measure themselves again
        if page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") > width:
            found.append(width)
    return found


def test_axe_finds_nothing_serious_and_every_page_fits_a_beamer_a_laptop_and_a_tablet(
    screens: Callable[..., Screens], visit: Callable[..., Page], worked: Study
) -> None:
    page = visit(screens(worked).url)
    who = key(page, "frame.researcher").locator("input")
    who.fill("Ann")
    who.press("Enter")
    page.wait_for_function("() => document.cookie.includes('=Ann')")
    wrong = {}
    for title in PAGES:
        turn_to(page, title)
        wrong[title] = (too_wide(page), serious(page))  # colours have faded in by then
    assert wrong == {title: ([], []) for title in PAGES}
