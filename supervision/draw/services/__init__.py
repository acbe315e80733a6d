"""The use cases of the subject draw, one noun per file."""

from supervision.draw.services.draw import (
    commit_draw,
    confirm_draw,
    create_draw,
    edit_draw,
    redraw,
    run_draw,
    seed_draw,
    void_draw,
)

__all__ = [
    "commit_draw",
    "confirm_draw",
    "create_draw",
    "edit_draw",
    "redraw",
    "run_draw",
    "seed_draw",
    "void_draw",
]
