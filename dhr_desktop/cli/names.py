"""Names at the command line: who is called what, what is doubtful, files held against the register, what has left."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from dhr_desktop.core.counting import counted
from dhr_desktop.core.documents import EDITIONS
from dhr_desktop.core.errors import Refused
from dhr_desktop.gate.saying import in_number, where
from dhr_desktop.operations.names import departing, editions, gating, name_questions, names_met, naming, small_facts
from dhr_desktop.operations.report.checks import every, filed
from dhr_desktop.operations.report.checks.findings import Finding
from dhr_desktop.people.certain import NEUTRAL, WORD
from dhr_desktop.storage.case_file import CaseFile

from .opened import opened, told_progress
from .saying import Answer
from .sending import told as said_of

MOST_LISTED = 100
EVERY = "all"


def names(asked: Namespace) -> Answer:
    """The register as each edition calls it, with what is still to be settled; or one thing settled."""
    if asked.fill:
        with opened(asked) as case:
            change = naming.fill(case)
        return Answer([change.name], {"filled": not change.did_nothing})
    if asked.settle:
        with opened(asked) as case:
            editions.set_rule(case, asked.settle, names=asked.style, dates=asked.dates, agencies=asked.agencies)
            said = editions.rule(case, asked.settle).in_words()
        return Answer([f"{said}."], {"edition": asked.settle, "says": said})
    if asked.word or asked.person or asked.neutral:
        return _answer(asked)
    if asked.take:
        return _take(asked)
    if asked.stands or asked.redact:
        return _decide(asked)
    with opened(asked, read_only=True) as case, told_progress() as progress:
        return _told(case, names_met.met(case, progress), small_facts.passages(case, progress=progress))


def _told(case: CaseFile, met: names_met.Met, together: list[small_facts.Passage]) -> Answer:
    lines, facts = [], []
    by_edition = {each: naming.called_in(case, editions.rule(case, each)) for each in EDITIONS[1:]}
    for each in naming.identities(case):
        called = [by_edition[edition][each.id] for edition in by_edition]
        lines.append(f"{each.id:>6}  {each.names[0]}  →  {' / '.join(dict.fromkeys(called))}")
        facts.append(
            {"id": each.id, "sort": each.sort, "name": each.names[0]} | dict(zip(by_edition, called, strict=True))
        )
    lines += [f"{editions.rule(case, each).in_words()}." for each in EDITIONS]
    lines.append(f"{counted(len(met.questions), 'name')} to settle, {counted(len(met.proposals), 'form')} proposed.")
    for number, question in enumerate(met.questions[:MOST_LISTED], 1):
        lines += [f"  question {number}: {question.in_words(case)}", f"      {question.in_context()}"]
        for choice in name_questions.choices(case, question):
            if choice.answer in question.could_be or choice.answer <= 0:
                lines.append(f"      {_answer_in_words(choice)}: {choice.prints}")
    for number, proposal in enumerate(met.proposals[:MOST_LISTED], 1):
        lines.append(f"  form {number}: {proposal.form} ({proposal.times} ×): {proposal.because}; as {proposal.sort}")
    lines.append(f"{counted(len(together), 'place')} where small facts stand together, as published.")
    for number, passage in enumerate(together[:MOST_LISTED], 1):
        lines.append(f"  together {number}: entry {passage.entry}: {passage.facts}: {passage.words}")
    needs = [each.words for each in naming.troubles(case)]
    told = {
        "names": facts,
        "questions": [
            {
                "form": each.form, "agency": each.agency, "about": each.about, "times": each.times, "why": each.why.value,
                "entry": each.entry, "field": each.field, "context": each.in_context(), "may_be": each.could_be,
            }
            for each in met.questions
        ],
        "proposals": [
            {"form": each.form, "times": each.times, "as": each.sort, "of": each.of, "because": each.because}
            for each in met.proposals
        ],
        "together": [{"entry": each.entry, "facts": each.facts, "words": each.words} for each in together],
    }  # fmt: skip
    return Answer(lines, told, needs)


def _answer_in_words(choice: name_questions.Choice) -> str:
    if choice.answer > 0:
        return f"--person N {choice.answer}, {choice.words}"
    return f"--{'word' if choice.answer == WORD else 'neutral'} N"


def _answer(asked: Namespace) -> Answer:
    with opened(asked) as case:
        every = name_questions.questions(case)
        if asked.neutral == EVERY:
            if every:
                name_questions.answer(case, every, NEUTRAL)
            return Answer([f"{counted(len(every), 'name')} left neutral."], {"settled": len(every)})
        number = asked.word or (asked.person[0] if asked.person else _number(asked.neutral))
        if not 1 <= number <= len(every):
            raise Refused(f"There is no question {number}. There are {len(every)}; dhr names lists them.")
        question = every[number - 1]
        meant = name_questions.of_form(every, question.asked) if asked.everywhere else [question]
        said = WORD if asked.word else asked.person[1] if asked.person else NEUTRAL
        name_questions.answer(case, meant, said)
    return Answer([f"{question.in_context()} is settled."], {"settled": number})


def _decide(asked: Namespace) -> Answer:
    """Of small facts that stand together: they may, for a reason; or the entry goes out without its words."""
    with opened(asked) as case:
        held = small_facts.passages(case)
        number = asked.redact or _number(asked.stands[0])
        if not 1 <= number <= len(held):
            raise Refused(f"There is no such place {number}. There are {len(held)}; dhr names lists them.")
        passage = held[number - 1]
        if asked.redact:
            small_facts.redact(case, passage)
            return Answer(
                [f"Entry {passage.entry} keeps its number as published, and not its words."],
                {"redacted": passage.entry},
            )
        small_facts.let_stand(case, passage, asked.stands[1])
    return Answer([f"“{passage.words}” may stand."], {"stands": passage.words})


def _number(said: str) -> int:
    return int(said) if said.isdigit() else 0


def _take(asked: Namespace) -> Answer:
    with opened(asked) as case:
        met = names_met.met(case)
        if not 1 <= asked.take <= len(met.proposals):
            raise Refused(f"There is no form {asked.take}. There are {len(met.proposals)}; dhr names lists them.")
        proposal = met.proposals[asked.take - 1]
        names_met.take(case, proposal)
    return Answer([f"“{proposal.form}” is in the register now, as {proposal.sort}."], {"taken": proposal.form})


def check(asked: Namespace) -> Answer:
    """Files held against a case's register; or the case's own names, looked over."""
    if not asked.held_against:
        if len(asked.files) != 1:
            raise Refused("Say which case the files are to be held against: --case CASE.dhr.")
        asked.case = asked.files[0]
        with opened(asked, read_only=True) as case:
            troubles = [each.words for each in naming.troubles(case)]
            result = every.run(case)
        return Answer(
            [f"{result.in_words()}.", f"Names: {counted(len(troubles), 'thing')} to look at.", *_advice(result)],
            {"troubles": troubles, "points": result.looked_for, "findings": _findings(result)},
            [*troubles, *_errors(result)],
        )
    asked.case = asked.held_against
    lines: list[str] = []
    needs: list[str] = []
    told = []
    with opened(asked, read_only=True) as case:
        for each in asked.files:
            looked = gating.check_file(case, Path(each), asked.edition)
            lines += _of_file(looked)
            needs += [
                f"{looked.name}: {hit.kind} in {where(hit.place)}: {hit.context or hit.form}" for hit in looked.blocking
            ]
            facts = _facts(looked)
            if filed_as := filed.run_on_file(case, Path(each)):
                how, result = filed_as
                lines += [f"  Held against the points as {how}.", f"  {result.in_words()}.", *_advice(result)]
                needs += [f"{looked.name}: {each}" for each in _errors(result)]
                facts |= {"read_as": how, "points": result.looked_for, "findings": _findings(result)}
            told.append(facts)
    return Answer(lines, {"files": told}, needs)


def _errors(result: every.Result) -> list[str]:
    """What needs a person, as what is wrong with the register does."""
    return [_line(each) for each in result.of(every.ERROR)]


def _advice(result: every.Result) -> list[str]:
    """Everything less grave, and what was accepted."""
    held = every.points()
    return [
        *(
            f"  {held[each.point].severity:<8} {_line(each)}"
            for each in result.findings
            if held[each.point].severity != every.ERROR
        ),
        *(f"  accepted {each.point}: {each.place}: {each.words} ({because})" for each, because in result.accepted),
    ]


def _line(finding: Finding) -> str:
    return f"{finding.point}: {finding.place}: {finding.words} {finding.reason}"


def _findings(result: every.Result) -> list[dict[str, object]]:
    held = every.points()
    return [
        {
            "point": each.point, "severity": held[each.point].severity, "place": each.place, "words": each.words,
            "reason": each.reason, "to": each.to,
        }
        for each in result.findings
    ]  # fmt: skip


def _of_file(looked: gating.Looked) -> list[str]:
    lines = [f"{looked.name}: {in_number(looked.blocking) if looked.blocking else 'nothing of the register met'}."]
    if looked.left_as is not None:
        lines.append(f"  It is an export of this case: {departing.in_one_line(looked.left_as)}")
    if looked.pictures:
        lines.append(f"  {looked.pictures} pictures: the gate cannot read what is drawn in them. Look at each.")
    if looked.unknown:
        words = ", ".join(f"{each.form} ({each.times})" for each in looked.unknown[:MOST_LISTED])
        lines.append(f"  Nobody has vouched for these; names may be among them: {words}")
    lines += [said_of(hit) for hit in looked.warnings[:MOST_LISTED]]
    return lines


def _facts(looked: gating.Looked) -> dict[str, object]:
    return {
        "file": looked.name, "sha256": looked.sha256, "pictures": looked.pictures,
        "hits": [
            {"place": hit.place, "kind": hit.kind, "form": hit.form, "context": hit.context, "key": hit.key}
            for hit in looked.blocking
        ],
        "for_a_person": [{"place": hit.place, "kind": hit.kind, "context": hit.context} for hit in looked.warnings],
        "unknown": [{"form": each.form, "times": each.times, "context": each.context} for each in looked.unknown],
        "export": departing.in_one_line(looked.left_as) if looked.left_as else "",
    }  # fmt: skip


def exports(asked: Namespace) -> Answer:
    """Every file that left, or which of them a file is; forms let pass the gate for good."""
    if asked.let_pass or asked.hold_back:
        with opened(asked) as case:
            if asked.let_pass:
                gating.allow_always(case, *asked.let_pass)
            else:
                gating.take_back(case, asked.hold_back)
        return Answer(["Kept."], {"form": asked.let_pass[0] if asked.let_pass else asked.hold_back})
    if asked.which:
        with opened(asked, read_only=True) as case:
            found = [departing.in_one_line(each) for each in departing.which(case, Path(asked.which))]
        needs = (
            []
            if found
            else [f"{Path(asked.which).name} is no export of this case, and no copy number of one stands in it"]
        )
        return Answer(found, {"exports": found}, needs)
    with opened(asked, read_only=True) as case:
        found = [departing.in_one_line(each) for each in departing.departures(case)]
    return Answer(found or ["Nothing has left this case yet."], {"exports": found})
