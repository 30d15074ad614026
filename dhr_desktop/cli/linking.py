"""Query sheets, codebooks and the chain from finding to action, at the command line."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from dhr_desktop.core.counting import counted
from dhr_desktop.core.errors import Refused
from dhr_desktop.core.fields import read_day
from dhr_desktop.operations.analysis import codebooks, links
from dhr_desktop.operations.importing import imr_recommendations
from dhr_desktop.operations.queries import query_replies, query_sheets

from .opened import opened
from .saying import Answer

SENT_TO_ONE = "Each holds one agency's rows alone, with real names: send it only to that agency."


def queries(asked: Namespace) -> Answer:
    """Sheets out, or a reply in; or who is still to answer."""
    if asked.reply:
        with opened(asked) as case:
            placed, _ = query_replies.read_reply(case, Path(asked.reply))
        facts = {
            "answered": placed.answered,
            "already": placed.already,
            "empty": placed.empty,
            "unplaced": placed.unplaced,
        }
        return Answer([placed.in_words()], facts, placed.unplaced)
    if asked.sheets:
        due = read_day(asked.due) if asked.due else None
        with opened(asked) as case:
            written = query_sheets.write_sheets(case, Path(asked.sheets), due=due, ending=asked.ending)
        return Answer([*map(str, written), SENT_TO_ONE], {"written": [str(each) for each in written]})
    with opened(asked, read_only=True) as case:
        rows = {each.name: len(query_sheets.rows_for(case, each.id)) for each in query_sheets.agencies_asked(case)}
    lines = [f"{name}: {counted(number, 'row')} to answer" for name, number in rows.items()]
    return Answer(lines or ["No query is open."], {"open": rows})


def codebook(asked: Namespace) -> Answer:
    """The themes of the case; a codebook used, brought in or sent out."""
    with opened(asked, read_only=not (asked.use or asked.source)) as case:
        if asked.use:
            change = codebooks.adopt(case, asked.use)
            return Answer([f"{change.name}: {len(change.ids)} themes."], {"themes": len(change.ids)})
        if asked.source:
            change = codebooks.bring_in(case, Path(asked.source))
            return Answer([f"{change.name}: {len(change.ids)} themes."], {"themes": len(change.ids)})
        if asked.to:
            number = codebooks.send_out(case, Path(asked.to), asked.only, overwrite=asked.overwrite)
            return Answer([f"{number} themes written to {asked.to}."], {"themes": number, "to": asked.to})
        held = codebooks.codes(case)
    lines = [
        f"{each.codebook or codebooks.OWN}  {each.group}  {each.title}  ({counted(used, 'mark')})"
        for each, used in held
    ]
    told = [{"codebook": each.codebook, "group": each.group, "theme": each.title, "marks": used} for each, used in held]
    return Answer(lines or [f"No themes yet. Use one of: {', '.join(codebooks.SHIPPED)}."], {"themes": told})


def link(asked: Namespace) -> Answer:
    """The next link of the chain: a lesson, a recommendation, an action."""
    with opened(asked) as case:
        if asked.what == "lesson":
            change = links.add_lesson(case, asked.below, asked.text)
        elif asked.what == "recommendation":
            change = links.add_recommendation(
                case, asked.below, asked.text, number=asked.number, within=asked.within, agency=asked.agency
            )
        else:
            if len(asked.below) != 1:
                raise Refused("An action belongs to one recommendation: give its number.")
            change = links.add_action(case, asked.below[0], asked.text, lead=asked.lead)
    return Answer([f"{change.name}: no. {max(change.ids)}."], {"id": max(change.ids)})


def recommendations(asked: Namespace) -> Answer:
    """An agency's recommendations, from the table in its IMR."""
    path = Path(asked.source)
    with opened(asked) as case:
        agency = asked.agency or imr_recommendations.sender_of(case, path)
        fresh, already, _ = imr_recommendations.bring_in(case, path, agency)
    return Answer(
        [f"{fresh} recommendations came in; {already} were here already."], {"added": fresh, "already": already}
    )
