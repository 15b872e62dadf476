"""Outline: a document's paragraphs and tables → front matter, section tree, units and placed tables.

Every character of the document stands in exactly one of them, white space at the ends of paragraphs and sentences aside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from tongbi.language import enumerators, lexicon, sentences
from tongbi.language.folding import han_share
from tongbi.model import Block, Document, Finding, Grid, Idle, Language, PlacedGrid, Printed, Section, Unit, UnitPlace
from tongbi.report.outline import (
    beside,
    captions,
    chinese_organisation,
    continued,
    cross_reference,
    english_organisation,
    form_items,
    front,
    headings,
    identity,
    levels,
    sec_filings,
    type_ranks,
)
from tongbi.report.outline.evidence import Evidence, Identity
from tongbi.report.outline.identity import YearRule

# Reports in Chinese quote Latin names, never the other way round to this extent.
_CHINESE_SHARE = 0.3
# Sentences at the beginning and at the end that may say whose the report is.
_ENDS = 8
_COVER_LINES = 60
# A text says a name again and again, a motto once or twice.
_SAID_AGAIN = 3


@dataclass(frozen=True, slots=True)
class Outline:
    """A report's parts, not yet named or normalised. Units have no ids; `publisher` is whom the page around the text names as such,
    `first` the paragraphs that a cover may take up, `fiscal_year` and `registrant` what its own data declare,
    `facts` by paragraph the indices of those that it prints. `beside` are the document's properties; a title that is not `title_printed` is
    from there. `blocks` are the paragraphs and tables behind the front, `heads` the places of the sections' headings among them.
    """

    language: Language
    front: tuple[str, ...]
    title: str
    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    grids: tuple[PlacedGrid, ...]
    findings: tuple[Finding, ...]
    publisher: str = ""
    first: tuple[Block, ...] = ()
    fiscal_year: int | None = None
    registrant: str = ""
    facts: Mapping[int, Printed] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[Block | Grid, ...] = ()
    heads: tuple[int, ...] = ()

    @property
    def cover(self) -> list[str]:
        """The texts of the first paragraphs, and of the cells of tables above the first section."""
        above = (placed.grid for placed in self.grids if placed.section is None)
        cells = [" ".join(cell.text.split()) for grid in above for cell in grid.cells][:_COVER_LINES]
        return [*(block.text for block in self.first), *cells]

    @property
    def large(self) -> list[str]:
        """The lines of the front in larger type than the text and its headings."""
        heads = max([1.0, *(block.size for at in self.heads if isinstance(block := self.blocks[at], Block))])
        return [block.text.strip() for block in self.first[: len(self.front)] if block.size > heads]

    @property
    def listed(self) -> dict[int, str]:
        """By section the label of the item that a cross-reference index says it is of; empty where items have headings of their own."""
        if any((label := enumerators.parse(one.label, chinese=False)) and label.kind == "item" for one in self.sections):
            return {}
        labels = cross_reference.listed(self.blocks, self.heads) if self.language == "en" else {}
        return {section: labels[head] for section, head in enumerate(self.heads) if head in labels}

    @property
    def title_printed(self) -> bool:
        """Whether the title is the text's own, or there is none."""
        return all(one.code != "title-beside" for one in self.findings)


def outline(document: Document) -> Outline:
    """The section tree, the units and the printed tables of a document."""
    chinese = han_share(_words(document)) > _CHINESE_SHARE
    ranked = _ranked(document.blocks, chinese)
    texts = _paragraphs(ranked)
    start = _start(ranked, texts, chinese, document.metadata.get("title", ""))
    lines = tuple(block.text for block in texts[:start])
    sections, units, grids, facts, blocks, heads = _body(ranked[start:], chinese, start)
    title, printed = _title(document, lines, texts[start : start + _COVER_LINES], chinese)
    return Outline(
        language="zh" if chinese else "en",
        front=lines,
        title=title,
        sections=sections,
        units=units,
        grids=grids,
        findings=(*_findings(title, printed, sections, chinese), *_cut(units)),
        publisher=next((document.metadata[name] for name in lexicon.table("zh/front")["publisher"] if name in document.metadata), ""),
        first=tuple(texts[:_COVER_LINES]),
        fiscal_year=int(document.metadata["fiscal year"]) if "fiscal year" in document.metadata else None,
        registrant=document.metadata.get("registrant", ""),
        facts=facts,
        beside=document.properties,
        blocks=blocks,
        heads=heads,
    )


def _ranked(blocks: Sequence[Block | Grid], chinese: bool) -> Sequence[Block | Grid]:
    """The blocks with levels by their type; what the items of a form hold is told by `set_off`, where the reader tells it."""
    set_off = not chinese and any(block.set_off for block in _paragraphs(blocks))
    if set_off and form_items.form(blocks).heads:
        return blocks
    plain = set() if chinese else cross_reference.heads_index(blocks)
    ranked = type_ranks.ranked(blocks, chinese)
    return [replace(block, outline=None) if at in plain and isinstance(block, Block) else block for at, block in enumerate(ranked)]


def _title(document: Document, lines: Sequence[str], below: Sequence[Block], chinese: bool) -> tuple[str, bool]:
    """The title, and whether it is the text's own, not of the file's properties."""
    known, first = document.metadata.get("title", ""), front.title(lines, chinese, _told(below))
    printed = known if not chinese and _is_only_there(known, lines) else first or known
    return printed or beside.title(document.properties, chinese), bool(printed)


def _is_only_there(title: str, lines: Sequence[str]) -> bool:
    """Whether the title that a page gives itself is called as reports are, and no line of its text is."""
    return english_organisation.is_titled(title) and not any(map(english_organisation.is_titled, filter(str.strip, lines)))


def _start(blocks: Sequence[Block | Grid], texts: Sequence[Block], chinese: bool, title: str) -> int:
    """How many paragraphs stand in front: none behind the first table, nor a heading where only the page itself tells the `title`."""
    first_grid = next((at for at, block in enumerate(blocks) if isinstance(block, Grid)), len(blocks))
    start = min(front.split(texts, chinese), first_grid)
    untitled = not chinese and _is_only_there(title, [block.text for block in texts[:start]])
    return next((at for at in range(start) if untitled and texts[at].outline is not None), start)


def _paragraphs(blocks: Sequence[Block | Grid]) -> list[Block]:
    return [block for block in blocks if isinstance(block, Block)]


def _told(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks)


def _words(document: Document) -> str:
    """The text of all paragraphs; where there is none, that of the tables."""
    told = _told(_paragraphs(document.blocks))
    return told or "".join(cell.text for block in document.blocks if isinstance(block, Grid) for cell in block.cells)


def identify(outlined: Outline, path: Path, rule: YearRule) -> Identity:
    """Organisation and year of an outlined report; `path` is the last resort."""
    chinese = outlined.language == "zh"
    paragraphs = [unit.text for unit in outlined.units]
    filed = not chinese and sec_filings.is_filing(outlined.cover)
    ended = sec_filings.period_end(outlined.cover) if filed else ""
    found = identity.identify(
        Evidence(
            title=outlined.title if outlined.title_printed else "",
            front=outlined.front,
            headings=[section.heading for section in outlined.sections if section.level == 1],
            opening=paragraphs[:_ENDS],
            closing=paragraphs[-_ENDS:],
            file_name=path.stem,
            publisher=outlined.publisher,
            registrant="" if chinese else sec_filings.registrant(outlined.cover, outlined.registrant),
            fields=[row for placed in outlined.grids[:_COVER_LINES] for row in _rows(placed.grid)][:_COVER_LINES],
            beside=outlined.beside,
            large=_said_again(outlined.large, paragraphs),
            fiscal_year=outlined.fiscal_year or sec_filings.fiscal_year(ended, "\n".join(paragraphs)),
        ),
        rule,
        chinese,
    )
    name = chinese_organisation.upper_place(found.organisation, "\n".join(paragraphs)) if chinese else found.organisation
    return replace(found, organisation=name, period_end=ended)


def _said_again(lines: Sequence[str], paragraphs: Sequence[str]) -> list[str]:
    """The lines that several paragraphs say, in capitals or not, as most of them print them; the most frequent first."""
    text = "\n".join(paragraphs)
    forms = [Counter(re.findall(re.escape(line), text, re.IGNORECASE)) for line in lines]
    return [found.most_common(1)[0][0] for found in sorted(forms, key=Counter.total, reverse=True) if found.total() >= _SAID_AGAIN]


def _rows(grid: Grid) -> list[str]:
    """The rows of a table of two columns or three, each as its first two cells parted by a colon."""
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append("".join(cell.text.split()))
    return ["：".join(texts[:2]) for texts in rows.values() if len(texts) > 1]


def _findings(title: str, printed: bool, sections: Sequence[Section], chinese: bool) -> tuple[Finding, ...]:
    found = [] if printed else [Finding("title-beside", "", {"text": title}) if title else Finding("title-missing")]
    return (*found, *([] if sections else [Finding("no-sections")]), *_gaps(sections, chinese))


def _cut(units: Sequence[Unit]) -> list[Finding]:
    """How many times a sentence was cut that is too long to be one."""
    count = sum(one.paragraph == then.paragraph and sentences.is_cut(one.text) for one, then in pairwise(units))
    return [Finding("sentence-cut", "", {"count": str(count)})] if count else []


def _gaps(sections: Sequence[Section], chinese: bool) -> list[Finding]:
    """Numbers that are missing in a sequence of level-1 labels (一、 · I.): a heading was lost or never set."""
    found = []
    last = 0
    for index, section in enumerate(sections):
        label = enumerators.parse(section.printed, chinese)
        if section.level != 1 or label is None or label.kind not in {"legal", "han", "roman", "number"}:
            continue
        if label.number > last + 1:
            found.append(Finding("number-gap", f"section {index}", {"label": section.label, "expected": str(last + 1)}))
        last = label.number
    return found


_Body = tuple[tuple[Section, ...], tuple[Unit, ...], tuple[PlacedGrid, ...], dict[int, Printed], tuple[Block | Grid, ...], tuple[int, ...]]


def _body(blocks: Sequence[Block | Grid], chinese: bool, start: int) -> _Body:
    """Sections, units and tables of the blocks of a document from number `start` on, counted from 0, and the facts of its paragraphs."""
    form = form_items.form(blocks, chinese)
    blocks = form.blocks
    beside = captions.beside(blocks, chinese, form.heads)
    texts = {index: block for index, block in enumerate(blocks) if isinstance(block, Block) and index not in beside.lines}
    heads, halves = _headings(texts, chinese, form.heads, beside.heads)
    sections: list[Section] = []
    units: list[Unit] = []
    grids: list[PlacedGrid] = []
    above: list[int] = []
    for index, block in enumerate(blocks):
        section = len(sections) - 1 if sections else None
        if isinstance(block, Grid):
            grids.append(PlacedGrid(block, section, index, sections[-1].heading if sections else "", *beside.of[index]))
        elif index in heads:
            heading = heads[index]
            above = [other for other in above if sections[other].level < heading.level]
            sections.append(_section(heading, above[-1] if above else None, block.score))
            above.append(len(sections) - 1)
            units += units_of(block.behind(heading.line.body), len(sections) - 1, index, chinese, start)
        elif index in texts and index not in halves:
            units += units_of(block, section, index, chinese, start)
    return tuple(sections), tuple(units), tuple(grids), _facts(texts), blocks, tuple(sorted(heads))


def _headings(texts: Mapping[int, Block], chinese: bool, form: Set[int], above: Set[int]) -> tuple[dict[int, levels.Heading], set[int]]:
    """The headings among the paragraphs, by their places, and the second halves of those that stand on two lines.

    `above` are headings that stand above tables.
    """
    again = continued.again(texts) - form
    places = [index for index in texts if index not in again]
    told = ({at for at, index in enumerate(places) if index in some} for some in (form, above))
    found = headings.find([texts[index] for index in places], chinese, *told)
    halves = {places[at + 1] for at, heading in found.items() if heading.torn}
    return {places[at]: heading for at, heading in found.items()}, halves


def _facts(texts: Mapping[int, Block]) -> dict[int, Printed]:
    return {index: block.facts for index, block in texts.items() if block.facts}


def _section(heading: levels.Heading, parent: int | None, score: float | None) -> Section:
    line = heading.line
    label = line.label.printed if line.label else ""
    return Section(heading.level, label, line.heading.strip(), line.printed.strip(), parent, score=score)


def units_of(block: Block, section: int | None, index: int, chinese: bool, start: int) -> list[Unit]:
    """The sentences of a paragraph, the block number `index` behind `start` lines; a marker at the start of a sentence is its point."""
    units: list[Unit] = []
    at = 0
    for sentence in sentences.split(block.text, chinese):
        at = block.text.find(sentence, at)
        lead, marker = enumerators.point(sentence) if chinese or not units else ("", "")
        if not lead and not units:
            lead, marker = _labelled(sentence, chinese)
        place = UnitPlace(block.page_at(at), start + index + 1)
        at += len(sentence)
        idle: Idle | None = "heads" if at <= block.set_off and headings.in_capitals(sentence) else None
        units.append(Unit("", sentence[len(lead) :], section, marker or None, lead, index, score=block.score, place=place, idle=idle))
    return units


def _labelled(sentence: str, chinese: bool) -> tuple[str, str]:
    """A paragraph's label that turned out to be a point's: `（一）` before a single sentence."""
    label = enumerators.heading(sentence, chinese)
    if label is None or not label.rest or label.kind in {"part", "section", "item", "note", "number"}:
        return "", ""
    return sentence[: len(sentence) - len(label.rest)], label.printed
