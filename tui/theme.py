"""The looks of the desk. Style sheets name theme variables only; colours stand here."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

NIGHT: Final = Theme(
    name="byline-night",
    primary="#d8a657",
    secondary="#89b4c2",
    accent="#e78a4e",
    foreground="#e3ddd0",
    background="#16181d",
    surface="#1d2027",
    panel="#272b34",
    success="#a3be7b",
    warning="#e0b25c",
    error="#e06c63",
    dark=True,
    variables={
        "border": "#d8a657",
        "border-blurred": "#3a404d",
        "footer-key-foreground": "#d8a657",
        "footer-background": "#1d2027",
        "input-selection-background": "#d8a657 35%",
        "block-cursor-background": "#4a3f2c",
        "block-cursor-foreground": "#f3ead8",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#22262e",
        "block-cursor-blurred-foreground": "#e3ddd0",
        "block-cursor-blurred-text-style": "none",
        "scrollbar": "#3a404d",
        "scrollbar-hover": "#565e6f",
        "scrollbar-active": "#d8a657",
        "scrollbar-background": "#16181d",
        "scrollbar-background-hover": "#16181d",
        "scrollbar-background-active": "#16181d",
        "scrollbar-corner-color": "#16181d",
    },
)
"""Warm type on a dark desk; the default."""

PAPER: Final = Theme(
    name="byline-paper",
    primary="#8a5a00",
    secondary="#1f5f78",
    accent="#b3541e",
    foreground="#26231d",
    background="#f4efe4",
    surface="#ebe4d5",
    panel="#ded5c2",
    success="#3f6b1f",
    warning="#8a5a00",
    error="#a3281f",
    dark=False,
    variables={
        "border": "#8a5a00",
        "border-blurred": "#c9bea6",
        "footer-key-foreground": "#8a5a00",
        "footer-background": "#ebe4d5",
        "block-cursor-background": "#e2cf9f",
        "block-cursor-foreground": "#26231d",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e6deca",
        "block-cursor-blurred-foreground": "#26231d",
        "block-cursor-blurred-text-style": "none",
    },
)
"""Ink on newsprint."""

CONTRAST: Final = Theme(
    name="byline-contrast",
    primary="#ffd700",
    secondary="#7fdfff",
    accent="#ffb000",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    success="#7dff7d",
    warning="#ffd700",
    error="#ff8080",
    dark=True,
    variables={
        "border": "#ffd700",
        "border-blurred": "#bfbfbf",
        "text-muted": "#e0e0e0",
        "foreground-muted": "#e0e0e0",
        "text-disabled": "#c8c8c8",
        "text-success": "#7dff7d",
        "text-warning": "#ffd700",
        "text-error": "#ff8080",
        "footer-key-foreground": "#ffd700",
        "footer-background": "#000000",
        "block-cursor-background": "#ffd700",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#3a3a3a",
        "block-cursor-blurred-foreground": "#ffffff",
        "block-cursor-blurred-text-style": "none",
        "scrollbar": "#bfbfbf",
        "scrollbar-hover": "#ffffff",
        "scrollbar-active": "#ffd700",
        "scrollbar-background": "#000000",
        "scrollbar-corner-color": "#000000",
    },
)
"""At least seven to one everywhere that words stand."""

THEMES: Final = (NIGHT, PAPER, CONTRAST)
