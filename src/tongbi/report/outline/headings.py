"""Which paragraphs are headings, or begin with one, and on which level they stand.

A label alone does not make a heading: `1. 推动执法力量下沉，确保…。` is a point of a list, `1.加强党的领导。区委…` a heading that runs
in. The members of one sequence (一、二、三 …) are judged together, because an author numbers headings or points, not both at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import partial
from typing import Literal

from tongbi.language import dates, english_quantities, enumerators, lexicon, sentences
from tongbi.language.enumerators import HAN, NUMERAL, ORDINAL, POINT, POINT_RANK, POINTED, SECTION, Label
from tongbi.model import Block
from tongbi.report.outline import captions, english_organisation, levels
from tongbi.report.outline.levels import Heading, Line, is_bracketed

Shape = Literal["own", "run-in", "closed", "item"]

# Longest heading in characters: wide labels (一、（一）) carry clauses, narrow ones (1. ①) catchwords; Latin words take more room, and
# headings of the national report in English have run to 197.
_WIDE_RANK = 3
_WIDE, _NARROW, _BARE, _ENGLISH = 60, 30, 40, 240
_LATIN = 3
_COLON_CATCHWORD = 15
_WORDS = partial(lexicon.one_of, "zh/headings")
_CAPTIONED = lexicon.any_of((*lexicon.words("zh/headings", "captioned"), *lexicon.words("en/headings", "captioned")))
# What is enclosed or says who printed it is set apart, unless its outline level heads it.
_APART = lexicon.words("zh/headings", "apart")
_NO_HEADING = re.compile(
    rf"^(?i:{_CAPTIONED})[ .]*[:：\d]|[>＞»›]|{_WORDS('announcing')}$|^{_WORDS('linking')}|^(?i:items?\s+\d)"
    rf"|^{ORDINAL}{NUMERAL}{SECTION}|^(?:[\d\s（）()-]|{dates.SIGNS})+$|{dates.CLOCK}$"
    # Who speaks: 云岭省人民政府省长 某某.
    rf"|{lexicon.one_of('zh/naming', 'offices.ends')}[ \u3000]+[\u4e00-\u9fff·][\u4e00-\u9fff· \u3000]{{1,12}}$"
)
_SIGNATURE = re.compile(rf"{lexicon.one_of('zh/naming', 'said.signed')}\s*(?:[（(]?{_WORDS('sealed')}[)）]?)?$")
_ABBREVIATED = frozenset(word.lower() for word in lexicon.words("en/abbreviations", "within"))
_OPEN, _SMALL = lexicon.words("en/headings", "open"), lexicon.words("en/terms", "small")
_BEFORE_MORE = lexicon.words("en/clause", "articles", "joining")
_OPENERS, _BULLETS = "\"'“‘([$£€₹", "-–—*•· "
_COLON, _GAP = re.compile("[：:]"), re.compile(rf"[ \u3000]+(?=[{HAN[0]}1]{POINT})")


def find(blocks: Sequence[Block], chinese: bool, form: Set[int] = frozenset(), tables: Set[int] = frozenset()) -> dict[int, Heading]:
    """The headings among the paragraphs, by index; `form` are those of the parts and items of a form, `tables` those above tables that are
    headings, those with a label if their sequence is one of headings.
    """
    lines = [_form_line(block, chinese) if index in form else _line(block, chinese) for index, block in enumerate(blocks)]
    lines = [replace(line, above_table=True) if index in tables else line for index, line in enumerate(lines)] if tables else lines
    titles = {index for index in tables if lines[index].label is None}
    if form:
        lines = [line if index in form else _below_form(line, chinese) for index, line in enumerate(lines)]
    sequences = [_headings_of(group, lines, chinese) for group in _groups(lines)]
    labelled = {index for group in (sequences if chinese or form else _told_by_looks(sequences, lines)) for index in group}
    if form:
        # Before the first item stand declarations (三、某会计师事务所为本公司出具了审计报告。), not sections.
        labelled = {index for index in labelled if index > min(form) or not (chinese or lines[index].closing)} | form
    first = min(form, default=0) if chinese else 0
    bare = {index for index in _bare(lines, labelled, chinese) | titles if index >= first}
    torn = _torn(lines, labelled) if chinese else set()
    lines = [_joined(line, lines[index + 1]) if index in torn else line for index, line in enumerate(lines)]
    found = levels.levels(lines, labelled, bare - {index + 1 for index in torn}, form, chinese)
    return {index: replace(heading, torn=index in torn) for index, heading in found.items()}


# ── one paragraph ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(block: Block, chinese: bool) -> Line:
    label = enumerators.heading(block.text, chinese)
    rest = label.rest if label else block.text
    heading, closing, body, colon = _cut(rest, chinese)
    return Line(block, label, heading, closing, body, colon)


def _form_line(block: Block, chinese: bool) -> Line:
    """A heading of a form: an item by its title, a part (or SIGNATURES), and an item without title, by the whole line. None, on the
    same line is text.
    """
    label = enumerators.parse(block.text, chinese)
    if label is None or label.kind == "part":
        return Line(block, Label("", "part", 0, label.number if label else 0, block.text), block.text, "", "")
    if label.kind == "sub-item":  # Item 1.A. is an item, as the form says
        label = replace(label, kind="item", rank=1)
    if not label.rest:
        return Line(block, replace(label, printed="", rest=block.text), block.text, "", "")
    end = sentences.first_end(label.rest, chinese)
    title = label.rest[:end].strip()
    heading = title.rstrip(" .:：")
    return Line(block, label, heading, title[len(heading) :], label.rest[end:].strip())


def _below_form(line: Line, chinese: bool) -> Line:
    """A line that names a part or an item of a form without heading it has no label, nor has a footnote ((1) Includes …)."""
    note = not chinese and line.label is not None and line.label.kind == "arab-paren" and not _hint(line.block)
    named = line.label is not None and line.label.kind in {"item", "section", *(() if chinese else ("part",))}
    return Line(line.block, None, *_cut(line.block.text, chinese)) if named or note else line


def _cut(rest: str, chinese: bool) -> tuple[str, str, str, bool]:
    """Heading, closing mark, running text, and whether a colon ended the heading."""
    end = sentences.first_end(rest, chinese)
    # Within brackets a colon ends nothing: 库存（单位：万元）.
    colon = next((one for one in _COLON.finditer(rest, 0, end) if sentences.is_closed(rest[: one.start()])), None)
    if colon and (enumerators.point(rest[colon.end() :])[1] or (colon.start() <= _COLON_CATCHWORD and "，" not in rest[: colon.start()])):
        return rest[: colon.end()], "", rest[colon.end() :].strip(), True
    gap = _GAP.search(rest[:end])
    if gap:
        return rest[: gap.start()], "", rest[gap.end() :], True
    sentence = rest[:end].strip()
    closing = sentence[-1] if sentence and sentence[-1] in "。.．" else ""
    return sentence[: len(sentence) - len(closing)], closing, rest[end:].strip(), False


def _limit(line: Line, chinese: bool) -> float:
    assert line.label is not None
    if not chinese:
        return _ENGLISH
    return _WIDE if line.label.rank <= _WIDE_RANK else _NARROW


def _shape(lines: Sequence[Line], index: int, chinese: bool) -> Shape:
    """How a labelled paragraph looks by itself and by what follows it."""
    line = lines[index]
    label = line.label
    assert label is not None
    wide, heading = label.rank <= _WIDE_RANK, line.heading
    if label.kind == POINTED and (line.body or line.closing or line.colon):
        return "item"
    if not heading or len(heading) > _limit(line, chinese) or heading[-1] in "；;，,":
        return "item"
    if not wide and (dates.has_figure(heading) if chinese else _is_row(heading)):
        return "item"
    if line.body:
        listed = enumerators.parse(line.body, chinese)  # （1）…。（2）…。 in one paragraph is a list
        runs = (line.closing or line.colon) and not (listed and listed.kind == label.kind) and not _leads(line)
        return "run-in" if runs else "item"
    # English headings may ask, and in bold announce what stands below (1) Revenue recognition:).
    if sentences.terminal(heading) and not line.colon and (chinese or heading[-1] not in ("?:" if line.block.bold else "?")):
        return "item"
    followed = line.above_table or (index + 1 < len(lines) and _below(lines[index + 1], label))
    if line.closing:
        return "closed" if followed else "item"
    return "own" if followed or wide else "item"


def _leads(line: Line) -> bool:
    """Whether a first sentence is no heading but one of several: it tells a figure behind its first clause and is longer than what follows
    (抓实城市管理，整治背街小巷10条。完成架空线整治。).
    """
    return any(map(dates.has_figure, line.heading.split("，")[1:])) and len(line.body) < len(line.heading)


def _below(line: Line, label: Label) -> bool:
    """Whether a paragraph can stand below a heading: plain text, a narrower label, or the first of a sequence that begins again."""
    if line.label is None or line.label.rank > label.rank or (label.kind == POINTED and line.label.kind != POINTED):
        return True
    return line.label.rank == label.rank and line.label.number == 1 < label.number


def _torn(lines: Sequence[Line], labelled: set[int]) -> set[int]:
    """Headings set over two lines: below one with a label stands the only line of its section that is short and open, of the same looks.

    On pages the margins have told what goes on, save for what is centred.
    """
    found = set()
    for index in (index for index in labelled if lines[index].block.page is None or lines[index].block.centred):
        alone, at = [], index + 1
        while at + 1 < len(lines) and at not in labelled:
            alone += [at] if _may_head(lines, at, labelled, chinese=True) else []
            at += 1
        last = alone == [index + 1] and index + 2 not in labelled and _is_whole(lines[index + 2].block.text)
        if last and _looks(lines[index]) == _looks(lines[index + 1]):
            found.add(index) if lines[index].printed == lines[index].block.text and not lines[index].closing else None
    return found


def _looks(line: Line) -> tuple[bool, bool, int | None]:
    return line.block.bold, line.block.centred, line.block.outline


def _joined(line: Line, below: Line) -> Line:
    block = replace(line.block, text=line.block.text + below.block.text)
    return Line(block, line.label, line.heading + below.block.text, "", "")


# ── sequences ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _groups(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Sequences of one kind of label under one parent, as paragraph indices; a label that restarts at 1 begins a new one."""
    open_groups: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.label is None:
            continue
        rank = line.label.rank
        # 一是 stands below a heading of any kind, and may have any below it.
        for narrower in [other for other in open_groups if other > rank and (rank <= _WIDE_RANK or other != POINT_RANK)]:
            yield open_groups.pop(narrower)
        if rank in open_groups and line.label.number == 1:
            yield open_groups.pop(rank)
        open_groups.setdefault(rank, []).append(index)
    yield from open_groups.values()


def _headings_of(group: Sequence[int], lines: Sequence[Line], chinese: bool) -> list[int]:
    """Those members of a sequence that are headings."""
    typed = [index for index in group if _is_typed(lines[index], chinese)]
    shapes = {index: "own" if index in typed else _shape(lines, index, chinese) for index in group}
    label = lines[group[0]].label
    assert label is not None
    wide = label.rank <= _WIDE_RANK
    if label.kind in {"number", POINTED} and not _counts_up(group, lines):
        return typed
    if not chinese and label.kind == "arab" and _are_paragraphs(group, lines):
        return []
    likely = sum(shape != "item" for shape in shapes.values())
    if label.kind == "circled" or likely < len(group) * (0.5 if wide else 0.6):
        # A lone heading among points: only a wide label on a line of its own stands for itself, or one above a table.
        lone = {"own", "closed"} if wide else set()
        over = {index for index in group if shapes[index] == "own" and lines[index].above_table}
        return [index for index in group if index in over or shapes[index] in lone or index in typed]
    return [
        index for index in group if shapes[index] != "item" or (wide and len(lines[index].heading) <= _NARROW and not lines[index].body)
    ]


def _told_by_looks(sequences: Sequence[Sequence[int]], lines: Sequence[Line]) -> Iterator[Sequence[int]]:
    """The sequences of headings without points (1. 2.) that no look tells where looks tell most of the labelled headings."""
    hinted = [sum(_hint(lines[index].block) for index in group) for group in sequences]
    for group, own in zip(sequences, hinted, strict=True):
        label = lines[group[0]].label if group else None
        others = sum(map(len, sequences)) - len(group)
        if own or label is None or label.kind != "arab" or 2 * sum(hinted) <= others:
            yield group


def _are_paragraphs(group: Sequence[int], lines: Sequence[Line]) -> bool:
    """Whether numbers count the paragraphs of a text through its sections: again and again a heading stands right above a later one."""
    above = [lines[index - 1] for index in group if index and (label := lines[index].label) and label.number > 1]
    heads = [line for line in above if line.label is None and line.block.text[:1].isalpha() and not sentences.terminal(line.block.text)]
    short = sum(len(line.block.text) <= _BARE * _LATIN for line in heads)
    return short > 2 and sum(bool(lines[index].body or lines[index].closing) for index in group) * 2 > len(group)


def _is_typed(line: Line, chinese: bool) -> bool:
    """Whether a line is a heading by its outline level, which style or type gave it: the whole line, short, and no sentence."""
    whole = bool(line.heading) and not line.body and not line.closing and len(line.heading) <= _limit(line, chinese)
    return whole and line.block.outline is not None and line.heading[-1] not in "；;，," and not sentences.terminal(line.heading)


def _counts_up(group: Sequence[int], lines: Sequence[Line]) -> bool:
    """Whether the numbers of a sequence run 1, 2, 3 …: without a mark they are no labels by themselves."""
    numbers = [label.number for index in group if (label := lines[index].label)]
    return len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]


# ── headings without a label ──────────────────────────────────────────────────────────────────────────────────────────────────


def _bare(lines: Sequence[Line], labelled: set[int], chinese: bool) -> set[int]:
    """Paragraphs without a label that are headings by their looks or by standing short and open above a text."""
    hinted = {index for index in labelled if _hint(lines[index].block)}
    by_looks = bool(hinted) and len(hinted) >= len(labelled) / 2
    found = {index for index in range(len(lines) - 1) if index not in labelled and _may_head(lines, index, labelled, chinese)}
    strong = {index for index in found if _hint(lines[index].block) or lines[index].block.alone}
    by_levels = sum(lines[index].block.outline is not None or lines[index].block.alone for index in found) * 2 > len(found)
    # Where headings are told by their looks, a plain short line is none; nor where most of the lines are short and open.
    if by_looks or by_levels or len(found) * 2 > len(lines):
        return strong
    return found


def _hint(block: Block) -> bool:
    return block.bold or block.centred or block.outline is not None or is_bracketed(block.text)


def _may_head(lines: Sequence[Line], index: int, labelled: set[int], chinese: bool) -> bool:
    line, after = lines[index], lines[index + 1]
    text = line.block.text
    if not _is_short_line(line, chinese):
        return False
    if line.block.outline is not None or is_bracketed(text):
        return True
    # A sentence in bold is a heading above plain text; among others in bold it is one of them.
    whole = line.block.bold and ((text.endswith("。") and not after.block.bold) or _says_whose(text))
    if sentences.terminal(text) and not whole:
        return False
    valued = not chinese and (_is_row(text) or english_quantities.tells_a_value(text) or english_organisation.is_holder(text))
    if not chinese and line.block.alone and index + 1 not in labelled:
        return not valued and _stands_alone(lines, index)
    apart = text.lstrip(_OPENERS)[:1].isalnum() and (_title_case(text) or _stands_apart(lines, index))
    if not chinese and (not apart or valued):
        return False
    if index + 1 in labelled:
        return _opens_sequence(lines, index + 1, labelled)
    titled = all(_hint(one.block) and _title_case(one.block.text) for one in (line, after))
    if not chinese and titled and index > min(labelled, default=index):
        return True  # NOTES TO FINANCIAL STATEMENTS | SUMMARY OF POLICIES | Business
    return _is_whole(after.block.text) and not _SIGNATURE.search(text)


def _says_whose(text: str) -> bool:
    """Whether a title ends in the name of a body, whose full stop is an abbreviation's (Notes to Accounts of Lampworks, Inc.)."""
    before, _, name = text.lower().rpartition(" of ")
    return bool(before) and _title_case(text) and name.split()[-1].rstrip(".") in _ABBREVIATED


def _is_short_line(line: Line, chinese: bool) -> bool:
    """Whether a line is short, without a label, and by its words neither apart from the text nor a caption, point or answer."""
    text = line.block.text
    if line.label is not None or len(text) > _BARE * (1 if chinese else _LATIN) or "\t" in text:
        return False
    if _NO_HEADING.search(text) or captions.names_nothing(text):
        return False
    if line.block.outline is None and text.lstrip("（(").startswith(_APART):
        return False
    return text[:1] not in "—-*" and not enumerators.point(text)[1] and any(map(str.isalpha, text))


def _is_whole(text: str) -> bool:
    """Whether a line says something by itself: a sentence, or a label with its value (Evictions: fewer than 18)."""
    return sentences.terminal(text) or english_quantities.tells_a_value(text)


def in_capitals(text: str) -> bool:
    """Whether the words of an English line begin in capitals as in a heading: most of them, all where it ends as a sentence does."""
    words = [word for word in _long_words(text) if word not in _SMALL]
    return _title_case(text) and (not sentences.terminal(text) or all(word[0].isupper() for word in words))


def _title_case(text: str) -> bool:
    words = _long_words(text)
    return bool(words) and sum(word[0].isupper() for word in words) >= len(words) * 0.6


def _long_words(text: str) -> list[str]:
    return [word for word in re.findall(r"[A-Za-z][\w'-]*", text) if len(word) > 3]


def _stands_apart(lines: Sequence[Line], index: int) -> bool:
    """Whether a short line in sentence case stands between a whole sentence and another: no half of either."""
    before = lines[index - 1].block.text if index else "."
    text, after = lines[index].block.text, lines[index + 1].block.text.lstrip(_BULLETS)
    whole = _is_whole(before) and text[:1].isupper() and after.lstrip(_OPENERS)[:1].isupper() and _is_whole(after)
    return whole and len(text) <= _WIDE and "," not in text and text.lower().split()[-1] not in _OPEN


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    """Whether a line between blank ones stands above a text, or above others that do, and is none of many or of a list announced above."""
    first, end = index, index + 1
    while first and _is_alone(lines[first - 1]):
        first -= 1
    while end < len(lines) and _is_alone(lines[end]):
        end += 1
    text, above = lines[index].block.text, lines[first - 1].block.text if first else ""
    whole = end < len(lines) and end - first <= 3 and above[-1:] != ":" and _is_whole(lines[end].block.text)
    return whole and _is_alone(lines[index]) and text.lstrip(_OPENERS)[:1].isupper() and text.lower().split()[-1] not in _BEFORE_MORE


def _is_alone(line: Line) -> bool:
    return line.block.alone and line.label is None and not _is_whole(line.block.text)


def _is_row(text: str) -> bool:
    """Whether a line ends in figures as a row of a table does: Grand Total (A+B) 79167.00 88095.00."""
    words = text.split()
    return len(words) > 2 and all(word[-1].isdigit() and not any(map(str.isalpha, word)) for word in words[-2:])


def _opens_sequence(lines: Sequence[Line], index: int, labelled: set[int]) -> bool:
    """Whether the labelled heading at `index` restarts a sequence, so that the line before it may be the parent.

    The first 一、 of a report has no parent: what stands before it is the end of the preamble.
    """
    label = lines[index].label
    if label is None or label.number != 1:
        return False
    earlier = [lines[other].label for other in labelled if other < index]
    return label.rank > 2 or any(other is not None and other.rank == label.rank for other in earlier)
