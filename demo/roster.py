"""The files of the demo's inspectors: portraits, papers, numbers and careers, all plainly made up."""

import datetime as dt
import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from accounts.identity import CHECK_DIGITS, WEIGHTS
from accounts.models import User
from core import calendar
from inspectors.models import CareerKind, Inspector, PaperKind
from inspectors.roster import services as roster_services
from inspectors.term import services as term_services

TINTS = ((203, 213, 222), (222, 211, 203), (208, 220, 205))
NO_REGION = "000000"  # no place has this code, so that a made-up number is nobody's


def build(office: User) -> None:
    """The three inspectors with accounts have a whole file; one whose term is over stands among the former."""
    people = Inspector.objects.filter(user__username__startswith="inspector").order_by("user__username")
    for ordinal, inspector in enumerate(people):
        roster_services.edit_inspector(inspector, by=office, identity=_identity(inspector, ordinal + 1))
        roster_services.set_photo(inspector, by=office, photo=_portrait(TINTS[ordinal % len(TINTS)]))
        _papers(inspector, office)
        _career(inspector, office)
    _former(office)


def _identity(inspector: Inspector, sequence: int) -> str:
    born = inspector.born or dt.date(1978, 5, 1)
    body = f"{NO_REGION}{born:%Y%m%d}{sequence:03}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True))
    return body + CHECK_DIGITS[total % 11]


def _portrait(tint: tuple[int, int, int]) -> ContentFile:
    """Head and shoulders without a face."""
    image = Image.new("RGB", (480, 640), tint)
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 400, 420, 900), fill=(70, 88, 110))
    draw.ellipse((150, 120, 330, 360), fill=(232, 205, 180))
    draw.pieslice((144, 96, 336, 330), 180, 360, fill=(48, 44, 44))
    draw.text((150, 610), "DEMO - no real person", fill="white")
    data = io.BytesIO()
    image.save(data, "JPEG", quality=85)
    return ContentFile(data.getvalue(), name="示例照片.jpg")


def _papers(inspector: Inspector, office: User) -> None:
    for kind, caption in (
        (PaperKind.DEGREE, "本科毕业证书（示例）"),
        (PaperKind.QUALIFICATION, "教师资格证（示例）"),
        (PaperKind.APPOINTMENT, "督学聘书（示例）"),
    ):
        image = Image.new("RGB", (900, 640), (250, 247, 238))
        draw = ImageDraw.Draw(image)
        draw.rectangle((30, 30, 870, 610), outline=(168, 44, 44), width=4)
        draw.text((300, 300), f"DEMO {kind.value} {inspector.certificate[-3:]}", fill=(90, 90, 90))
        data = io.BytesIO()
        image.save(data, "PNG")
        file = ContentFile(data.getvalue(), name=f"{caption}.png")
        roster_services.add_inspector_file(inspector, by=office, kind=kind.value, caption=caption, file=file)


def _career(inspector: Inspector, office: User) -> None:
    first = inspector.term_from
    for kind, on, text in (
        (CareerKind.OTHER, first.replace(year=first.year - 9, day=1), "任乡镇中心小学副校长（示例）"),
        (CareerKind.COMMENDED, first.replace(year=first.year - 2, month=9, day=10), "被评为全县优秀教育工作者（示例）"),
        (CareerKind.APPOINTED, first, "受聘为米易县督学（示例）"),
    ):
        roster_services.add_career_event(inspector, by=office, kind=kind.value, on=on, text=text)


def _former(office: User) -> None:
    """One whose term is over and who answers for no school leaves."""
    over = Inspector.objects.filter(term_until__lte=calendar.today(), user=None, plaques=None, recusals=None)
    former = over.order_by("certificate").last()
    if former is not None:
        term_services.remove_inspector(former, by=office, reason="聘期届满，不再续聘（示例）")
