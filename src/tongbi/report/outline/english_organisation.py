"""The organisation of an English report: a filing's registrant, the title without its topic, a body's name, whom the speaker stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from tongbi.language import dates, lexicon
from tongbi.report.outline.evidence import Evidence

_BEHALF = re.compile(r"[Oo]n behalf of (?:the )?([A-Z][\w'.&-]*(?: (?:of|and|the|for|[A-Z][\w'.&-]*))*)")
# A form's name (FORM 10-K, 10 K405, 20-F/A) is what a report is, never whose.
_FORM = re.compile(r"\bform\s+\w{1,3}(?:-?\s?\w{1,4})?\b(?:/a)?|\b(?:10|20|40|6|8|11)\s?-?\s?[kqf](?:sb|405|t)?\b(?:/a)?", re.IGNORECASE)
_DATED = re.compile(rf"\b{dates.YEAR}(?:\s?[-–/]\s?(?:19|20)?\d\d)?\b")
_WORDS = partial(lexicon.one_of, "en/naming")
_TOPIC = re.compile(rf"\b(?:{_WORDS('topic')}|government(?= work| report)|of(?= \d))\b", re.IGNORECASE)
_NAME = r"[A-Z][\w'&.-]*"
_BODY = re.compile(rf"^(?:The )?(?:{_NAME} (?:of |and |the |for |& )*)*{_WORDS('body')}(?: (?:of|for|at) [A-Z].*)?$")
_FILER = re.compile(rf"{_NAME},?(?: [\w'&.,-]+){{0,7}}? (?i:{_WORDS('company')})\.?,?(?:\s*/?[A-Z]{{2}}/?)?$")
_NOBODY, _GIVEN = (re.compile(rf"\b{_WORDS(name)}\b", re.IGNORECASE) for name in ("nobody", "given"))
_SMALL = frozenset(lexicon.words("en/naming", "small"))
_NO_NAME = _SMALL | set(lexicon.words("en/naming", "no_name"))


def named(evidence: Evidence) -> Iterator[str]:
    """The organisations that a report names, most trusted first; "" where a source says nothing."""
    behalf = _BEHALF.search(" ".join(evidence.opening))
    yield evidence.registrant
    yield _bare(evidence.title)
    yield next((line for line in evidence.front if line != evidence.title and is_body(line)), "")
    yield behalf[1] if behalf else ""
    yield _bare(_set_apart(evidence.file_name))


def _set_apart(name: str) -> str:
    """The words of a file's name: 2024AnnualReport, annual_report-2024."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)|_|(?<!\d)-|-(?!\d)", " ", name)


def is_body(line: str) -> bool:
    """Whether a line is a body's name as a whole."""
    return bool(_BODY.search(line) or _FILER.fullmatch(line)) and not any(map(str.isdigit, line)) and not _NOBODY.search(line)


def filer(cover: Sequence[str]) -> str:
    """The first company's name on the cover of a filing that does not say which line is the registrant; "" for none."""
    return next((line.strip() for line in cover if _FILER.fullmatch(line.strip()) and not _NOBODY.search(line)), "")


def _bare(line: str) -> str:
    """A title or a file's name without year, form, topic and small words at its ends; "" when nothing of a name is left."""
    if _NOBODY.search(line):
        return ""
    told = _GIVEN.split(line)[0]
    for taken in (_FORM, _DATED, _TOPIC):
        told = taken.sub(" ", told)
    words = re.sub(r"[^\w\s'&.]", " ", told).split()
    while words and words[0].lower() in _SMALL:
        words.pop(0)
    while words and words[-1].lower() in _SMALL:
        words.pop()
    return " ".join(words) if any(word.lower() not in _NO_NAME and not word.isdigit() for word in words) else ""
