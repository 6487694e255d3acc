"""Takes the pictures of docs/screens.md: every page of the screens, on the demonstration, in a real Chromium.

    python docs/screens.py              all pictures, 1280 wide, into docs/images/schermen/
    python docs/screens.py OUT [WIDTH]  into another folder, or as wide as a beamer (1920) or a tablet (820)

Run by hand after the screens changed: fonts differ between computers, so no test compares the pictures.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sq_coder.study import open_study  # noqa: E402
from sq_coder.study.demo import demo  # noqa: E402
from tests.browsing import Screens, key, wait_idle, watch  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

OUT = ROOT / "docs" / "images" / "schermen"
REPORT = ROOT / "tests" / "readers" / "cases" / "verzonnen-rapport.md"
RESEARCHER = "Hanna Voorbeeld"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
COLOURS = 128
"""In a picture: enough for these pages, and a quarter of the bytes."""


class Camera:
    """A page of a browser, and the folder where its pictures go."""

    def __init__(self, page: Page, out: Path) -> None:
        self.page, self.out = page, out

    def open(self, address: str) -> None:
        """Open an address and wait until it is drawn whole."""
        self.page.goto(address)
        wait_idle(self.page)

    def take(self, name: str) -> None:
        """A picture of what stands on the screen now."""
        wait_idle(self.page)
        self.page.mouse.move(self.page.viewport_size["width"] - 5, 5)
        self.page.wait_for_timeout(800)  # fonts, figures and the end of animations
        picture = Image.open(BytesIO(self.page.screenshot())).convert("RGB").quantize(COLOURS)
        picture.save(self.out / f"{name}.png", optimize=True)


def beginning(camera: Camera, url: str) -> None:
    """The first page, without a study."""
    camera.open(url)
    camera.page.get_by_placeholder("mijn-onderzoek").evaluate(
        "field => field.placeholder = '~/Documenten/mijn-onderzoek'"
    )
    camera.take("begin")


def working(camera: Camera, url: str, story: str) -> None:
    """Every page of the demonstration, as a researcher meets them; `story` is one that is not settled."""
    page = camera.page
    camera.open(url)
    who = key(page, "frame.researcher").locator("input")
    who.fill(RESEARCHER)
    who.press("Enter")
    page.wait_for_function("() => document.cookie.includes('Hanna')")
    camera.take("verhalen")
    key(page, "stories.view").get_by_text("Inbrengen").click()
    wait_idle(page)
    page.locator("input[type=file]").set_input_files(REPORT)
    key(page, "stories.read").get_by_role("button").click()
    page.get_by_role("heading", name="Dit zouden de verhalen worden").wait_for()
    camera.take("inbrengen")
    for name, address in {
        "voorstellen": "voorstellen",
        "controleren": f"controleren?verhaal={story}",
        "samen-bespreken": "samen-bespreken",
        "kwadrant": "kwadrant",
    }.items():
        camera.open(f"{url}/{address}")
        camera.take(name)
    _notes(camera)
    for name in ("jaren", "verslag", "kernwoordenlijst"):
        camera.open(f"{url}/{name}")
        camera.take(name)


def _notes(camera: Camera) -> None:
    """What stands behind a note of the quadrant."""
    page = camera.page
    key(page, "quadrant.notes.empowerment").get_by_text(re.compile("^creativiteit")).click()
    key(page, "quadrant.behind").scroll_into_view_if_needed()
    camera.take("kwadrant-notitie")


def shoot(out: Path, *, width: int) -> None:
    """Make the demonstration and take every picture."""
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        empty, study = Path(place) / "onderzoek", Path(place) / "voorbeeld"
        empty.mkdir()
        demo(study, say=lambda _: None)
        with open_study(study) as opened:
            story = opened.to_discuss()[0]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        page = watch(browser.new_page(viewport={"width": width, "height": 860}, locale="nl-NL"))
        camera = Camera(page, out)
        for folder, visit in ((empty, beginning), (study, _on(story))):
            screens = Screens(folder)
            try:
                visit(camera, screens.url)
            finally:
                screens.close()
        browser.close()


def _on(story: str) -> Callable[[Camera, str], None]:
    return lambda camera, url: working(camera, url, story)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    shoot(where, width=int(sys.argv[2]) if len(sys.argv) > 2 else 1280)
