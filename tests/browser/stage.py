"""What the stages of the journey share: places, pictures, addresses."""

import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from PIL import Image

from supervision.models import Inspection

SHEETS = Path(settings.BASE_DIR) / "demo"
SCHOOL, OTHER = "县第一小学校（示例）", "县第二小学校（示例）"
# Has a near relative at the other school, by the roster as it was imported.
RECUSED = "林云玉"


def picture(name: str) -> dict[str, Any]:
    """A photograph as a file chooser takes it."""
    data = io.BytesIO()
    Image.new("RGB", (640, 480), "steelblue").save(data, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": data.getvalue()}


def address(name: str, *args: Any) -> str:
    """The address of a page."""
    return reverse(name, args=args)


def the_inspection() -> Inspection:
    """The school's inspection."""
    return Inspection.objects.get(unit__name=SCHOOL)
