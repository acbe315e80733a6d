"""The Chinese that a fresh clone compiles is really there."""

import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import read_mo
from django.conf import settings


def test_a_fresh_clone_speaks_chinese(tmp_path: Path) -> None:
    """Babel compiles the catalogue; one marked as fuzzy it would pass over in silence."""
    source = Path(settings.BASE_DIR) / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    compiled = tmp_path / "django.mo"
    command = [sys.executable, "-m", "babel.messages.frontend", "compile"]
    subprocess.run(
        [*command, "--input-file", str(source), "--output-file", str(compiled), "--locale", "zh_Hans"], check=True
    )
    with compiled.open("rb") as stream:
        assert read_mo(stream).get("My turn").string == "我的待办"
