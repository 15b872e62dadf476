"""Names of English quantities, from the parse of their clause: what a verb says was reached, counted, kept or changed, or the noun phrase
right before or behind the number.

The subject of a clause names what reached a value (GDP reached 47.2 trillion yuan), the object what was brought to one (raise subsidies to
120 yuan), the thing behind the number what was counted (created 12.21 million urban jobs), with its verb. A step is called after what
changed; one without a subject of its own goes on from the clause before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from tongbi.figures import english_phrases
from tongbi.figures.english_phrases import named, phrase
from tongbi.figures.english_segments import Segment
from tongbi.language import change_words, english_clause, english_quantities, english_verbs, units
from tongbi.language.english_clause import Word
from tongbi.language.lexicon import one_of, words
from tongbi.language.quantity import Quantity

_AUXILIARIES = frozenset(words("en/clause", "auxiliaries"))
_BE = _AUXILIARIES - {"has", "have", "had", "did", "does", "do"}
_REACH, _SHARE, _KEEP, _FORESEEN = (english_verbs.verbs(name) for name in ("reach", "share", "keep", "foreseen"))
_CHANGES, _CHANGE_NOUNS = english_verbs.changes(), english_verbs.changes(noun=True)
_PARTICLES = frozenset(words("en/change", "particles.up", "particles.down"))
_CARRIERS = frozenset(words("en/change", "particles.carriers"))
_OBJECTS = frozenset(change_words.ENGLISH_OBJECTS)
# Behind a verb of change these bound a value, not the change: does not rise above 4.6%.
_LEVELS = frozenset({"above", "below", "under"})
_SKIPPED = frozenset({"aside", "adverb"})
_CHAIN = frozenset({"verb", "auxiliary", "to", "adverb", "aside"})
_ENDS = frozenset({"break", "relative", "quantity"})
_SIGNED = frozenset(words("en/clause", "signed"))
_PER_SHARE = re.compile(rf"\s+(per (?:[a-z]+ )?{one_of('en/units', 'securities')})\b")
_SHARE_NOUN = "per "


@dataclass(slots=True)
class _Told:
    """What was named so far in a sentence: the names, the last subject, the last verb with which one was named, the last parts' whole."""

    names: list[str] = field(default_factory=list)
    subject: str = ""
    verb: str = ""
    whole: str = ""

    @property
    def last(self) -> str:
        """What the last value is of: its name without a step."""
        return self.names[-1].split("·")[0] if self.names else ""


def english_names(text: str, found: Sequence[Quantity]) -> list[str]:
    """A name for each quantity of an English sentence, in order; "" where nothing names one."""
    parsed, told = english_clause.parse(text, found), _Told()
    places = {word.at: place for place, word in enumerate(parsed) if word.tag == "quantity"}
    listed = english_phrases.respective(parsed, found)
    runs = {at: run for run in english_phrases.runs(parsed, found) for at in run}
    for at, quantity in enumerate(found):
        clause = _Clause(parsed, places.get(at, 0), quantity)
        label = english_quantities.label(text, quantity)
        name = told.last if at and _is_beside(text, found[at - 1], quantity) else clause.name(told)
        name = phrase(english_clause.parse(label, ())) or name if label else name
        among = at > 0 and english_quantities.is_among(text, found[at - 1], quantity)
        told.whole = (told.whole or told.last) if among else ""
        name = clause.part_of(told.whole) if among else name
        of = listed.get(at) or _in_step(at, runs.get(at, []), told.names, found)
        name = "·".join(filter(None, (clause.of_each(of), name.partition("·")[2]))) if of else name
        if units.sort(quantity.unit) in {"share", "points"} and "·" not in name:
            name = "·".join(filter(None, english_phrases.ungrown(name))) or name
        share = _PER_SHARE.match(text, quantity.end)
        told.names.append(f"{name} {share[1]}" if share and name and _SHARE_NOUN not in name else name)
    return told.names


def _is_beside(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Whether a value is of what the one before is: held against that (versus 23.4%), or led to from it (from 12 to 15 clinics)."""
    if before.unit != quantity.unit:
        return False
    if before.qualifier == "previous":
        led = change_words.ENGLISH_LEADS_TO.match(text, before.end)
        return led is not None and quantity.start < led.end() <= quantity.end
    return quantity.qualifier == "previous" and change_words.COMPARED_TO.search(text, before.end, quantity.start) is not None


def _in_step(at: int, run: Sequence[int], names: Sequence[str], found: Sequence[Quantity]) -> str:
    """What a step in a list of them is of: the value of the same rank among as many before (5 and 3 yuan, up 9% and 8%)."""
    first = run[0] if run else 0
    before = range(first - len(run), first)
    if not run or before.start < 0 or len({found[one].unit for one in before}) > 1 or any("·" in names[one] for one in before):
        return ""
    apart = found[before.start].unit != found[first].unit and len({names[one] for one in before}) == len(run)
    return names[before[at - first]] if apart else ""


class _Clause:
    """The words around one quantity, at `place` among those of its sentence."""

    def __init__(self, parsed: Sequence[Word], place: int, quantity: Quantity) -> None:
        self._words, self._place, self._quantity = parsed, place, quantity
        self._rate = units.sort(quantity.unit) in english_clause.RATES
        self._before = self._back(place)

    def _back(self, place: int) -> int:
        """The place of the last word before that is neither adverb nor aside; -1 for none."""
        place -= 1
        while place >= 0 and (self._words[place].tag in _SKIPPED or self._is_article(place)):
            place -= 1
        return place

    def _is_article(self, place: int) -> bool:
        """Whether a determiner stands right before the number: another 10%, a 700 billion yuan deficit."""
        return place == self._place - 1 and self._words[place].tag == "determiner"

    def name(self, told: _Told) -> str:
        """What the quantity is called; `told` learns the subject and verb of its clause."""
        at = self._before
        word = self._words[at] if at >= 0 else None
        step = self._step_behind()
        if step:
            verbal = word is not None and word.tag in {"verb", "auxiliary"} and word.text.lower() not in _SHARE
            return self._stepped(step[0] or (self._subject(at, told) if verbal else told.last), step[1], told)
        if word is None or word.tag in _ENDS or word.tag == "joining":
            return self._goes_on(word, told)
        if word.text.lower() in _PARTICLES:
            return self._of_particle(at, told)
        if word.tag == "verb" or word.tag == "auxiliary":
            return self._of_verb(at, told)
        if word.tag in {"preposition", "to"}:
            return self._of_preposition(at, told)
        return self._of_noun(at, told)

    # ── the word before the number ──

    def _of_verb(self, at: int, told: _Told) -> str:
        """A number right behind a verb: what was reached, by how much something changed, what was counted, or a share."""
        verb = self._words[at].text.lower()
        bounded = any(word.text.lower() in _LEVELS for word in self._words[at + 1 : self._place])
        if verb in _CHANGES and not bounded and (self._rate or verb not in _OBJECTS):
            return self._stepped(self._subject(at, told), verb, told)
        if self._rate and verb in _SHARE:
            return self._share(self._subject(at, told))
        if bounded or verb in _BE or verb in _REACH or (verb in _FORESEEN and not self._thing()):
            subject = self._subject(at, told)
            return subject if subject or told.names else self._counted(verb, told)
        raising = self._noun_phrase(self._chain(at)) if verb in _OBJECTS and not self._thing() else ""
        return named(f"{raising} {english_phrases.done(verb)}") if raising else self._counted(verb, told)

    def _of_particle(self, at: int, told: _Told) -> str:
        """Up 8%; was up 8%: a step of the subject, or of what was told before."""
        back, word = self._back(at), self._words[at].text.lower()
        if back >= 0 and self._words[back].text.lower() in _CARRIERS:
            return self._stepped(self._subject(back, told), f"{self._words[back].text.lower()} {word}", told)
        verbal = back >= 0 and self._words[back].tag in {"verb", "auxiliary"}
        opening = back >= 0 and self._words[back].tag == "break" and not told.names
        begins = self._break(at)
        named = back >= 0 and self._words[back].tag == "noun" and (begins < 0 or self._words[begins].tag == "break")
        subject = self._subject(back, told) if verbal else self._noun_phrase(at if named else back) if opening or named else ""
        if not self._rate and self._thing() and not subject and not told.names:
            return self._counted("", told)
        return self._stepped(subject or told.last, word, told)

    def _of_preposition(self, at: int, told: _Told) -> str:
        """By, to, at, of, from, in … before the number."""
        preposition, verb = self._words[at].text.lower(), self._governor(at)
        between = self._object(verb, at) if verb >= 0 else ""
        word = self._words[verb].text.lower() if verb >= 0 else ""
        if preposition in {"of", "in"}:
            return self._of_genitive(at, verb, told)
        if verb >= 0 and self._thing() and "total" in (one.text for one in self._words[verb:at]):
            return f"total {self._thing()}"
        if verb < 0:
            return self._elided(at, preposition, told)
        if between.lower() in _PARTICLES:
            word, between = between.lower(), ""
        if self._rate and word in _SHARE:
            return self._share(between or self._subject(verb, told))
        subject = between or self._subject(verb, told)
        if word in _CHANGES | _PARTICLES and (preposition in {"by", "between"} or (preposition == "at" and self._rate and not between)):
            return self._stepped(subject, word, told)
        valued = preposition in {"at", "from", "between"} or (preposition == "to" and word in _CHANGES | _KEEP | _REACH)
        if self._thing() and not valued and not (self._measured() and preposition == "to"):
            return named(f"{subject} {self._thing()}")
        told.verb = word if word in _CHANGES else told.verb
        if not between:
            told.subject = subject or told.subject
        return subject or told.last or self._counted(word, told)

    def _of_genitive(self, at: int, verb: int, told: _Told) -> str:
        """A deficit of 800 billion yuan; an increase of 9.2%; a decline in the rate of 3%."""
        begin = max(verb, self._break(at)) + 1
        noun = phrase(self._words[english_phrases.led_to(self._words, begin) if told.names else begin : at])
        head = noun.split()[-1].lower() if noun else ""
        if head in _CHANGE_NOUNS:
            own = named(" ".join(noun.split()[:-1]))
            own = "" if set(own.lower().split()) <= english_phrases.LIMITING else own
            subject = own or (self._subject(verb, told) if verb >= begin - 1 and verb >= 0 else "") or told.last
            of = english_phrases.behind(self._words, self._place)[1] if not subject else ""
            return self._stepped(subject or of, head, told)
        signed = head in _SIGNED and verb == begin - 1 and verb >= 0 and self._words[verb].text.lower() in _BE
        subject = self._subject(verb, told) if signed else ""
        if subject:
            return f"{subject} ({noun})"
        thing = self._thing()
        if thing and not self._measured():
            return named(f"{noun} {thing}") if noun else self._counted("", told)
        if not noun and verb >= 0:
            return thing or self._subject(verb, told) or told.last
        if noun:
            told.subject = told.subject or noun
        if noun and thing and units.dimension(self._quantity.unit) != "money":
            return named(f"{noun} {thing}")
        return noun or told.last or thing

    def _of_noun(self, at: int, told: _Told) -> str:
        """A noun phrase right before the number (keep the CPI increase around 4%), or only its article (a 700 billion yuan deficit)."""
        if self._words[at].tag in {"determiner", "pronoun"}:
            return self._counted("", told)
        verb = self._governor(at + 1)
        begin = max(verb, self._break(at)) + 1
        noun, last = phrase(self._words[begin : at + 1]), self._words[at].text.lower()
        if verb < 0 and self._rate and last in _CHANGES:
            return self._stepped(phrase(self._words[begin:at]) or told.last, last, told)
        if self._thing() and not self._measured():
            return named(f"{noun} {self._thing()}")
        return noun or told.last

    def _goes_on(self, word: Word | None, told: _Told) -> str:
        """A number at the beginning of its clause: of a list, of what was told, or counting the thing behind it."""
        thing = self._thing() or english_phrases.behind(self._words, self._place)[1]
        if self._rate and not thing and english_phrases.participle(self._words, self._place):
            thing = english_phrases.purpose(self._words, self._place)
        if word is not None and word.text.lower() == "or" and told.names:
            return told.names[-1]  # increased $2.2 billion, or 8.1%
        if word is not None and word.tag in {"joining", "quantity"} and told.names:
            before = self._back(self._before) if word.tag == "joining" else self._before
            beside = before >= 0 and self._words[before].tag == "quantity"
            if beside and (self._rate or units.is_currency(self._quantity.unit) or not thing):
                return told.names[-1]
        if not thing:
            return told.last
        own = any(other.tag == "verb" or other.text.endswith("ed") for other in self._words[self._place + 1 : self._place + 2])
        return self._counted(told.verb if word is not None and not own else "", told)

    def _elided(self, at: int, preposition: str, told: _Told) -> str:
        """A clause without a verb: chemical oxygen demand by 12.45%; and costs to $3 million; to 52.6% behind what it started from."""
        begin = self._break(at) + 1
        own = phrase(self._words[begin:at])
        what, grown = english_phrases.ungrown(own)
        if grown and preposition == "by":
            return self._stepped(what, grown, told)
        if self._thing() and not self._measured():
            return self._counted("", told)
        if own and preposition == "by" and told.names and "·" in told.names[-1]:
            return self._stepped(own, told.names[-1].rpartition("·")[2], told)
        verb = next((place for place in range(at - 1, -1, -1) if self._words[place].tag == "verb"), -1)
        if not own and preposition == "by" and not told.names and verb >= 0 and self._words[verb].text.lower() in _CHANGES:
            return self._stepped(self._subject(verb, told), self._words[verb].text.lower(), told)
        beside = self._words[begin].tag == "joining" and begin > 0 and self._words[begin - 1].tag != "relative"
        return own if own and (beside or not told.names) else told.last or own

    # ── the parts of the clause ──

    def _break(self, at: int) -> int:
        """The place of the last break, relative word or quantity before `at`; -1 for none."""
        return next((place for place in range(at - 1, -1, -1) if self._words[place].tag in _ENDS), -1)

    def _governor(self, at: int) -> int:
        """The place of the last verb before `at` in its clause; -1 for none."""
        low = self._break(at)
        return next((place for place in range(at - 1, low, -1) if self._words[place].tag in {"verb", "auxiliary"}), -1)

    def _subject(self, verb: int, told: _Told) -> str:
        """The subject of the verb at a place: the noun phrase before its chain, at last that of the clause before."""
        found = self._noun_phrase(self._chain(verb))
        told.subject = found or told.subject or told.last
        return told.subject

    def _chain(self, verb: int) -> int:
        """Where the chain of a verb begins: will be raised, is projected to grow."""
        while verb > 0 and self._is_chained(self._words[verb - 1]):
            verb -= 1
        return verb

    @staticmethod
    def _is_chained(word: Word) -> bool:
        return word.tag in _CHAIN or word.text.lower() in english_clause.FLOATING

    def _noun_phrase(self, end: int) -> str:
        """The noun phrase that ends before a place: in its clause, or, behind what is told aside between commas, before that."""
        crossed = behind = False
        while end > 0:
            part = self._segment(end)
            if part.coordinate and part.begin:
                return phrase(part.words[part.joined + 1 :])
            if part.noun and part.may_be_subject(crossed, behind):
                return part.noun
            if part.verb >= 0 and part.joined == len(part.words) - 1 > part.verb:  # increased and exceeded
                end = self._chain(part.begin + part.verb)
                continue
            if behind and part.verb >= 0:
                return phrase(part.words[part.verb + 1 :])
            if not part.opens_back():
                return ""
            end = part.begin - 1
            while part.aside and end > 0 and self._words[end - 1].tag == "break":
                end -= 1
            crossed, behind = crossed or not part.aside, part.aside and not part.words
        return ""

    def _segment(self, end: int) -> Segment:
        """The words before a place back to the last break, relative word or quantity."""
        begin = self._break(end) + 1
        words = self._words[begin:end]
        verb = max((at for at in range(len(words)) if self._is_main(words, at)), default=-1)
        joined = max((at for at, word in enumerate(words) if word.tag == "joining" and at > verb), default=-1)
        return Segment(words, begin, verb, joined, self._words[begin - 1].tag if begin else "noun")

    def _is_main(self, segment: Sequence[Word], at: int) -> bool:
        return segment[at].tag in {"verb", "auxiliary"} and not self._is_reduced(segment, at)

    @staticmethod
    def _is_reduced(segment: Sequence[Word], verb: int) -> bool:
        """Whether a verb in a noun phrase limits its noun: cash provided by operations, land covered by forest."""
        behind = segment[verb + 1] if verb + 1 < len(segment) else None
        form = segment[verb].text.lower()
        tags = [word.tag for word in segment]
        purpose = [at for at in range(2, verb + 1) if tags[at - 2 : at + 1] == ["noun", "to", "verb"]]
        beside = verb in purpose or tags[verb - 1] == "joining"
        if purpose and beside and not form.endswith(("ed", "s")):  # contracts to build … and provide
            return form not in english_verbs.finite()
        past = form.endswith("ed") or form in english_verbs.finite()
        limits = verb > 0 and segment[verb - 1].tag in {"noun", "adverb"} and all(word.tag != "joining" for word in segment[verb:])
        return segment[verb].tag == "verb" and past and limits and behind is not None and behind.tag in {"preposition", "to"}

    def _object(self, verb: int, end: int) -> str:
        """The object of a verb: the noun phrase right behind it; "" where a preposition stands there (held in check at 3.3%)."""
        begin = next((at for at in range(verb + 1, end) if self._words[at].tag not in _SKIPPED), end)
        direct = begin < end and self._words[begin].tag in {"noun", "determiner", "verb"}
        return phrase(self._words[begin:end]) if direct else ""

    # ── the thing behind the number ──

    def _measured(self) -> bool:
        """Whether the number's unit measures, so that it names nothing."""
        return not english_clause.counts(self._quantity)

    def part_of(self, whole: str) -> str:
        """What some of those that were told before are: women of employees; "" where nothing says so."""
        rest = self._words[self._place + 1 :]
        told = [one for one in takewhile(lambda word: word.tag not in {*_ENDS, "joining"}, rest) if one.tag != "auxiliary"]
        done = english_phrases.participle(self._words, self._place)
        of = "" if len(told) == 1 and not english_verbs.is_plural(told[0].text) else "of "
        said = "" if done.endswith("ed") else phrase(told)
        return f"{said} {of}{whole}" if said else named(f"{whole} {done}") if done else ""

    def of_each(self, of: str) -> str:
        """What a member of a list is called: of a count, with what is counted (clinics at Upton patients)."""
        return of if self._measured() else named(f"{of} {self._thing()}")

    def _thing(self) -> str:
        """What is counted: the noun of the unit with what limits it; of a measure, the noun behind it."""
        direct, of = english_phrases.behind(self._words, self._place)
        if self._measured():
            return direct or of if not self._rate else ""
        own = english_phrases.counted(self._words[self._place].text) or self._quantity.unit
        return named(f"{own} of {of}" if of and own.split()[-1] in english_phrases.CLASSIFIERS else own)

    def _counted(self, verb: str, told: _Told) -> str:
        """What a verb of doing counts, with the verb: urban jobs created; of money, what it is for."""
        thing = self._thing() or english_phrases.purpose(self._words, self._place)
        passive = english_phrases.participle(self._words, self._place)
        done = passive or (verb if verb not in _AUXILIARIES else "")
        another, told.verb = bool(done) and told.verb not in {"", done}, verb if verb not in _AUXILIARIES else told.verb
        if self._rate and not thing:
            thing = english_phrases.behind(self._words, self._place)[1]
        if not thing and not told.last:
            thing = self._subject(self._governor(self._place), told)
        if not thing and another and units.is_currency(self._quantity.unit):
            thing = "money"  # closed 12 cases and collected $3 million
        return named(f"{thing} {english_phrases.done(done)}") if thing else told.last or named(done)

    # ── steps and shares ──

    def _step_behind(self) -> tuple[str, str] | None:
        """A step told behind the number: a 16% increase in the money supply, 400 billion more than last year."""
        return english_phrases.step_behind(self._words, self._place, rate=self._rate)

    def _stepped(self, subject: str, verb: str, told: _Told) -> str:
        told.verb = verb
        subject = english_phrases.ungrown(subject)[0] or subject
        return "·".join(filter(None, (subject, verb)))

    def _share(self, subject: str) -> str:
        """A share of a whole, with both: value added of services share of GDP."""
        whole = english_phrases.behind(self._words, self._place)[1]
        return named(f"{subject} share of {whole}") if whole and subject else subject
