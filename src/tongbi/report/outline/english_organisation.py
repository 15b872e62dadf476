"""The organisation of an English report: a filing's registrant, the cover's lines around the title, the title without what titles say.

A title is cut at its marks (SIG Auth — 2023 Annual Report), and from both ends of each piece goes what any title says: years, forms, topics
and small words. A name that the title does not hold stands above it, or, where it is a body's by a word of it, below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from tongbi.language import dates, enumerators, lexicon
from tongbi.report.outline.evidence import LINES, LONGEST, Evidence

_BEHALF = re.compile(r"[Oo]n behalf of (?:the )?([A-Z][\w'.&-]*(?: (?:of|and|the|for|[A-Z][\w'.&-]*))*)")
# A form's name (FORM 10-K, 10 K405, 20-F/A) is what a report is, never whose.
_FORM = re.compile(r"\bform\s+\w{1,3}(?:-?\s?\w{1,4})?\b(?:/a)?|\b(?:10|20|40|6|8|11)\s?-?\s?[kqf](?:sb|405|t)?\b(?:/a)?", re.IGNORECASE)
_ALL, _WORDS = partial(lexicon.words, "en/naming"), partial(lexicon.one_of, "en/naming")
_NAME = r"[A-Z][\w'’&.-]*"
_BODY = re.compile(rf"^(?:The )?(?:{_NAME},? (?i:of |and |the |for |& )*)*(?i:{_WORDS('body')})(?:,? (?i:of|for|at|in) .*| \([A-Z]+\))?$")
_FILER = re.compile(rf"{_NAME},?(?: [\w'&.,-]+){{0,7}}? (?i:{_WORDS('company')})\.?,?(?:\s*/?[A-Z]{{2}}/?)?$")
_NOBODY = re.compile(rf"\b{_WORDS('nobody')}\b", re.IGNORECASE)
_PIECES = re.compile(rf"\s+[-–—|·]+\s+|(?:--+|[:;|—–])\s*|\b(?i:{_WORDS('given')})\b|,\s+(?!(?i:{_WORDS('legal')})\b)")
_SMALL, _TOPIC = frozenset(_ALL("small")), frozenset(_ALL("small", "topic", "documents", "months"))
_PAPERS, _OF = frozenset(_ALL("documents")), frozenset({"of", "for"})
# Before whom a report is given (delivered at the Third Session of the Congress) is not whose it is.
_BEFORE = frozenset({"at", "to", "before"})
_NO_NAME = _TOPIC | set(_ALL("no_name"))
_OFFICES: Mapping[str, str] = lexicon.table("en/naming")["offices"]


def named(evidence: Evidence) -> Iterator[str]:
    """The organisations that a report names, most trusted first; "" where a source says nothing."""
    lines = [line.strip() for line in evidence.front]
    at = next((index for index, line in enumerate(lines) if line and line in evidence.title), 0)
    above, below = lines[:at][::-1], lines[at + 1 :]
    behalf = _BEHALF.search(" ".join(evidence.opening))
    yield evidence.registrant
    office = next((at for at, line in enumerate(lines) if line.partition(" ")[0] in _OFFICES), 0)
    titled = of_title(evidence.title)
    titled = "" if office and lines[office - 1].endswith(titled) else titled  # who holds the office below
    sure = "" if is_body(titled) else next(filter(is_body, above[:LINES]), "")
    held = filter(None, (_held(line.rpartition(", ")[2]) for line in [evidence.title, *below]))
    yield next((body for body in held if body in evidence.title or (titled and titled.lower() in body.lower())), "")
    yield sure if titled and not _is_told(titled, [*evidence.opening, *lines[:at]]) else ""
    yield titled
    yield next((line for line in above[:LINES] if _may_be_name(line, evidence)), "")
    yield next((_OFFICES[first] + blank + rest for first, blank, rest in (line.partition(" ") for line in below) if first in _OFFICES), "")
    yield next(filter(is_body, below), "")
    yield next((line for line in evidence.large if of_title(line) and not (is_titled(line) or _NOBODY.search(line))), "")
    yield evidence.publisher
    yield behalf[1] if behalf else ""
    yield of_file(evidence.file_name)


def of_file(name: str) -> str:
    """The organisation in a file's name of separate words; "" where they are run together (2024AnnualReport, annual_report): such a
    name is made of whatever a folder calls its files.
    """
    return of_title(name) if " " in name.strip() else ""


def of_words(name: str) -> str:
    """The same of words that are run together (AcmeCorp AnnualReport), for a caller who knows that they name a body."""
    return of_title(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))


def is_body(line: str) -> bool:
    """Whether a line is a body's name as a whole."""
    named = bool(_BODY.search(line) or _FILER.fullmatch(line)) and not any(map(str.isdigit, line))
    return named and not is_titled(line) and not _NOBODY.search(line) and not is_holder(line)


def _held(text: str) -> str:
    """The body that an office is of (Chair of the Board): a few words, none of them a body's, before it; "" for none."""
    office, _, body = text.partition(" of ")
    body = body.removeprefix("the ")
    return body if _BODY.search(body) and not _BODY.search(office) and office.count(" ") < 3 else ""


def is_holder(line: str) -> bool:
    """Whether a line is a person with an office of a body (Jane Doe, Chair of the Board): what stands before the comma is no body."""
    person, _, rest = line.partition(", ")
    return bool(_held(rest)) and not _BODY.search(person)


def is_titled(line: str) -> bool:
    """Whether a line says what papers like this are called (Annual Review 2023, Form 10-K)."""
    return bool(_FORM.search(line)) or not _PAPERS.isdisjoint(map(_bare, line.split()))


def is_subject(line: str) -> bool:
    """Whether a line says of what and of when a paper is, and nothing else (Budget 2020-21)."""
    words = line.split()
    return len(words) > 1 and _bare(words[0]) in _TOPIC - _SMALL and all(_says_nothing(word, words) for word in words)


def breaks_off(line: str) -> bool:
    """Whether a line ends in a small word (Speech of), so that it goes on below."""
    return _bare(line.split()[-1]) in _SMALL


def filer(cover: Sequence[str]) -> str:
    """The first company's name on the cover of a filing that does not say which line is the registrant; "" for none."""
    return next((line.strip() for line in cover if _FILER.fullmatch(line.strip()) and not _NOBODY.search(line)), "")


def of_title(line: str) -> str:
    """Whose report a title says that it is: the first piece of it that has more to say than titles do; "" for none."""
    if _NOBODY.search(line):
        return ""
    pieces = (piece.split() for piece in _PIECES.split(_FORM.sub(" ", line)))
    named = (_rest(words) for words in pieces if words and words[0] not in _BEFORE)
    return next((name for name in named if name and _is_name(name) and not enumerators.is_division(name)), "")


def _rest(words: list[str]) -> str:
    """What is left of a piece of a title without what titles say at its ends, which holds what such a paper is called, or is a number."""
    first = _said(words)
    last = len(words) - _said(words[::-1])
    # The Department for Education is not the Department.
    if first < last < len(words) - 1 and _bare(words[last]) in _OF and _bare(words[last + 1]) not in _PAPERS:
        last += 2
    return " ".join(words[first:last]).strip(" ,")


def _said(words: Sequence[str]) -> int:
    """How many words at the beginning say nothing of whose a paper is."""
    run = 0
    while run < len(words) and _says_nothing(words[run], words[max(run - 1, 0) : run + 2]):
        run += 1
    if not any(_bare(word) in _PAPERS for word in words[:run]):
        run = next((at for at, word in enumerate(words[:run]) if _bare(word) in _TOPIC - _SMALL), run)
    return run


def _says_nothing(word: str, beside: Sequence[str]) -> bool:
    """Whether a word is a small word, a topic, a number; or a body's where a topic is beside (government work report)."""
    bare = _bare(word)
    if bare in _TOPIC or not any(map(str.isalpha, bare)) or dates.called(word):
        return True
    return bare in _ALL("shared") and any(_bare(one) in _TOPIC - _SMALL for one in beside)


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").strip("()[],.;:'\"“”*_#").removesuffix("'s")


def _is_name(text: str) -> bool:
    """Whether what is left of a title may be a name: it begins with a capital and has a word that names."""
    words = [_bare(word) for word in text.split()]
    return text[:1].isupper() and any((word not in _NO_NAME and len(word) > 1 and word.isalpha()) or "-" in word for word in words)


def _is_told(name: str, texts: Sequence[str]) -> bool:
    return any(name in text for text in texts)


def _may_be_name(line: str, evidence: Evidence) -> bool:
    """Whether a line above a title is a name: words in capitals, several or told again in the text, none of them a title's alone."""
    words = line.split()
    if is_body(line):
        return True
    if not words or len(line) > LONGEST or any(map(str.isdigit, line)) or _NOBODY.search(line) or line[-1] in ".:;!?>":
        return False
    long = [word for word in words if _bare(word) not in _SMALL]
    capital = all(word.lstrip('(“"')[:1].isupper() for word in long)
    name = of_title(line)
    return capital and bool(name) and line.endswith(name) and (len(long) > 1 or _is_told(line, evidence.opening))
