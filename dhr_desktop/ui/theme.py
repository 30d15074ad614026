"""How the window looks: one accent, light, dark and high contrast, sizes that follow the text.

Every pair of colours that carries words keeps 4.5 : 1; `tests/ui/test_theme.py` computes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from dhr_desktop.system.folders import resources


@dataclass(frozen=True, slots=True)
class Tokens:
    name: str
    page: str
    panel: str
    raised: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    chosen: str
    on_chosen: str
    warn: str
    warn_page: str
    bad: str
    bad_page: str
    good: str


LIGHT = Tokens(
    "light", page="#ffffff", panel="#f4f5f7", raised="#ffffff", line="#c9ced6", text="#1b2330", quiet="#556070",
    accent="#1f5fa8", on_accent="#ffffff", chosen="#dbe8f7", on_chosen="#12283f", warn="#7a4b00",
    warn_page="#fff4dc", bad="#a3221d", bad_page="#fdeceb", good="#1f6b3a",
)  # fmt: skip
DARK = Tokens(
    "dark", page="#1d2127", panel="#16191e", raised="#262b33", line="#3d4552", text="#e6e9ee", quiet="#a3adbb",
    accent="#8ab8f0", on_accent="#10233a", chosen="#2b4362", on_chosen="#eef4fb", warn="#f2c265",
    warn_page="#3a2f17", bad="#ff9d96", bad_page="#43211f", good="#86d3a0",
)  # fmt: skip
CONTRAST = Tokens(
    "contrast", page="#000000", panel="#000000", raised="#000000", line="#ffffff", text="#ffffff", quiet="#ffffff",
    accent="#ffff00", on_accent="#000000", chosen="#ffff00", on_chosen="#000000", warn="#ffff00",
    warn_page="#000000", bad="#ffb0b0", bad_page="#000000", good="#b0ffb0",
)  # fmt: skip


def tokens_for(theme: str) -> Tokens:
    if theme == "contrast" or (theme == "system" and _system_wants_contrast()):
        return CONTRAST
    if theme == "dark" or (theme == "system" and _system_is_dark()):
        return DARK
    return LIGHT


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def _system_wants_contrast() -> bool:
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is None:
        return False
    return bool(accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast)


def apply(app: QApplication, theme: str, text_percent: int) -> Tokens:
    """Dress the whole program. Called at the start and whenever the system or the chair changes it."""
    chosen = tokens_for(theme)
    base = app.property("system_point_size") or app.font().pointSizeF()
    app.setProperty("system_point_size", base)
    font = app.font()
    font.setPointSizeF(base * text_percent / 100)
    app.setFont(font)
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_stylesheet(chosen))
    app.setProperty("tokens", chosen.name)
    return chosen


def current() -> Tokens:
    """The colours the program is dressed in now, for what is painted and not styled."""
    app = QGuiApplication.instance()
    return tokens_for(str(app.property("tokens") or "light") if app else "light")


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, t.panel), (roles.WindowText, t.text), (roles.Base, t.page), (roles.AlternateBase, t.panel),
        (roles.Text, t.text), (roles.Button, t.raised), (roles.ButtonText, t.text), (roles.Highlight, t.chosen),
        (roles.HighlightedText, t.on_chosen), (roles.PlaceholderText, t.quiet), (roles.Link, t.accent),
        (roles.ToolTipBase, t.raised), (roles.ToolTipText, t.text), (roles.Mid, t.line),
        (roles.BrightText, t.bad), (roles.Accent, t.accent),
    ):  # fmt: skip
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.quiet))
    return palette


def _stylesheet(t: Tokens) -> str:
    icons = (resources() / "icons").as_posix()
    return f"""
    QWidget {{ color: {t.text}; }}
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
    #page, #page > QWidget, QScrollArea, QScrollArea > QWidget > QWidget {{ background: {t.page}; }}
    #nav, #evidence, #top, #bottom {{ background: {t.panel}; }}
    #nav {{ border-right: 1px solid {t.line}; }}
    #evidence {{ border-left: 1px solid {t.line}; }}
    #evidence QScrollArea, #evidence QScrollArea > QWidget > QWidget {{ background: {t.panel}; }}
    #top {{ border-bottom: 1px solid {t.line}; }}
    #bottom {{ border-top: 1px solid {t.line}; }}
    QLabel[role="heading"] {{ font-weight: 600; }}
    QLabel[role="quiet"] {{ color: {t.quiet}; }}
    QLabel[role="warn"] {{ color: {t.warn}; }}
    QLabel[role="bad"] {{ color: {t.bad}; }}
    QLabel[role="good"] {{ color: {t.good}; }}
    QPushButton, QToolButton, QComboBox, QLineEdit, QSpinBox {{ min-height: 26px; }}
    QPushButton, QToolButton {{
        background: {t.raised}; border: 1px solid {t.line}; border-radius: 4px; padding: 2px 10px; }}
    QPushButton:hover, QToolButton:hover {{ border-color: {t.accent}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {t.quiet}; border-color: {t.line}; }}
    QPushButton[role="main"], #page > QPushButton[role="main"] {{
        background: {t.accent}; color: {t.on_accent}; border-color: {t.accent};
    }}
    QPushButton[role="main"]:disabled, #page > QPushButton[role="main"]:disabled {{
        background: {t.raised}; color: {t.quiet}; border-color: {t.line};
    }}
    QPushButton[role="link"] {{
        background: transparent; border: 1px solid transparent; color: {t.accent}; text-align: left;
        padding: 2px 4px; }}
    QPushButton[role="link"]:hover {{ text-decoration: underline; }}
    QLineEdit, QPlainTextEdit {{
        placeholder-text-color: {t.quiet}; background: {t.page}; border: 1px solid {t.line};
        border-radius: 4px; padding: 2px 6px;
        selection-background-color: {t.chosen}; selection-color: {t.on_chosen}; }}
    QComboBox, QSpinBox {{
        background: {t.page}; border: 1px solid {t.line}; border-radius: 4px; padding: 2px 4px; }}
    QComboBox:focus, QSpinBox:focus {{ border: 2px solid {t.accent}; }}
    QComboBox:disabled, QSpinBox:disabled {{ background: {t.panel}; color: {t.quiet}; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow, QSpinBox::down-arrow {{ image: url("{icons}/down-{t.name}.svg"); }}
    QSpinBox::up-arrow {{ image: url("{icons}/up-{t.name}.svg"); }}
    QComboBox::down-arrow, QSpinBox::down-arrow, QSpinBox::up-arrow {{ width: 12px; height: 12px; }}
    QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 24px; }}
    QComboBox QAbstractItemView {{
        background: {t.raised}; border: 1px solid {t.line};
        selection-background-color: {t.chosen}; selection-color: {t.on_chosen}; }}
    QComboBox QLineEdit, QSpinBox QLineEdit {{ border: none; min-height: 0; background: transparent; }}
    QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {t.panel}; }}
    *[state="failed"] {{ border: 2px solid {t.bad}; background: {t.bad_page}; }}
    QPushButton:focus, QToolButton:focus, QLineEdit:focus, QPlainTextEdit:focus,
    QListWidget:focus, QTableView:focus, QCheckBox:focus {{ border: 2px solid {t.accent}; }}
    QCheckBox {{ min-height: 24px; spacing: 8px; border: 2px solid transparent; }}
    QCheckBox::indicator {{
        width: 16px; height: 16px; border: 1px solid {t.quiet}; border-radius: 3px; background: {t.page}; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; }}
    QListWidget {{ background: transparent; border: 2px solid transparent; outline: none; }}
    QListWidget::item {{ padding: 5px 8px; border-radius: 4px; }}
    QListWidget::item:selected {{ background: {t.chosen}; color: {t.on_chosen}; }}
    QListWidget#results {{ background: {t.raised}; border: 1px solid {t.line}; }}
    QTableView {{
        background: {t.page}; border: 1px solid {t.line}; gridline-color: {t.line}; outline: none;
        selection-background-color: {t.chosen}; selection-color: {t.on_chosen}; }}
    QTableView::item {{ padding: 2px 6px; }}
    QTableView QLineEdit, QTableView QComboBox {{ min-height: 0; border-radius: 0; padding: 0 4px; }}
    QHeaderView::section {{
        background: {t.panel}; color: {t.text}; border: none; border-right: 1px solid {t.line};
        border-bottom: 1px solid {t.line}; padding: 5px 6px; font-weight: 600; }}
    QTableCornerButton::section {{ background: {t.panel}; border: none; }}
    #message {{ background: {t.warn_page}; border-radius: 4px; }}
    #message QLabel {{ color: {t.warn}; }}
    #message[kind="bad"] {{ background: {t.bad_page}; }}
    #message[kind="bad"] QLabel {{ color: {t.bad}; }}
    QProgressBar {{ background: {t.page}; border: 1px solid {t.line}; border-radius: 4px; text-align: center; }}
    QProgressBar::chunk {{ background: {t.chosen}; }}
    QSlider {{ min-height: 24px; }}
    QSlider::groove:horizontal {{ height: 4px; background: {t.line}; border-radius: 2px; }}
    QSlider::handle:horizontal {{
        background: {t.accent}; border: 1px solid {t.page}; width: 16px; margin: -7px 0; border-radius: 8px; }}
    QSlider::handle:horizontal:disabled {{ background: {t.quiet}; }}
    QSlider:focus {{ border: 2px solid {t.accent}; border-radius: 4px; }}
    QSplitter::handle {{ background: {t.line}; }}
    QFrame[role="card"] {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 6px; }}
    QScrollBar:vertical {{ background: {t.panel}; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: {t.panel}; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {t.quiet}; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 2px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QMenu {{ background: {t.raised}; border: 1px solid {t.line}; }}
    QMenu::item:selected {{ background: {t.chosen}; color: {t.on_chosen}; }}
    """


def contrast(left: str, right: str) -> float:
    """The WCAG contrast ratio of two colours."""
    bright, dark = sorted((_luminance(left), _luminance(right)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
