"""The questions that the platform brings for each audience, until the office writes its own."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from core.workflow import gettext_noop as _
from supervision.models import Audience, QuestionKind

SCALE, YES_NO, TEXT = QuestionKind.SCALE, QuestionKind.YES_NO, QuestionKind.TEXT


@dataclass(frozen=True)
class Question:
    """One question: how it is answered, its words, and the same in English."""

    kind: str
    text: str
    text_en: str = ""


_BROUGHT: dict[str, tuple[tuple[QuestionKind, str], ...]] = {
    Audience.PARENTS: (
        (SCALE, _("How satisfied are you with teaching at the school?")),
        (SCALE, _("How satisfied are you with safety at the school?")),
        (SCALE, _("How satisfied are you with the canteen and the water?")),
        (SCALE, _("How satisfied are you with the conduct of the teachers?")),
        (YES_NO, _("Can your child finish homework in the allowed time?")),
        (YES_NO, _("Has the school charged fees that it may not charge?")),
        (TEXT, _("What else would you like to say about the school?")),
    ),
    Audience.PUPILS: (
        (SCALE, _("How satisfied are you with your life at school?")),
        (SCALE, _("How satisfied are you with the teaching?")),
        (SCALE, _("How satisfied are you with the canteen?")),
        (YES_NO, _("Do you have an hour of sport at school every day?")),
        (YES_NO, _("Have you met with bullying at school?")),
        (TEXT, _("What should the school do better?")),
    ),
    Audience.TEACHERS: (
        (SCALE, _("How satisfied are you with how the school is run?")),
        (SCALE, _("How satisfied are you with training and growth?")),
        (SCALE, _("How satisfied are you with your workload?")),
        (YES_NO, _("Are all courses of the national curriculum taught in full?")),
        (YES_NO, _("Is pay given in full and on time?")),
        (TEXT, _("What else would you like to say about the school?")),
    ),
}


def brought(audience: str) -> list[Question]:
    """The platform's own questions for `audience`, in the county's language and in English."""
    with translation.override(settings.LANGUAGE_CODE):
        return [Question(kind, gettext(words), words) for kind, words in _BROUGHT[audience]]
