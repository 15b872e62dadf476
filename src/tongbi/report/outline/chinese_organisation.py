"""The organisation of a Chinese report: all that its text says of it, most trusted first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from tongbi.language import dates, lexicon
from tongbi.language.enumerators import ORDINAL
from tongbi.report.outline import organisation_naming
from tongbi.report.outline.evidence import Evidence

_WORDS = partial(lexicon.one_of, "zh/naming")
_HAN = r"[\u4e00-\u9fff]"
_PLACE, _SHORT = _WORDS("places.sure", "places.open"), _WORDS("places.short")
_REPRESENTS = re.compile(
    rf"{_WORDS('said.speaker')}{_WORDS('said.represents')}\s*({_WORDS('said.national')}|{_HAN}{{2,20}}?{_WORDS('said.spoken')})"
)
_CONGRESS = re.compile(rf"{_WORDS('said.at')}({_HAN}{{2,16}}?){ORDINAL}[\u4e00-\u9fff\d]{{1,4}}{_WORDS('said.session')}")
# Reports on disclosure say who drew them up.
_DRAWN_UP = re.compile(rf"{_WORDS('said.paper')}{_WORDS('said.by')}({_HAN}{{3,25}}?){_WORDS('said.made')}")
_FIRST_SENTENCE = re.compile(
    rf"{dates.IN_YEAR}[，,]\s*({_HAN}{{2,12}}?(?:{_PLACE}|{_WORDS('said.first')})){_HAN}{{0,8}}?{_WORDS('acts.words')}"
)
_PLACES = lexicon.words("zh/naming", "places.sure", "places.open")
_LONGEST_UPPER = 7
_UPPER = re.compile(rf"(?<!{_HAN}){_HAN}{{1,{_LONGEST_UPPER - 1}}}{_SHORT}\Z")


def named(evidence: Evidence) -> Iterator[str]:
    """The organisations that a report names, most trusted first; "" where a source says nothing."""
    opening = " ".join(evidence.opening)
    represented = _REPRESENTS.search(opening)
    titled = _titled(evidence, represented is not None)
    if (
        represented
        and not organisation_naming.is_relative(represented[1])
        and (not titled or titled.removesuffix(organisation_naming.GOVERNMENT) in represented[1])
    ):
        yield represented[1]
    # 行 of 砥砺前行 ends banks: what the cover sets large and the text says again goes before a name that only ends like one.
    large = _first(line for line in evidence.large if not (dates.years(line) or organisation_naming.ends_title(line)))
    yield "" if organisation_naming.is_name(titled) else large
    yield _with_government(titled, represented) if titled and not organisation_naming.is_relative(titled) else ""
    yield _first(filter(None, map(organisation_naming.of_field, (*evidence.front, *evidence.opening, *evidence.fields))))
    yield _signed(evidence)
    yield _only_above(evidence)
    yield _first(found[1] for found in _DRAWN_UP.finditer(opening))
    yield _of_file(evidence.file_name)
    yield _first(line for line in reversed(evidence.closing) if organisation_naming.is_name(line))
    yield _first(found[1] for text in evidence.opening if (found := _FIRST_SENTENCE.search(text)))
    yield evidence.publisher
    yield organisation_naming.of_title(evidence.title, sure=False)


def _titled(evidence: Evidence, speaks: bool) -> str:
    """Whose report the title calls it, or the place whose people's congress hears it (在云岭省第十四届人民代表大会第四次会议上).

    `speaks`: somebody stands for a government there; then it is no other body's report.
    """
    titled = organisation_naming.of_title(evidence.title, sure=not speaks)
    heard = _CONGRESS.search("".join(evidence.front))
    place = organisation_naming.expanded(heard[1]) if heard and organisation_naming.is_name(heard[1]) else ""
    fits = organisation_naming.is_government(titled) or (bool(titled) and place.startswith(titled))
    return place if place and (speaks or not organisation_naming.may_be_name(titled)) and not fits else titled or place


def _first(names: Iterable[str]) -> str:
    return next((name for name in names if not organisation_naming.is_relative(name)), "")


def _with_government(name: str, represented: re.Match[str] | None) -> str:
    """四川省 with 我代表省人民政府 is 四川省人民政府; a name whose kind of region only the speaker tells takes it from there."""
    if (
        not represented
        or not organisation_naming.is_relative(represented[1])
        or name.endswith(lexicon.words("zh/naming", "relative.government"))
    ):
        return name
    if name.endswith(_PLACES):
        return name + organisation_naming.GOVERNMENT
    return name + represented[1] if represented[1].startswith(_PLACES) else name


def _signed(evidence: Evidence) -> str:
    """The body that stands by itself in a line of the front, below the title rather than above it, or whose head does."""
    lines = [line.strip() for line in evidence.front]
    at = next((index for index, line in enumerate(lines) if line and line in evidence.title), -1)
    ordered = [*lines[at + 1 :], *reversed(lines[: at + 1])]
    return _first(name for line in ordered if (name := line if organisation_naming.is_name(line) else organisation_naming.of_office(line)))


def _only_above(evidence: Evidence) -> str:
    """The one line that stands above a title, where it may be a name: on a page with tools there are more."""
    lines = [line.strip() for line in evidence.front]
    alone = len(lines) > 1 and lines[0] not in evidence.title and lines[1] and lines[1] in evidence.title
    return lines[0] if alone and organisation_naming.may_be_name(lines[0]) else ""


def _of_file(name: str) -> str:
    """The organisation that a file's name holds."""
    bare = re.sub(r"[（(].*?[)）]", "", name)
    parts = re.split(r"[^\u4e00-\u9fff]+", bare)
    return next((part for part in parts if organisation_naming.is_name(part)), "") or organisation_naming.of_title(
        re.sub(r"^[\d\W_]+|_", " ", bare)
    )


def upper_place(organisation: str, text: str) -> str:
    """The organisation with the place above it, where the text itself prints the longer name set apart (`。柳州市柳南区…`).

    Only a bare place is lengthened (柳南区, not 柳南区司法局), and only by a name that begins at a punctuation mark or a line.
    """
    if not organisation.endswith(_PLACES) or any(place in organisation[:-2] for place in lexicon.words("zh/naming", "places.short")):
        return organisation
    ends = (found.start() for found in re.finditer(re.escape(organisation), text))
    above = {found.start(): found[0] for end in ends if (found := _UPPER.search(text, max(0, end - _LONGEST_UPPER), end))}
    count = Counter(above.values())
    return min(count, key=lambda place: (-count[place], place)) + organisation if count else organisation
