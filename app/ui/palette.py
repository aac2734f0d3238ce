"""The named colours of every look, and the pairs that must be readable on each other. Pure values."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum


class Mode(StrEnum):
    """How bright the window is; stored in the settings."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Tone(StrEnum):
    """What a pill, a tile or a banner says without words."""

    DANGER = "danger"
    WARN = "warn"
    OK = "ok"
    INFO = "info"
    NEUTRAL = "neutral"
    ACCENT = "accent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Every colour of one look as `#rrggbb`; `on_x` is written on `x`; `glyph` and `on_accent_glyph` name drawn marks."""

    window: str
    surface: str
    sunken: str
    hover: str
    line: str
    edge: str
    text: str
    muted: str
    link: str
    focus: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    selected: str
    side: str
    side_hover: str
    side_current: str
    on_side: str
    on_side_current: str
    side_mark: str
    side_ring: str
    danger: str
    on_danger: str
    danger_soft: str
    on_danger_soft: str
    warn_soft: str
    on_warn_soft: str
    ok_soft: str
    on_ok_soft: str
    info_soft: str
    on_info_soft: str
    neutral_soft: str
    on_neutral_soft: str
    toast: str
    on_toast: str
    toast_link: str
    ribbon: str
    on_ribbon: str
    glyph: str
    accent_glyph: str


LIGHT = Palette(
    window="#f3f6f8",
    surface="#ffffff",
    sunken="#eef2f5",
    hover="#f2f7f8",
    line="#dde4ea",
    edge="#7f8e9b",
    text="#14242f",
    muted="#52636f",
    link="#0a6363",
    focus="#1668c1",
    accent="#0b6e6e",
    accent_hover="#085757",
    on_accent="#ffffff",
    accent_soft="#dcf1ef",
    on_accent_soft="#09595a",
    selected="#e3f3f2",
    side="#0f2f45",
    side_hover="#19405a",
    side_current="#1f4d68",
    on_side="#d3e0e9",
    on_side_current="#ffffff",
    side_mark="#5adbc9",
    side_ring="#7be6d6",
    danger="#b3261e",
    on_danger="#ffffff",
    danger_soft="#fde8e6",
    on_danger_soft="#9c1d16",
    warn_soft="#fdf1d3",
    on_warn_soft="#704d00",
    ok_soft="#dff4e4",
    on_ok_soft="#1a5c33",
    info_soft="#e2edfb",
    on_info_soft="#1c4a8d",
    neutral_soft="#e8edf1",
    on_neutral_soft="#3c4c58",
    toast="#14242f",
    on_toast="#ffffff",
    toast_link="#6fe3d3",
    ribbon="#ffd766",
    on_ribbon="#3b2b00",
    glyph="ink",
    accent_glyph="paper",
)

DARK = Palette(
    window="#0e1820",
    surface="#16242e",
    sunken="#1d2e3a",
    hover="#1b2d38",
    line="#2a3d4a",
    edge="#738a9a",
    text="#e8eff3",
    muted="#a6b7c3",
    link="#6adccf",
    focus="#8accff",
    accent="#3fc1b4",
    accent_hover="#62d3c7",
    on_accent="#06201f",
    accent_soft="#153f40",
    on_accent_soft="#96e6dc",
    selected="#17393f",
    side="#0a131a",
    side_hover="#142430",
    side_current="#1b3240",
    on_side="#b9c8d3",
    on_side_current="#ffffff",
    side_mark="#5adbc9",
    side_ring="#7be6d6",
    danger="#f2877f",
    on_danger="#2c0603",
    danger_soft="#46211f",
    on_danger_soft="#ffb9b3",
    warn_soft="#40331a",
    on_warn_soft="#f6d488",
    ok_soft="#1b3d2a",
    on_ok_soft="#9fe0b4",
    info_soft="#1c3557",
    on_info_soft="#b3d2fb",
    neutral_soft="#283a47",
    on_neutral_soft="#cad6de",
    toast="#e8eff3",
    on_toast="#14242f",
    toast_link="#0a6363",
    ribbon="#ffd766",
    on_ribbon="#3b2b00",
    glyph="mist",
    accent_glyph="night",
)

CONTRAST = Palette(
    window="#ffffff",
    surface="#ffffff",
    sunken="#ffffff",
    hover="#e6f2f2",
    line="#000000",
    edge="#000000",
    text="#000000",
    muted="#1a1a1a",
    link="#003f7d",
    focus="#c2005a",
    accent="#004747",
    accent_hover="#002f2f",
    on_accent="#ffffff",
    accent_soft="#e0f4f4",
    on_accent_soft="#003636",
    selected="#c9e8e8",
    side="#000000",
    side_hover="#333333",
    side_current="#ffffff",
    on_side="#ffffff",
    on_side_current="#000000",
    side_mark="#00766b",
    side_ring="#ffe27a",
    danger="#8a0000",
    on_danger="#ffffff",
    danger_soft="#fff0ee",
    on_danger_soft="#8a0000",
    warn_soft="#fff6df",
    on_warn_soft="#5a3a00",
    ok_soft="#ebfaef",
    on_ok_soft="#004d1f",
    info_soft="#ecf4ff",
    on_info_soft="#00336e",
    neutral_soft="#f0f0f0",
    on_neutral_soft="#000000",
    toast="#000000",
    on_toast="#ffffff",
    toast_link="#ffe27a",
    ribbon="#ffd766",
    on_ribbon="#000000",
    glyph="ink",
    accent_glyph="paper",
)

# The practice village wears plum, so that nobody takes it for real work.
_PLUM_LIGHT = {
    "accent": "#7b3f98",
    "accent_hover": "#633080",
    "on_accent": "#ffffff",
    "accent_soft": "#f2e6f8",
    "on_accent_soft": "#652f82",
    "selected": "#f4eaf9",
    "hover": "#faf6fc",
    "link": "#6d358a",
    "side": "#38204d",
    "side_hover": "#482c61",
    "side_current": "#563674",
    "on_side": "#e4d8ee",
    "side_mark": "#e2b3ff",
    "side_ring": "#ecccff",
}
_PLUM_DARK = {
    "accent": "#cc9be8",
    "accent_hover": "#dab5f0",
    "on_accent": "#25072f",
    "accent_soft": "#3d2650",
    "on_accent_soft": "#e7cdf7",
    "selected": "#372448",
    "hover": "#22293a",
    "link": "#dcb5f3",
    "side": "#1a1024",
    "side_hover": "#291a38",
    "side_current": "#37244a",
    "on_side": "#d3c5de",
    "side_mark": "#e2b3ff",
    "side_ring": "#ecccff",
}
_PLUM_CONTRAST = {"accent": "#4f1a6b", "accent_hover": "#36094d", "link": "#4f1a6b", "side_mark": "#7a2ba3"}


def palette_of(mode: Mode, practice: bool = False) -> Palette:
    """Return the colours of a look; `practice` gives the practice village's own accent."""
    plain = {Mode.LIGHT: LIGHT, Mode.DARK: DARK, Mode.CONTRAST: CONTRAST}[mode]
    plum = {Mode.LIGHT: _PLUM_LIGHT, Mode.DARK: _PLUM_DARK, Mode.CONTRAST: _PLUM_CONTRAST}[mode]
    return replace(plain, **plum) if practice else plain


# Words and the ground they stand on: at least 4.5:1 (WCAG 2.2, 1.4.3).
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((fg, bg) for fg in ("text", "muted") for bg in ("window", "surface", "sunken", "hover", "selected")),
    *((fg, bg) for fg in ("link", "danger") for bg in ("window", "surface", "hover", "selected")),
    ("text", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent_soft", "accent_soft"),
    *(("on_side", bg) for bg in ("side", "side_hover")),
    ("on_side_current", "side_current"),
    ("on_danger", "danger"),
    *((f"on_{tone}_soft", f"{tone}_soft") for tone in ("danger", "warn", "ok", "info", "neutral")),
    ("on_toast", "toast"),
    ("toast_link", "toast"),
    ("on_ribbon", "ribbon"),
)

# Borders of controls, focus rings and drawn marks: at least 3:1 (WCAG 2.2, 1.4.11).
MARK_PAIRS: tuple[tuple[str, str], ...] = (
    ("edge", "surface"),
    ("edge", "window"),
    ("focus", "surface"),
    ("focus", "window"),
    ("focus", "sunken"),
    ("accent", "surface"),
    ("side_mark", "side_current"),
    ("side_ring", "side"),
    ("side_ring", "side_hover"),
)


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def colours(palette: Palette) -> dict[str, str]:
    """Return the palette as a mapping, for filling the style sheet."""
    return {field.name: getattr(palette, field.name) for field in fields(palette)}
