"""The nouns that a quantity counts where no noun stands beside it: at the end of an attribute, or at the opening of the clause before it."""

from __future__ import annotations

from tongbi.figures.clause_core import stripped
from tongbi.figures.measure_phrase import noun_length, tagged
from tongbi.language import lexicon
from tongbi.language.annotation import BREAK, Annotation
from tongbi.language.folding import since

_TOPIC = "zh/figure_names"
_FULL_STOP, _OF = "。；;：:", str(lexicon.table(_TOPIC)["of"])


def head_of_attribute(marks: Annotation, text: str, at: int, bare: str) -> str:
    """The noun that an attribute leads to where only a preposition stands before the number: 对73起逾期时间短的情形免予追究 → 情形."""
    if bare not in lexicon.words(_TOPIC, "prepositions"):
        return ""
    start = marks.quantities[at].end
    cut = BREAK.search(marks.plain, start)
    rest = marks.plain[start : cut.start() if cut else len(marks.plain)]
    last = rest.rfind(_OF)
    begin = start + last + 1
    return text[begin : begin + noun_length(tagged(rest[last + 1 :]))] if last >= 0 else ""


def opening_nouns(marks: Annotation, text: str, at: int) -> str:
    """The nouns that open the clause before, where it holds no quantity: 行政处罚案件办理量稳中有降，全年共3,957件 → 行政处罚案件办理量."""
    floor, end = marks.quantities[at - 1].end if at else 0, marks.clauses[at] - 1
    if end <= floor or marks.plain[end] in _FULL_STOP:
        return ""
    begin = since(BREAK, marks.plain, end)
    length = kept = 0
    for word, tag in tagged(marks.plain[begin:end]):
        if not tag.startswith(("n", "v", "b", "j")) and length:
            break
        length += len(word)
        if tag.startswith(("n", "j")):
            kept = length
    return stripped(text[begin : begin + kept])
