"""YAML nodes read with their lines, so that every problem can say where it stands."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from sq_coder.errors import quote


class Problems(list[tuple[int, str]]):
    """Problems found so far: (line, sentence)."""

    def add(self, line: int, sentence: str) -> None:
        """One more problem."""
        self.append((line, sentence))


class Entries:
    """A mapping's entries by name. Reading a missing or wrong one notes a problem and gives an empty value."""

    def __init__(self, node: yaml.MappingNode, problems: Problems, what: str) -> None:
        self.problems = problems
        self._what = what
        self._node = node
        self._keys: dict[str, yaml.Node] = {}
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if not name or name in self._keys:
                problems.add(_line(key), f"{quote(name or '?')} stands twice or is not a name. Keep one.")
                continue
            self._keys[name], self._values[name] = key, value

    @classmethod
    def of(cls, node: yaml.Node, problems: Problems, what: str) -> Entries | None:
        """The entries of a node; None, with a problem, when it is not a mapping."""
        if isinstance(node, yaml.MappingNode):
            return cls(node, problems, what)
        problems.add(_line(node), f"{what} must be a list of 'name: value' lines. Write it like the example codebook.")
        return None

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def line(self, name: str = "") -> int:
        """The line of an entry, else of the whole."""
        return _line(self._keys.get(name, self._node))

    def allow(self, *names: str) -> None:
        """Note every entry with another name: most likely a typing error."""
        for name in self._keys.keys() - set(names):
            known = ", ".join(names)
            self.problems.add(self.line(name), f"unknown key {quote(name)} in {self._what}. Use one of: {known}.")

    def text(self, name: str, *, needed: bool = False) -> str:
        """A line of text; empty when it is not there."""
        node = self._values.get(name)
        value = node.value.strip() if isinstance(node, yaml.ScalarNode) and not _is_null(node) else ""
        if node is not None and not isinstance(node, yaml.ScalarNode):
            self.problems.add(self.line(name), f"{quote(name)} must be one text. Write it on one line.")
        elif needed and not value:
            self.problems.add(self.line(name), f"{self._what} has no {quote(name)}. Add it.")
        return str(value)

    def truth(self, name: str) -> bool:
        """Whether an entry says true; false when it is not there."""
        value = self.text(name).lower()
        if value not in {"", "true", "false"}:
            self.problems.add(self.line(name), f"{quote(name)} says {quote(value)}. Write true or false.")
        return value == "true"

    def map(self, name: str, *, needed: bool = False) -> Entries | None:
        """The entries inside an entry."""
        node = self._values.get(name)
        if node is None:
            if needed:
                self.problems.add(self.line(), f"{self._what} has no {quote(name)}. Add it.")
            return None
        return Entries.of(node, self.problems, quote(name))

    def maps(self, name: str) -> Iterator[Entries]:
        """The entries of each item of a list."""
        for item in self._items(name):
            what = "a keyword" if name == "keywords" else quote(name)
            entry = Entries.of(item, self.problems, what)
            if entry is not None:
                yield entry

    def texts(self, name: str) -> Iterator[str]:
        """The texts of a list."""
        return (text for _, text in self.lined(name))

    def lined(self, name: str) -> Iterator[tuple[int, str]]:
        """The texts of a list, each with its line."""
        for item in self._items(name):
            if isinstance(item, yaml.ScalarNode) and item.value.strip():
                yield _line(item), " ".join(item.value.split())

    def _items(self, name: str) -> list[yaml.Node]:
        node = self._values.get(name)
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        if node is not None and not _is_null(node):
            self.problems.add(self.line(name), f"{quote(name)} must be a list. Begin each item with '- '.")
        return []


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")
