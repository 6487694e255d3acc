"""What Streamlit itself says on a page, in its own English: said here in the language of the page.

A script in the page replaces whole fixed texts, in fixed places, and nothing else: what a story, a model or a person wrote
is never looked at. It stands in the page and not in a component, so that it also speaks when the server has stopped. A
text that another Streamlit says otherwise stays as it is.
"""

from __future__ import annotations

import json

_STOPPED = (
    "Het programma sq-coder op deze computer antwoordt niet. Wat u hebt opgeslagen is bewaard. Start sq-coder opnieuw en "
    "laad deze pagina dan opnieuw.",
    "The program sq-coder on this computer does not answer. What you saved is kept. Start sq-coder again and then load this "
    "page again.",
)

WORDS: tuple[tuple[str, str, str, str], ...] = (
    ("[data-key='__creatable__']", r"^Add: ([^]*)$", "Toevoegen: $1", "Add: $1"),
    ("[data-key='__select_all__']", r"^Select all$", "Alles kiezen", "Select all"),
    ("[data-testid=stFileUploaderDropzone]", r"^Upload$", "Bladeren", "Browse"),
    ("[data-testid=stFileUploaderDropzone]", r"^(\d+)MB per file", "$1 MB per bestand", "$1 MB per file"),
    (
        "[data-testid=stFileUploader] [role=alert]",
        r"^.* files are not allowed\.$",
        "deze soort bestand wordt niet gelezen.",
        "files of this kind are not read.",
    ),
    (
        "[data-testid=stFileUploader] [role=alert]",
        r"^File must be ([\d.]+) ?MB or smaller\.$",
        "dit bestand is groter dan $1 MB.",
        "this file is larger than $1 MB.",
    ),
    ("[data-testid=stFileUploader] [role=alert]", r"^Error: $", "Niet meegenomen: ", "Left out: "),
    ("[role=dialog] h2", r"^Connection error$", "Geen verbinding met sq-coder", "No connection to sq-coder"),
    ("[role=dialog]", r"^Streamlit server is not responding\. Are you connected to the internet\?$", *_STOPPED),
    ("[role=dialog]", r"^Is Streamlit still running\? If you accidentally stopped Streamlit, .*$", *_STOPPED),
    ("[role=dialog]", r"^streamlit run yourscript\.py$", "sq-coder app", "sq-coder app"),
    ("[data-testid=InputInstructions]", r"^Press Enter to apply$", "Druk op Enter", "Press Enter"),
    ("[data-testid=InputInstructions]", r"^Press (.+)\+Enter to apply$", "Druk op $1+Enter", "Press $1+Enter"),
    (
        "[data-testid=InputInstructions]",
        r"^Press (.*Enter) to submit form$",
        "Druk op $1 om op te slaan",
        "Press $1 to save",
    ),
    ("[role=listbox]", r"^No results$", "Niets gevonden", "No results"),
    ("[data-testid=stTooltipContent]", r"^Download as CSV$", "Downloaden als csv", "Download as csv"),
    ("[data-testid=stTooltipContent]", r"^Search$", "Zoeken in de tabel", "Search in the table"),
    ("[data-testid=stTooltipContent]", r"^Fullscreen$", "Groot beeld", "Large"),
    ("[data-testid=stTooltipContent]", r"^Close fullscreen$", "Klein beeld", "Small again"),
    ("[data-testid=stTooltipContent]", r"^Show/hide columns$", "Kolommen tonen of verbergen", "Show or hide columns"),
)
"""Where a text stands, what it is, and what is said instead in Dutch and in English."""

_SCRIPT = """
(() => {
  const words = WORDS.map(([where, what, nl, en]) => [where, new RegExp(what), { nl, en }]);
  const all = [...new Set(words.map(([where]) => where))].join(",");
  const said = new Map();
  const language = () => (document.documentElement.lang === "en" ? "en" : "nl");
  function speak(node) {
    const known = said.get(node);
    const own = known && known.now === node.nodeValue ? known.own : node.nodeValue;
    for (const [where, what, instead] of words) {
      if (!what.test(own) || !node.parentElement || !node.parentElement.closest(where)) continue;
      const now = own.replace(what, instead[language()]);
      said.set(node, { own, now });
      if (node.nodeValue !== now) node.nodeValue = now;
      return;
    }
  }
  function look() {
    for (const node of said.keys()) if (!node.isConnected) said.delete(node);
    for (const place of document.querySelectorAll(all)) {
      const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) speak(texts.currentNode);
    }
  }
  new MutationObserver(look).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["lang"],
  });
})();
"""

SCRIPT = _SCRIPT.replace("WORDS", json.dumps(WORDS, ensure_ascii=True).replace("<", "\\u003c")).strip()
"""The script, whole: constant, so that the page's content security policy can name it by its hash."""
