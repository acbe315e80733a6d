"""Pictures that the demo's people attach: plainly marked as made up."""

import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw


def photograph(name: str, tint: tuple[int, int, int] = (92, 124, 150)) -> ContentFile:
    """A plain picture standing for a photograph of a place."""
    image = Image.new("RGB", (960, 640), tint)
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 380, 900, 580), fill=tuple(max(value - 40, 0) for value in tint))
    draw.polygon([(60, 380), (480, 180), (900, 380)], fill=tuple(min(value + 50, 255) for value in tint))
    draw.text((70, 600), "DEMO - not a real place", fill="white")
    data = io.BytesIO()
    image.save(data, "JPEG", quality=80)
    return ContentFile(data.getvalue(), name=name)


def signature() -> ContentFile:
    """A scribble standing for a signature."""
    image = Image.new("RGBA", (480, 180), (0, 0, 0, 0))
    points = [(40, 130), (90, 50), (120, 140), (180, 60), (210, 130), (280, 40), (330, 120), (440, 70)]
    ImageDraw.Draw(image).line(points, fill="black", width=6, joint="curve")
    data = io.BytesIO()
    image.save(data, "PNG")
    return ContentFile(data.getvalue(), name="signature.png")
