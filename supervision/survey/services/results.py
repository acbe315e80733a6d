"""What a questionnaire came to: distributions, means, satisfaction; small counts are held back (REG 19)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from supervision.models import Audience, QuestionKind, Survey, SurveyAnswer, SurveyGroup

SATISFIED = 4  # of five: satisfied, very satisfied
Values = Mapping[str, Any]


def results_of(survey: Survey, *, least: int) -> dict[str, Any]:
    """Count the answers of `survey` as JSON, for each audience and within it for each class.

    Whatever rests on fewer than `least` answers is left out and marked so. Where the classes that are left out could be
    worked out by subtracting the others from the whole, the next smallest class is left out with them. What was typed
    is shown for the audience as a whole only, in alphabetical order.
    """
    answers: dict[Any, list[Values]] = {group.pk: [] for group in survey.groups.all()}
    for group_id, values in SurveyAnswer.objects.filter(group__survey=survey).values_list("group", "values"):
        answers[group_id].append(values)
    groups = list(survey.groups.all())
    return {
        "least": least,
        "audiences": {
            audience: _audience(
                questions, [group for group in groups if group.audience == audience], answers, least=least
            )
            for audience, questions in survey.form.items()
        },
    }


def _audience(
    questions: list[dict[str, Any]], groups: list[SurveyGroup], answers: Mapping[Any, list[Values]], *, least: int
) -> dict[str, Any]:
    everything = [values for group in groups for values in answers[group.pk]]
    shown = len(everything) >= least
    hidden = _held_back({group.pk: len(answers[group.pk]) for group in groups}, least)
    return {
        "answers": len(everything),
        "shown": shown,
        "percent": satisfaction(questions, everything) if shown else None,
        "questions": [_question(question, everything) for question in questions] if shown else [],
        "classes": [
            {
                "grade": group.grade,
                "number": group.number,
                "answers": len(answers[group.pk]),
                "shown": shown and group.pk not in hidden,
                "percent": satisfaction(questions, answers[group.pk]) if shown and group.pk not in hidden else None,
            }
            for group in groups
            if group.number
        ],
    }


def _held_back(counts: Mapping[Any, int], least: int) -> set[Any]:
    """The groups that are not shown: the small ones, and as many more as keep them from being worked out."""
    rising = sorted(counts, key=lambda key: counts[key])
    hidden = {key for key in rising if counts[key] < least}
    for key in rising:
        if not 0 < sum(counts[one] for one in hidden) < least:
            break
        hidden.add(key)
    return hidden


def satisfaction(questions: Iterable[Mapping[str, Any]], answers: Iterable[Values]) -> int | None:
    """How many of a hundred marks are "satisfied" or better; None where nobody gave one."""
    keys = [question["key"] for question in questions if question["kind"] == QuestionKind.SCALE]
    marks = [values[key] for values in answers for key in keys if key in values]
    return round(100 * sum(mark >= SATISFIED for mark in marks) / len(marks)) if marks else None


def _question(question: Mapping[str, Any], answers: list[Values]) -> dict[str, Any]:
    given = [values[question["key"]] for values in answers if question["key"] in values]
    found: dict[str, Any] = {**question, "answers": len(given)}
    if question["kind"] == QuestionKind.SCALE:
        found["counts"] = [[mark, given.count(mark)] for mark in (5, 4, 3, 2, 1)]
        found["mean"] = round(sum(given) / len(given), 2) if given else None
    elif question["kind"] == QuestionKind.YES_NO:
        found["counts"] = [[word, given.count(word)] for word in ("yes", "no")]
    else:
        found["texts"] = sorted(given)
    return found


def audiences_in(survey: Survey) -> list[tuple[Audience, dict[str, Any]]]:
    """The results of each audience that was asked, always in the same order; none before closing."""
    found = survey.results.get("audiences", {})
    return [(audience, found[audience]) for audience in Audience if audience in found]


def satisfaction_words(surveys: Iterable[Survey]) -> str:
    """What closed questionnaires say in a sentence: answers and satisfied per cent of each audience; may be empty."""
    found = ""
    for survey in surveys:
        for audience, result in audiences_in(survey):
            if result["shown"]:
                found += _("Questionnaire, %(audience)s: %(answers)s answers, %(percent)s%% satisfied.") % {
                    "audience": audience.label,
                    "answers": result["answers"],
                    "percent": result["percent"],
                }
    return found


def heard(surveys: Iterable[Survey]) -> dict[str, int]:
    """How many of each audience closed questionnaires have heard; those with too few answers do not count."""
    found: dict[str, int] = {}
    for survey in surveys:
        for audience, result in survey.results.get("audiences", {}).items():
            if result["shown"]:
                found[audience] = found.get(audience, 0) + result["answers"]
    return found
