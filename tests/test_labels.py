"""The catalogue of labels: complete in both languages, with the same blanks, and with a message for every finding."""

from __future__ import annotations

import re
from pathlib import Path

from tongbi.outputs import labels

SOURCE = Path(__file__).parents[1] / "src" / "tongbi"
ENTRIES = [(f"{table}.{name}", texts) for table, names in labels.catalogue().items() for name, texts in names.items()]


def blanks(text: str) -> set[str]:
    """The blanks of a text, but for those that hold a word of its own language."""
    return set(re.findall(r"{(\w*)", text)) - {"zh", "en"}


def test_both_languages_are_there_with_the_same_blanks() -> None:
    for key, texts in ENTRIES:
        assert set(texts) == {"zh", "en"}, key
        assert all(texts.values()), key
        assert blanks(texts["zh"]) == blanks(texts["en"]), key


def test_every_finding_that_is_raised_has_a_message_with_its_values() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    raised = set(re.findall(r'(?:Finding|on_pages)\(\s*(?:code=)?"([a-z-]+)"', source))
    assert raised == set(labels.catalogue()["finding"]), "codes raised and codes in the catalogue"


def test_no_label_is_left_over() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.j2")])
    used = {*re.findall(r"""(?<=["'.])[\w-]+(?=["'(\s.,)])""", source)}
    for key, _ in ENTRIES:
        table, name = key.split(".", 1)
        # Heads of years, and what is said of an empty sheet, are named by what they are of.
        stem = {"column": name.removesuffix("-in"), "workbook": name.removeprefix("no-")}.get(table, name)
        if table not in {"finding", "kind"}:
            assert stem in used or key in source, f"{key} is used nowhere"
