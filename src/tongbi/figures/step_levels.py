"""Steps and levels: what a step is of, by which the value behind it is called too (生产总值增长6.2%，总量突破1843亿元)."""

from __future__ import annotations

from collections.abc import Sequence

from tongbi.figures.basis import RATES
from tongbi.figures.change_names import step
from tongbi.figures.counted_nouns import BARE
from tongbi.language import lexicon
from tongbi.language.annotation import Annotation
from tongbi.language.parts_of_speech import tagged, words_of

_FORM, _BASIS = lexicon.words("zh/terms", "form"), lexicon.words("zh/terms", "basis")
_CARRIES = lexicon.words("zh/figure_names", "carries", "attains")
_AMONG, _MEASURES = (lexicon.words("zh/figure_names", name) for name in ("among", "measures"))


def is_subject(own: str, printed: str) -> bool:
    """Whether the words before a step say what changed: more than a bare verb (办结) or measure (总量); 耕地, 税收 and 其中出口 do."""
    part = own != "" and printed.strip().startswith(_AMONG)
    return part or len(own) > BARE or (len(own) == BARE and own[-1] not in _MEASURES and tagged(own)[0][1].startswith("n"))


def level(marks: Annotation, at: int, bare: str, named: Sequence[str], counts: Sequence[str]) -> str:
    """What the value `at` is called where its clause, behind , or 、 after a rate of change, says no more than how that is measured.

    `bare` are the words of its clause, `named` the names before it, `counts` those of counts. "" where the change is of a count told
    before, whose next value is another (新建公园5个，增长25%，总数120个).
    """
    rate = marks.quantities[at - 1] if at else None
    subject, way = step(named[-1]) if rate else ("", 0)
    subject = next((subject.removesuffix(word) for word in _BASIS if subject.endswith(word)), subject)
    beside = rate and rate.unit in RATES and marks.plain[rate.end : marks.clauses[at]] in {",", "，", "、"}
    if not (beside and way and subject and subject not in counts) or marks.quantities[at].unit in RATES:
        return ""
    if not _measures(bare, subject):
        return ""
    return subject if len(subject) > BARE or bare in _CARRIES else subject + bare  # 经济总量


def _measures(bare: str, subject: str) -> bool:
    """Whether words are no more than a form of counting a subject or its last word (总量, 收入总额, 总收入), or a verb that carries it."""
    if bare in _CARRIES:
        return True
    for form in _FORM:
        bare = bare.removesuffix(form).removeprefix(form)
    return not bare or bare == words_of(subject)[-1]
