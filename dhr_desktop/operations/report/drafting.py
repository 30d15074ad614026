"""A first text for a key episode: the chair's own words and what each account says, every clause with its row. Nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhr_desktop.core.analysis import Mark
from dhr_desktop.core.changes import Change
from dhr_desktop.core.documents import Citation, Section
from dhr_desktop.core.errors import Refused
from dhr_desktop.operations.report.blocks.drawing import Drawing, heading, paragraphs
from dhr_desktop.operations.report.blocks.finding_blocks import told_entries
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.storage.step import Step
from dhr_desktop.writing.prose import Block, Cited, Evidence, Paragraph, Words, written

from .citing import seen_now


def draft_episode(case: CaseFile, section: int, mark: int) -> Change:
    """Put behind what the section says already; it is text of the chair's from then on."""
    held, episode = case.get(Section, section), case.get(Mark, mark)
    if held is None:
        raise Refused("That section is no longer in the document. Look at the outline again.")
    if episode is None:
        raise Refused("That mark is no longer in the case.")
    d = Drawing(case)
    rows = d.rows(episode.on)
    if not rows:
        raise Refused("That episode stands on no entry yet. Mark the entries it is made of.")
    blocks: list[Block] = [heading(episode.title or "A key episode")]
    blocks += paragraphs(episode.text, *rows)
    blocks += told_entries(d, rows)
    with case.step("Draft a key episode", f"Draft “{episode.title or 'a key episode'}” in “{held.heading}”") as step:
        text = written(_with_citations(step, case, section, blocks))
        body = f"{held.body.rstrip()}\n\n{text}" if held.body.strip() else text
        step.put(replace(held, body=body, state=""))
    return step.change


def _with_citations(step: Step, case: CaseFile, section: int, blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, Paragraph) or not any(isinstance(run, Evidence) for run in block.runs):
            yield block
            continue
        ids = tuple(id for run in block.runs if isinstance(run, Evidence) for id in run.ids)
        found = [record for record in map(case.find, ids) if record is not None]
        kept = step.add(
            Citation(
                section=section,
                sentence=block.words[:500],
                of=ids,
                seen_as=json.dumps(seen_now(case, found), sort_keys=True),
            )
        )
        yield replace(block, runs=(*(run for run in block.runs if isinstance(run, Words)), Cited(kept.id)))
