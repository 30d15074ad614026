"""What a letter looks like in a font that draws signs: "ü" in Wingdings is a tick, and a tick is an answer.

Only what is drawn in such a font is changed. A letter with no sign known for it stays the letter it is, so that
words somebody set in Wingdings are not lost.
"""

from __future__ import annotations

from collections.abc import Mapping

TICK, CROSS, EMPTY_BOX, TICKED_BOX, CROSSED_BOX = "✓", "✗", "☐", "☑", "☒"
UNKNOWN = "\ufffd"

_WINGDINGS = {
    0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺",
    0x4B: "😐", 0x4C: "☹", 0x4E: "☠", 0x4F: "⚐", 0x51: "✈", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: EMPTY_BOX, 0x71: "❑",
    0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: CROSSED_BOX, 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA7: "▪", 0xA8: EMPTY_BOX,
    0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩",
    0xFB: CROSS, 0xFC: TICK, 0xFD: CROSSED_BOX, 0xFE: TICKED_BOX,
    **{0x81 + at: chr(0x2460 + at) for at in range(10)}, **{0x8C + at: chr(0x2776 + at) for at in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: CROSS, 0x50: TICK, 0x51: CROSSED_BOX, 0x52: TICKED_BOX, 0x53: CROSSED_BOX, 0x54: CROSSED_BOX, 0x97: "●", 0xA2: "■",
    0xA3: EMPTY_BOX,
}  # fmt: skip
_WINGDINGS_3 = {0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x75: "▶", 0x7D: "▶"}
_WEBDINGS = {0x61: "✔", 0x63: EMPTY_BOX, 0x67: "■", 0x6E: "●", 0x72: CROSS, 0x3D: "■"}
_MARLETT = {0x61: TICK, 0x62: TICK, 0x72: CROSS}
_DINGBATS = {
    0x33: TICK, 0x34: "✔", 0x35: "✕", 0x36: "✖", 0x37: CROSS, 0x38: "✘", 0x6C: "●", 0x6E: "■", 0x6F: "❏", 0x70: "❐", 0x71: "❑",
    0x72: "❒", 0xD5: "→",
}  # fmt: skip
_SYMBOL = {
    **{ord(latin): greek for latin, greek in zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)},
    0x5C: "∴", 0x7E: "∼", 0xA0: "€", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔",
    0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xD8: "¬", 0xDE: "⇒", 0xE2: "®",
    0xE3: "©", 0xE4: "™", 0xE5: "∑",
}  # fmt: skip
_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "marlett": _MARLETT,
    "zapfdingbats": _DINGBATS,
    "zapf dingbats": _DINGBATS,
    "itc zapf dingbats": _DINGBATS,
    "monotype sorts": _DINGBATS,
    "symbol": _SYMBOL,
    "standard symbols ps": _SYMBOL,
}
_WINDOWS_CODES = {character: at for at in range(0x80, 0xA0) if (character := bytes([at]).decode("cp1252", "ignore"))}


def is_symbol_font(font: str) -> bool:
    """Whether a font of this name draws signs in the places of letters."""
    return _plain(font) in _FONTS


def as_drawn(text: str, font: str) -> str:
    """The text as the font draws it. A text in any other font is given back as it is."""
    signs = _FONTS.get(_plain(font))
    if signs is None:
        return text
    return "".join(_sign(character, signs) for character in text)


def _plain(font: str) -> str:
    return " ".join(font.strip().casefold().split())


def _sign(character: str, signs: Mapping[int, str]) -> str:
    """Word writes a sign's place as a letter of Windows' code page, or above F000."""
    code = _WINDOWS_CODES.get(character, ord(character))
    is_private = 0xF020 <= code <= 0xF0FF
    found = signs.get(code - 0xF000 if is_private else code)
    if found is not None:
        return found
    return UNKNOWN if is_private else character
