"""A form as JSON Schema (draft 2020-12), for front doors other than our own pages.

What the schema accepts, ``submission.check_submission`` accepts, apart from demands JSON Schema has no word for: dates
relative to today, a question's own checks, checks across questions, kennitölur that name no day, bounds of numbers with
decimals, addresses that may mean several places, and what a file contains.
"""

from __future__ import annotations

from typing import Any

from samveita.engines.forms.declaring import (
    COUNTED,
    SEVERAL,
    And,
    AnyOf,
    Condition,
    Equals,
    Form,
    HasAtLeast,
    Includes,
    Kind,
    MoreThan,
    Not,
    Or,
    Question,
    entry_form,
)
from samveita.engines.forms.places import TYPED_AT_MOST
from samveita.engines.forms.reading import LONGEST, bounds, how_many, longest

Schema = dict[str, Any]

_PLAIN: dict[Kind, Schema] = {
    Kind.YES_NO: {"type": "boolean"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.EMAIL: {"type": "string", "format": "email", "maxLength": 254},
    Kind.KENNITALA: {"type": "string", "pattern": "^[0-9]{10}$"},
    Kind.PHONE: {"type": "string", "pattern": r"^([0-9]{7}|\+[1-9][0-9]{6,14})$"},
    Kind.BANK_ACCOUNT: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{6}$"},
    Kind.STADFANG: {
        "type": "object",
        "properties": {
            "text": {"type": "string", "minLength": 1, "maxLength": TYPED_AT_MOST},
            "point": {"type": ["integer", "null"], "minimum": 1},
        },
        "required": ["text"],
        "additionalProperties": False,
    },
    Kind.PERSON: {
        "type": "object",
        "properties": {
            "kennitala": {"type": "string", "pattern": "^[0-9]{10}$"},
            "name": {"type": "string", "minLength": 1, "maxLength": LONGEST[Kind.TEXT]},
        },
        "required": ["kennitala", "name"],
        "additionalProperties": False,
    },
}


def json_schema(form: Form, language: str = "is") -> Schema:
    """Return the schema of a submission's answers, with titles and descriptions in a language.

    Give the form as a municipality has it (``RegisteredForm.form_in``): options may be the municipality's own.
    """
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:samveita:form:{form.key}:{form.version}",
    }
    return described | _object(form, language)


def _object(form: Form, language: str) -> Schema:
    always, conditional = [], []
    for step in form.steps:
        for question in step.questions:
            if question.key in form.left_out:
                continue
            conditions = [one for one in (step.shown_when, question.shown_when) if one is not None]
            if conditions:
                conditional.append(_when(conditions, question))
            elif question.required:
                always.append(question.key)
    schema: Schema = {
        "type": "object",
        "properties": {
            question.key: _property(question, language)
            for question in form.questions
            if question.key not in form.left_out
        },
        "required": always,
        "additionalProperties": False,
    }
    return schema | ({"allOf": conditional} if conditional else {})


def condition_schema(condition: Condition) -> Schema:  # noqa: PLR0911 - a case each
    """Return the schema that answers meet exactly when the condition holds.

    Raises:
        TypeError: for a condition this module has no word for.
    """
    match condition:
        case Equals(question, value):
            return _has(question, {"const": value})
        case AnyOf(question, values):
            return _has(question, {"enum": list(values)})
        case MoreThan(question, limit):
            return _has(question, {"type": "integer", "exclusiveMinimum": limit})
        case Includes(question, option):
            return _has(question, {"type": "array", "contains": {"const": option}})
        case HasAtLeast(question, count):
            return _has(question, {"type": "array", "minItems": count})
        case And(parts):
            return {"allOf": [condition_schema(part) for part in parts]}
        case Or(parts):
            return {"anyOf": [condition_schema(part) for part in parts]}
        case Not(part):
            return {"not": condition_schema(part)}
    raise TypeError(f"No JSON Schema for {type(condition).__name__}")


def _has(question: str, value: Schema) -> Schema:
    return {"properties": {question: value}, "required": [question]}


def _when(conditions: list[Condition], question: Question) -> Schema:
    shown = condition_schema(conditions[0] if len(conditions) == 1 else And(tuple(conditions)))
    asked: Schema = {"required": [question.key]} if question.required else {}
    return {"if": shown, "then": asked, "else": {"properties": {question.key: False}}}


def _property(question: Question, language: str) -> Schema:
    described = " ".join(text.in_language(language) for text in (question.hint, question.help) if text)
    words: Schema = {"title": question.label.in_language(language)}
    return words | ({"description": described} if described else {}) | _value(question, language)


def _value(question: Question, language: str) -> Schema:  # noqa: PLR0911 - a case each
    if question.kind in _PLAIN:
        return _PLAIN[question.kind]
    if question.kind is Kind.CHOICE:
        return _one_option(question, language)
    if question.kind in SEVERAL:
        fewest, most = how_many(question)
        items = _one_of_several(question, language)
        return {"type": "array", "minItems": fewest, "maxItems": most, **items}
    if question.kind is Kind.NUMBER and question.decimals:
        fraction = rf"(\.[0-9]{{0,{question.decimals - 1}}}[1-9])?"
        return {"type": "string", "pattern": f"^-?(0|[1-9][0-9]{{0,8}}){fraction}$"}
    if question.kind is Kind.CONSENT:
        return {"const": True} if question.required else {"type": "boolean"}
    if question.kind in COUNTED:
        least, most = bounds(question)
        return {"type": "integer", "minimum": least, "maximum": most}
    return {"type": "string", "minLength": 1, "maxLength": longest(question)}


def _one_option(question: Question, language: str) -> Schema:
    options = [
        {"const": option.key, "title": option.label.in_language(language)} for option in question.options
    ]
    return {"oneOf": options}


def _one_of_several(question: Question, language: str) -> Schema:
    """Return what an item of a list is: an option, an entry of a group, or a file by reference or with its contents."""
    if question.kind is Kind.MULTI_CHOICE:
        return {"items": _one_option(question, language), "uniqueItems": True}
    if question.kind is Kind.GROUP:
        return {"items": _object(entry_form(question), language)}
    reference = {
        "type": "object",
        "properties": {"file": {"type": "string", "format": "uuid"}},
        "required": ["file"],
        "additionalProperties": False,
    }
    whole = {
        "type": "object",
        "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": LONGEST[Kind.TEXT]},
            "content": {"type": "string", "contentEncoding": "base64", "minLength": 4},
        },
        "required": ["name", "content"],
        "additionalProperties": False,
    }
    return {"items": {"oneOf": [reference, whole]}}
