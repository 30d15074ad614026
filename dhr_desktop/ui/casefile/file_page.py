"""The case file: proof that it is whole, where its backups are, its passphrase, and the way out.

What the chair is trying to do: be sure nothing is lost, and act when something is. Each act is one
button with one sentence that says what it will do; nothing here asks in a dialog.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QVBoxLayout, QWidget

from dhr_desktop.core.counting import counted
from dhr_desktop.core.progress import Progress
from dhr_desktop.files import tables
from dhr_desktop.operations.casefile import cases, leaving, passphrases
from dhr_desktop.operations.casefile.cases import Proof
from dhr_desktop.storage.case_file import CaseFile
from dhr_desktop.system import folders
from dhr_desktop.system.file_names import safe_name
from dhr_desktop.ui.asking import Choosers
from dhr_desktop.ui.flow import FlowLayout
from dhr_desktop.ui.pieces import button, copy_privately, label, tick
from dhr_desktop.ui.scroll_page import ScrollPage
from dhr_desktop.ui.session import Session


class FilePage(ScrollPage):
    case_replaced = Signal()

    def __init__(self, session: Session, choosers: Choosers) -> None:
        super().__init__("Case file")
        self._session = session
        self._choosers = choosers
        self._column = self.fresh_column(spacing=12)
        self._column.addWidget(label("Case file", "title"))
        self._editing: list[QWidget] = []
        self._add_proof()
        self._add_backups()
        self._add_passphrase()
        self._add_recovery()
        self._add_leaving()
        self._column.addStretch(1)
        for each in self._editing:
            each.setEnabled(session.case is not None and not session.case.is_read_only)

    def _card(self, title: str, advice: str) -> QVBoxLayout:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(label(title, "heading"))
        inside.addWidget(label(advice, "quiet"))
        self._column.addWidget(card)
        return inside

    # ---- proof --------------------------------------------------------------------------------

    def _add_proof(self) -> None:
        inside = self._card(
            "Whole and unaltered?",
            "Looks at every page, link, original and record, and at the journal's chain. A seal printed "
            "earlier can be typed in, to see whether today's journal contains it.",
        )
        row = FlowLayout()
        self.old_seal = QLineEdit()
        self.old_seal.setPlaceholderText("An old seal, if there is one")
        self.old_seal.setAccessibleName("Old seal")
        self.old_seal.setMinimumWidth(230)
        row.addWidget(self.old_seal)
        row.addWidget(button("Check the case file", self.prove, role="main"))
        row.addWidget(button("Copy today's seal", self.copy_seal))
        row.addWidget(
            button("Save certificate…", self.save_certificate, tip="What was checked, with the seal, to print")
        )
        inside.addLayout(row)
        self.verdict = label("")
        inside.addWidget(self.verdict)

    def prove(self) -> None:
        old = self.old_seal.text().strip()
        self._session.on_file(
            "Checking the case file",
            lambda case, progress: cases.prove_beside(
                case, self._session.away(progress), old_seal=old, progress=progress
            ),
            self._proved,
        )

    def _proved(self, proof: Proof) -> None:
        about = f"{proof.records:,} records, {proof.lines:,} journal lines. Today's seal: {proof.seal}"
        if proof.verdict.is_whole:
            self.verdict.setText(f"Whole. {about}")
        else:
            self.verdict.setText("Not whole: " + " ".join(proof.verdict.faults[:8]) + f" {about}")

    def save_certificate(self) -> None:
        proposed = self._choosers.usual() / "Integrity certificate.txt"
        path = self._choosers.file_to_write(self, "Integrity certificate", proposed, "Text (*.txt)")
        if path is None:
            return

        def work(case: CaseFile, progress: Progress) -> Proof:
            proof = cases.prove_beside(case, self._session.away(progress), progress=progress)
            tables.write_new(path, cases.certificate(case, proof).encode("utf-8"), overwrite=True)
            return proof

        self._session.on_file("Checking the case file", work, self._proved)

    def copy_seal(self) -> None:
        if self._session.case:
            copy_privately(str(self._session.case.seal))
            self._session.told.emit(f"Seal {self._session.case.seal} copied. Keep it outside this laptop.")

    # ---- backups ------------------------------------------------------------------------------

    def _add_backups(self) -> None:
        inside = self._card(
            "Backups",
            "Taken by themselves while you work, before anything large, and on closing; each is checked before it "
            "counts. Restoring makes a new case file and never touches this one.",
        )
        self.backups = QListWidget()
        self.backups.setAccessibleName("Backups kept, oldest first")
        self.backups.setMaximumHeight(120)
        inside.addWidget(self.backups)
        row = FlowLayout()
        taking = button("Back up now", self.back_up)
        self._editing.append(taking)
        row.addWidget(taking)
        row.addWidget(button("Restore the selected backup…", self.restore))
        row.addWidget(button("Copy the folder's name", lambda: copy_privately(str(folders.backups()))))
        inside.addLayout(row)
        self._list_backups()

    def _list_backups(self) -> None:
        self.backups.clear()
        if self._session.case:
            for each in cases.kept_backups(self._session.case):
                size = each.path.stat().st_size / 1e6
                self.backups.addItem(
                    f"{each.taken:%d/%m/%Y %H:%M} UTC, after journal line {each.seal.seq}, {size:.1f} MB"
                )
        self.backups.scrollToBottom()

    def back_up(self) -> None:
        def finished(report: cases.BackupReport) -> None:
            self._list_backups()
            self._session.told.emit(report.second or "Backed up and checked.")

        self._session.on_file(
            "Backing up",
            lambda case, progress: cases.back_up(case, progress, check=self._session.check_away(progress)),
            finished,
        )

    def restore(self) -> None:
        """The selected backup, or the newest, as a new case file; this one stays as it is."""
        case, at = self._session.case, self.backups.currentRow()
        kept = cases.kept_backups(case) if case else []
        if case is None or not kept:
            return
        chosen = kept[at if 0 <= at < len(kept) else -1]
        proposed = folders.cases() / f"Restored {case.path.stem} {chosen.seal.seq}.dhr"
        target = self._choosers.file_to_write(self, "Restore as a new case file", proposed, "Case files (*.dhr)")
        if target is None:
            return
        self._session.on_file(
            "Restoring a backup",
            lambda case, progress: cases.restore_with_key_of(case, chosen, target, progress),
            lambda path: self._session.told.emit(
                f"Restored as {path.name}. Close this case and open that one to use it."
            ),
        )

    # ---- passphrase ---------------------------------------------------------------------------

    def _add_passphrase(self) -> None:
        inside = self._card(
            "Passphrase",
            "A new file is written under the new passphrase, checked, and takes this one's place. "
            "Older backups still open with the old passphrase. A lost passphrase cannot be recovered by anyone.",
        )
        row = FlowLayout()
        self.new_passphrase = QLineEdit()
        self.new_passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.new_passphrase.setPlaceholderText("New passphrase")
        self.new_passphrase.setAccessibleName("New passphrase")
        self.new_passphrase.setMinimumWidth(230)
        self.new_passphrase.textChanged.connect(self._judge)
        row.addWidget(self.new_passphrase)
        self._shown = tick("Show the passphrase", self._show_passphrase)
        row.addWidget(self._shown)
        row.addWidget(button("Offer a passphrase", self._offer))
        self._change = button("Change passphrase", self.change_passphrase)
        row.addWidget(self._change)
        inside.addLayout(row)
        self._judgement = label("", "quiet")
        inside.addWidget(self._judgement)
        self._judge("")

    def _judge(self, words: str) -> None:
        why_not = passphrases.judge(words, case_names=self._case_names())
        self._judgement.setText(why_not if words else "")
        editable = self._session.case is not None and not self._session.case.is_read_only
        self._change.setEnabled(bool(words) and not why_not and editable)

    def _case_names(self) -> tuple[str, ...]:
        case = self._session.case
        return (case.review.title, case.path.stem) if case else ()

    def _show_passphrase(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.new_passphrase.setEchoMode(mode)

    def _offer(self) -> None:
        self._shown.setChecked(True)
        self.new_passphrase.setText(passphrases.offer())

    def change_passphrase(self) -> None:
        chosen = self.new_passphrase.text()

        def finished(case: CaseFile) -> None:
            self.new_passphrase.clear()
            self._list_backups()
            self._session.told.emit(
                "The passphrase is changed. Older backups still open with the old one; print a new recovery sheet."
            )
            self.case_replaced.emit()

        self._session.replace_key(lambda case, progress: cases.change_passphrase(case, chosen, progress), finished)

    # ---- recovery sheet -----------------------------------------------------------------------

    def _add_recovery(self) -> None:
        inside = self._card(
            "Recovery sheet",
            "A page that opens the case without the passphrase. Print it and keep it sealed away from this laptop, "
            "with the partnership that commissioned the review. It is never made unless you ask.",
        )
        row = FlowLayout()
        made = button("Save the recovery sheet…", self.save_recovery_sheet)
        self._editing.append(made)
        row.addWidget(made)
        inside.addLayout(row)

    def save_recovery_sheet(self) -> None:
        path = self._choosers.file_to_write(
            self, "Recovery sheet", self._choosers.usual() / "Recovery sheet.txt", "Text (*.txt)"
        )
        if path is None:
            return

        def work(case: CaseFile, progress: Progress) -> None:
            tables.write_new(path, cases.recovery_sheet(case).encode("utf-8"), overwrite=True)
            case.note("recovery sheet made")

        self._session.on_file(
            "Writing the recovery sheet",
            work,
            lambda done: self._session.told.emit("Written. Print it, keep it sealed, and delete the file."),
        )

    # ---- leaving ------------------------------------------------------------------------------

    def _add_leaving(self) -> None:
        inside = self._card("Export everything", leaving.WARNING)
        row = FlowLayout()
        self._understood = tick("I will keep it encrypted and destroy it afterwards")
        row.addWidget(self._understood)
        leave = button("Export everything…", self.export_everything)
        leave.setEnabled(False)
        self._understood.toggled.connect(leave.setEnabled)
        row.addWidget(leave)
        inside.addLayout(row)

    def export_everything(self) -> None:
        parent = self._choosers.folder(self, "Where to put the folder", self._choosers.usual())
        case = self._session.case
        if parent is None or case is None:
            return
        folder = _free_folder(parent, safe_name(f"Everything of {case.path.stem}"))

        def finished(written: leaving.Written) -> None:
            self._understood.setChecked(False)
            self._session.told.emit(
                f"{counted(written.files, 'file')} with {counted(written.rows, 'row')} "
                f"and {counted(written.originals, 'original')} written to {written.folder}."
            )

        self._session.on_file(
            "Exporting everything",
            lambda case, progress: cases.export_everything_beside(case, self._session.away(progress), folder, progress),
            finished,
        )


def _free_folder(parent: Path, name: str) -> Path:
    folder, number = parent / name, 2
    while folder.exists():
        folder, number = parent / f"{name} {number}", number + 1
    return folder
