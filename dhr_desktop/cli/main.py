"""The command line's grammar, and the edge where every failure becomes a sentence and an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from dhr_desktop import __version__
from dhr_desktop.core.documents import EDITIONS, PUBLICATION
from dhr_desktop.core.errors import Cancelled, DhrError, DiskFull, WriteFailed
from dhr_desktop.core.fields import Unreadable
from dhr_desktop.core.moments import Coarseness
from dhr_desktop.gate.saying import where
from dhr_desktop.operations.analysis.codebooks import SHIPPED
from dhr_desktop.operations.analysis.every import EVERY
from dhr_desktop.operations.analysis.exports import FORMATS as ANALYSIS_FORMATS
from dhr_desktop.operations.casefile.leaving import WARNING
from dhr_desktop.operations.chronology.timeline_exports import DOTS_AN_INCH, PAPERS, WIDTHS
from dhr_desktop.operations.chronology.timelines import By
from dhr_desktop.operations.events.differing import STATES
from dhr_desktop.operations.events.joining import VERDICTS
from dhr_desktop.operations.names.editions import AS_THEY_ARE, GENERAL, NAME_STYLES
from dhr_desktop.operations.names.gating import HeldBack
from dhr_desktop.operations.queries import query_sheets
from dhr_desktop.system import logs

from . import analysing, commands, exporting, joining, linking, marking, names, reporting
from .saying import REFUSED, refuse, say
from .sending import add_sending

EXPORTS = ("everything", "entries", "suggestions", "import-reports", "chronology", "timeline", *reporting.EXPORTS)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"{message}. Type “{self.prog} --help” to see how it is written.\n")


def parser() -> argparse.ArgumentParser:
    top = _Parser(prog="dhr", description="DHR Desktop at the command line. Exit 0 done, 1 needs a person, 2 refused.")
    top.add_argument("--version", action="version", version=f"DHR Desktop {__version__}")
    commands_of = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: commands.Command, help: str, *, case: bool = True) -> argparse.ArgumentParser:
        each = commands_of.add_parser(name, help=help, description=help)
        if case:
            each.add_argument("case", metavar="CASE.dhr")
        each.add_argument("--passphrase-file", metavar="FILE", help="read the passphrase from this file")
        each.add_argument("--recovery-code-file", metavar="FILE", help="open with the code of the recovery sheet")
        each.add_argument("--json", action="store_true", help="answer in machine form")
        each.set_defaults(run=run)
        return each

    made = command("new", commands.new, "begin a review in a new case file")
    made.add_argument("--title", required=True)
    made.add_argument("--label", default="", help="DHR, DARDR or another; the guidance's own if left out")
    made.add_argument("--guidance", default="2016", choices=["2013", "2016", "2024 draft", "local"])

    brought = command("import", commands.bring_in, "bring in agencies' files: what was found, row by row accounted for")
    brought.add_argument(
        "files", nargs="+", metavar="FILE-OR-FOLDER",
        help="Excel (.xlsx .xlsm .xlsb .xls), Word (.docx .docm), OpenDocument (.ods .odt), .rtf, .csv, .tsv, .txt; "
        ".pdf as a best effort. Told by their content, not their names.",
    )  # fmt: skip
    brought.add_argument("--agencies", metavar="agencies.csv", help="the agencies register, taken in first")
    brought.add_argument(
        "--accept", action="store_true", help="keep what was found, but no file that asks something; without it nothing"
    )
    brought.add_argument(
        "--sent-by", nargs="+", default=[], metavar="FILE=AGENCY",
        help="who sent a file; a name the register does not have makes a new agency",
    )  # fmt: skip
    brought.add_argument(
        "--rows-of",
        nargs="+",
        default=[],
        metavar="NAME=AGENCY",
        help="whose rows a column of agencies means by a name",
    )
    brought.add_argument("--month-first", nargs="+", default=[], metavar="FILE", help="its dates are month first")
    brought.add_argument(
        "--split-dates", nargs="+", default=[], metavar="FILE", help="a cell with several dates is an entry for each"
    )
    brought.add_argument(
        "--new-version", nargs="+", default=[], metavar="FILE", help="it replaces the earlier file it is like"
    )
    brought.add_argument(
        "--further-file", nargs="+", default=[], metavar="FILE", help="it is beside the earlier file it is like"
    )
    brought.add_argument("--day-first", nargs="+", default=[], metavar="FILE", help="its dates are day first after all")

    listed = command("entries", commands.entries, "list the entries, with what wants looking at")
    listed.add_argument("words", nargs="*", help="only entries that hold all of these")
    listed.add_argument("--doubtful", action="store_true", help="only entries that want looking at")
    mended = command("correct-date", commands.correct_date, "set how an entry's date is read; its words stay")
    mended.add_argument("entry", type=int, metavar="NUMBER", help="as shown by dhr entries")
    mended.add_argument("--date", default="", metavar="WORDS", help="left out, the date stands as it was read")
    mended.add_argument("--because", default="", metavar="REASON")
    blank = command("blank", commands.blank_chronology, "a blank chronology to send to agencies", case=False)
    blank.add_argument("to", metavar="FILE.xlsx|FILE.docx")
    blank.add_argument("--overwrite", action="store_true", help="replace a file that is there")

    offered = command("suggest", joining.suggest, "suggested links with reasons; joins nothing")
    offered.add_argument("--limit", type=int, default=0, metavar="N", help="only the N surest")
    joined = command("join", joining.join, "join entries as accounts of one event, or say that they are not")
    joined.add_argument("entries", nargs="*", type=int, metavar="NUMBER", help="entries, as shown by dhr entries")
    joined.add_argument("--as", dest="verdict", default="same event", choices=VERDICTS)
    joined.add_argument("--because", default="", metavar="REASON")
    joined.add_argument("--identical-rows", action="store_true", help="join every agency's rows in the same words")
    joined.add_argument("--accept-suggestions-above", type=float, metavar="P", help="for checking and for the brave")
    happened = command("events", joining.events, "the events with their accounts; or change one")
    happened.add_argument("event", nargs="?", type=int, metavar="NUMBER")
    happened.add_argument("--split", action="store_true", help="every account on its own again")
    happened.add_argument("--take-out", type=int, metavar="ENTRY")
    happened.add_argument("--take-in", type=int, metavar="ENTRY")
    happened.add_argument("--lead", type=int, metavar="ENTRY")
    happened.add_argument("--date", metavar="WORDS", help="the date that stands; blank for the most exact account's")
    happened.add_argument("--because", default="", metavar="REASON")
    differing = command("differences", joining.differences, "where accounts of one event differ; or settle one")
    differing.add_argument("difference", nargs="?", type=int, metavar="NUMBER")
    differing.add_argument("--state", default="", choices=STATES)
    differing.add_argument("--because", default="", metavar="REASON")
    decided = command("decisions", joining.decisions, "what was decided about entries, newest last")
    decided.add_argument("words", nargs="*", help="only decisions that hold all of these")

    put = command("mark", marking.mark, "mark entries or events, tag them, or put a query on them")
    put.add_argument("on", nargs="*", type=int, metavar="NUMBER", help="entries or events; none for a span")
    put.add_argument("--first", default="", metavar="DAY", help="of a span or an absence")
    put.add_argument("--last", default="", metavar="DAY")
    put.add_argument("--as", dest="sort", default="", metavar="MARK", help="missed opportunity, good practice, …")
    put.add_argument("--title", default="")
    put.add_argument("--text", default="")
    put.add_argument("--theme", default="")
    put.add_argument("--query", default="", metavar="QUESTION", help="to each agency that wrote one of them")
    made_so_far = command("marks", marking.marks, "the marks; or the queries or the panel's comments")
    made_so_far.add_argument("words", nargs="*", help="only those that hold all of these")
    made_so_far.add_argument("--list", default="marks", choices=list(marking.LISTS))
    made_so_far.add_argument("--remove", type=int, default=0, metavar="NUMBER", help="take one of them away")
    moved = command("order", marking.move, "the order of an entry within its day, where no clock gives it")
    moved.add_argument("entry", type=int, metavar="NUMBER")
    moved.add_argument("way", choices=["earlier", "later", "forget"])

    told = command("analyse", analysing.analyse, "an analysis; without a name, what each of them has")
    told.add_argument("name", nargs="?", default="", choices=["", *EVERY], metavar="NAME", help=", ".join(EVERY))
    told.add_argument("--choose", nargs="*", default=[], metavar="LABEL=VALUE", help="as the analysis offers")
    told.add_argument("--to", metavar="FILE", help=f"write it: {', '.join(ANALYSIS_FORMATS)}")
    add_sending(told)
    told.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    deciding = told.add_mutually_exclusive_group()
    deciding.add_argument("--confirm", nargs="+", type=int, metavar="LINE", help="what these lines suggest counts")
    deciding.add_argument("--set-aside", nargs="+", type=int, metavar="LINE", help="they do not")
    deciding.add_argument("--confirm-all", action="store_true")

    sent = command("queries", linking.queries, "query sheets to agencies, and their replies")
    sent.add_argument("--sheets", metavar="FOLDER", help="write one for each agency with an open query")
    sent.add_argument("--ending", default=".xlsx", choices=query_sheets.FORMATS)
    sent.add_argument("--due", metavar="DAY")
    sent.add_argument("--reply", metavar="FILE", help="put the answers of a sheet that came back onto their rows")
    coded = command("codebook", linking.codebook, "the themes of the case; or use, bring in or send out a codebook")
    coded.add_argument("--use", choices=list(SHIPPED), metavar="NAME", help="; ".join(SHIPPED))
    coded.add_argument("--from", dest="source", metavar="FILE.csv|FILE.qdc")
    coded.add_argument("--to", metavar="FILE.csv|FILE.qdc")
    coded.add_argument("--only", default="", metavar="CODEBOOK")
    coded.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    linked = command("link", linking.link, "the next link from finding to action")
    linked.add_argument("what", choices=("lesson", "recommendation", "action"))
    linked.add_argument("below", nargs="*", type=int, metavar="NUMBER", help="marks, lessons, or one recommendation")
    linked.add_argument("--text", default="")
    linked.add_argument("--number", default="", help="of a recommendation; the next one if left out")
    linked.add_argument("--within", type=int, default=0, metavar="NUMBER", help="the recommendation it is part of")
    linked.add_argument("--agency", type=int, default=0, metavar="NUMBER", help="of a single-agency recommendation")
    linked.add_argument("--lead", default="", help="of an action")
    theirs = command("recommendations", linking.recommendations, "bring in an agency's table of recommendations")
    theirs.add_argument("--from", dest="source", required=True, metavar="FILE")
    theirs.add_argument("--agency", type=int, default=0, metavar="NUMBER", help="if the file's name does not say")

    one_date = command("date", commands.date_wording, "how one date's wording is read", case=False)
    one_date.add_argument("wording", metavar="WORDS")
    one_date.add_argument("--year", type=int, help="the year of the heading above it")
    one_date.add_argument("--after", metavar="DAY", help="the date of the entry before it")
    many_dates = command("dates", commands.date_wordings, "how a file of date wordings is read", case=False)
    many_dates.add_argument("source", metavar="FILE.csv")
    many_dates.add_argument("--to", required=True, metavar="OUT.csv")
    many_dates.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    for each in (one_date, many_dates):
        each.add_argument(
            "--death",
            default="31/12/2015",
            metavar="DAY",
            help="two-digit years end five years after it (2015 if left out)",
        )
        each.add_argument("--until", metavar="DAY", help="nothing can be later; two years after the death if left out")

    taken = command("people", commands.people, "read people, places, organisations and numbers from a CSV")
    taken.add_argument("--from", dest="source", metavar="FILE.csv", required=True)

    _names_and_checks(command)

    one = command("register", commands.register, "show a register, read it from a CSV, or write it to one")
    one.add_argument("name", metavar="REGISTER")
    one.add_argument("--with-the-key", action="store_true", help="write the register that says who is who all the same")
    _in_and_out(one)
    words = command("vocabulary", commands.vocabulary, "show a vocabulary, read it from a CSV, or write it to one")
    words.add_argument("name", metavar="VOCABULARY")
    _in_and_out(words)
    words.add_argument("--everywhere", action="store_true", help="use this case's changes in every case on this laptop")
    words.add_argument("--as-shipped-everywhere", action="store_true", help="forget this laptop's changes to the list")

    command("show", commands.show, "where the review stands")
    fields = command("review", commands.review, "set fields of the review")
    fields.add_argument("settings", nargs="+", metavar="NAME=VALUE")
    step = command("milestone", commands.milestone, "record a date of the process")
    step.add_argument("step")
    step.add_argument("--date", help="day, month, year")
    step.add_argument("--reason", help="why it was late")
    found = command("search", commands.search, "find records by words")
    found.add_argument("words", nargs="+")
    past = command("history", commands.history, "the journal, newest last")
    past.add_argument("--last", type=int, default=40, metavar="N")
    command("undo", commands.undo, "take back the last step")
    command("redo", commands.redo, "do it again")

    proved = command("verify", commands.verify, "prove the file: pages, journal chain, originals, records")
    proved.add_argument("--seal", help="an old seal, to be found in today's chain")
    proved.add_argument("--certificate", metavar="FILE", help="write what was found, with the seal, to print")
    proved.add_argument("--read-only", action="store_true", help="add no line to the journal")
    kept = command("backup", commands.backup, "take a checked backup now")
    kept.add_argument("--list", action="store_true", help="list the backups kept instead")
    back = command("restore", commands.restore, "a backup as a new case file", case=False)
    back.add_argument("backup", metavar="BACKUP.dhr")
    back.add_argument("--to", required=True, metavar="NEW.dhr")
    copied = command("copy", commands.copy, "a whole, checked copy, from wherever the case lies")
    copied.add_argument("--to", required=True, metavar="NEW.dhr")
    phrase = command("passphrase", commands.change_passphrase, "change the passphrase", case=False)
    phrase.add_argument("case", metavar="CASE.dhr", nargs="?")
    phrase.add_argument("--new-passphrase-file", metavar="FILE")
    phrase.add_argument("--recovery-sheet", metavar="FILE", help="write the recovery sheet instead")
    phrase.add_argument("--offer", action="store_true", help="offer a passphrase instead")
    out = command("export", commands.export, "write what is to leave; a real name in the finished file holds it back")
    out.add_argument("what", choices=EXPORTS, help=f"“everything”: {WARNING[:1].lower()}{WARNING[1:]}")
    add_sending(out)
    out.add_argument(
        "--to", required=True, metavar="PATH",
        help="a folder; a file.json or folder of CSVs for entries and suggestions; file.xlsx or .docx for the "
        "chronology; file.html, .pdf, .svg or .png for the timeline; file.docx for a document; .docx or .xlsx for "
        "plan and evidence",
    )  # fmt: skip
    out.add_argument("--overwrite", action="store_true", help="replace files that are there")
    out.add_argument("--view", default="", metavar="NAME", help="chronology, timeline: only what this view shows")
    out.add_argument("--words", default="", help="chronology, timeline: only entries that hold all of these")
    out.add_argument("--by", default="agency", choices=[each.value for each in By], help="timeline: what a lane is")
    out.add_argument("--gap-days", type=int, default=183, metavar="N", help="timeline: shade gaps of so many days")
    out.add_argument("--paper", default="A3", choices=list(PAPERS), help="timeline.pdf: the paper, landscape")
    out.add_argument("--width", type=int, default=WIDTHS[0], choices=WIDTHS, help="timeline.svg, .png: points across")
    out.add_argument("--dots-an-inch", type=int, default=300, choices=DOTS_AN_INCH, help="timeline.png")
    out.add_argument(
        "--despite", default="", metavar="REASON", help="pack: why it is to go although points found errors"
    )
    out.add_argument("--template", metavar="FILE.docx", help="report, pack: a Word file whose styles it takes")
    out.add_argument("--panel-passphrase-file", metavar="FILE", help="timeline.html: seal it under this passphrase")
    back_again = command("reply", exporting.reply, "take in the comments a panel member saved")
    back_again.add_argument("file", metavar="FILE.dhr-reply.json")
    seen = command("views", exporting.saved_views, "the saved views; or keep or remove one")
    seen.add_argument("--save", metavar="NAME")
    seen.add_argument("--words", default="", help="what the view to keep shows: entries that hold all of these")
    seen.add_argument("--remove", metavar="NAME")
    reporting.add_commands(command)
    command("sample", commands.make_sample, "make a case file of the invented sample review")
    return top


def _names_and_checks(command: Callable[..., argparse.ArgumentParser]) -> None:
    called = command("names", names.names, "what each is called in each edition, and what is still to be settled")
    called.add_argument("--fill", action="store_true", help="give whoever has none a pseudonym or a label")
    called.add_argument("--word", type=int, default=0, metavar="QUESTION", help="this form is just a word")
    called.add_argument("--person", type=int, nargs=2, default=(), metavar=("QUESTION", "ID"), help="it is this person")
    called.add_argument("--neutral", default="", metavar="QUESTION|all", help="it stays a neutral word on purpose")
    called.add_argument("--everywhere", action="store_true", help="and so in the rows of every agency")
    called.add_argument("--take", type=int, default=0, metavar="FORM", help="put this proposed form into the register")
    called.add_argument(
        "--stands", nargs=2, default=(), metavar=("PLACE", "REASON"), help="small facts told together here may stand"
    )
    called.add_argument("--redact", type=int, default=0, metavar="PLACE", help="publish that entry without its words")
    called.add_argument("--settle", choices=EDITIONS[1:], metavar="EDITION", help="settle how an edition speaks, with:")
    called.add_argument("--style", default="", choices=["", *NAME_STYLES], metavar="STYLE", help="; ".join(NAME_STYLES))
    called.add_argument("--dates", default="", choices=["", *Coarseness], metavar="HOW", help="; ".join(Coarseness))
    called.add_argument(
        "--agencies", default="", choices=["", AS_THEY_ARE, GENERAL], metavar="HOW", help=f"{AS_THEY_ARE}; {GENERAL}"
    )
    checked = command("check", names.check, "hold files against a case's register; or look over its names", case=False)
    checked.add_argument("files", nargs="+", metavar="FILE|CASE.dhr")
    checked.add_argument(
        "--case", dest="held_against", metavar="CASE.dhr", help="the case whose names must not be in them"
    )
    checked.add_argument("--edition", default=PUBLICATION, choices=EDITIONS)
    left = command("exports", names.exports, "the register of exports; which of them a file is; what may pass the gate")
    left.add_argument("--which", metavar="FILE", help="name the export a file is, by its bytes or its copy number")
    left.add_argument("--let-pass", nargs=2, metavar=("FORM", "REASON"), help="a form that may pass from now on")
    left.add_argument("--hold-back", metavar="FORM", help="hold a form back again")


def _in_and_out(each: argparse.ArgumentParser) -> None:
    way = each.add_mutually_exclusive_group()
    way.add_argument("--from", dest="source", metavar="FILE.csv")
    way.add_argument("--to", metavar="FILE.csv")
    each.add_argument("--overwrite", action="store_true", help="replace a file that is there")


def main(arguments: Sequence[str] | None = None) -> int:
    logs.no_core_dumps()
    asked = parser().parse_args(arguments)
    try:
        return say(asked.run(asked), as_json=asked.json)
    except HeldBack as problem:
        told = [
            f"{problem}",
            *(f"  {hit.key}\n    in {where(hit.place)}: {hit.context or hit.form}" for hit in problem.hits),
        ]
        return refuse("\n".join(told), as_json=asked.json)
    except (DiskFull, WriteFailed) as problem:
        return refuse(f"{problem} The command has ended; once that is put right, run it again.", as_json=asked.json)
    except DhrError as problem:
        advised = f" At the command line: {problem.by_command}." if problem.by_command else ""
        return refuse(f"{problem}{advised}", as_json=asked.json)
    except Unreadable as problem:
        return refuse(_sentence(str(problem)), as_json=asked.json)
    except (KeyboardInterrupt, Cancelled):
        return refuse("Stopped. Nothing of the unfinished step was kept.", as_json=asked.json)
    except BrokenPipeError:
        return REFUSED
    except Exception:  # noqa: BLE001 - the command line's edge: a defect of ours, told without case content
        kind, _, trace = sys.exc_info()
        assert kind is not None
        report = logs.crash_report(kind, trace)
        return refuse(f"This is a fault in the program; the case was closed whole.\n{report}", as_json=asked.json)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")
