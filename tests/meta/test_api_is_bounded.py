"""Every number, text and list that an API takes has a limit: what has none can keep a worker busy for good."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from house_files import addresses

type_of_schema = dict[str, object]


def apis() -> dict[str, object]:
    """Every API of the project, found through the address of its description."""
    found = {}
    for address in addresses():
        view = address.view
        while hasattr(view, "__wrapped__"):
            view = view.__wrapped__
        if isinstance(view, partial) and "api" in view.keywords:
            found[view.keywords["api"].urls_namespace] = view.keywords["api"]
    return found


def unbounded(schema: type_of_schema, where: str) -> Iterator[str]:
    """Parts of a request's schema without a limit."""
    kind = schema.get("type")
    if "enum" in schema or "const" in schema:
        return
    if kind in {"integer", "number"} and not (
        {"maximum", "exclusiveMaximum"} & set(schema) and {"minimum", "exclusiveMinimum"} & set(schema)
    ):
        yield f"{where}: number"
    if kind == "string" and not {"maxLength", "format", "pattern"} & set(schema):
        yield f"{where}: text"
    if kind == "array":
        if "maxItems" not in schema:
            yield f"{where}: list"
        yield from unbounded(schema.get("items", {}), f"{where}[]")
    for name, inner in (schema.get("properties") or {}).items():
        yield from unbounded(inner, f"{where}.{name}")
    for alternative in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("oneOf", ())):
        yield from unbounded(alternative, where)


def taken_schemas(description: type_of_schema) -> Iterator[tuple[str, type_of_schema]]:
    """Parameters and bodies of every operation, and the components that bodies refer to."""
    components = description.get("components", {}).get("schemas", {})
    asked: set[str] = set()
    for path, operations in description["paths"].items():
        for verb, operation in operations.items():
            for parameter in operation.get("parameters", ()):
                yield f"{verb} {path} {parameter['name']}", parameter["schema"]
            body = operation.get("requestBody", {})
            for content in body.get("content", {}).values():
                asked |= references(content["schema"])
                yield f"{verb} {path} body", content["schema"]
    seen: set[str] = set()
    while asked - seen:
        name = (asked - seen).pop()
        seen.add(name)
        asked |= references(components[name])
        yield name, components[name]


def references(schema: object) -> set[str]:
    """Names of the components a schema refers to, however deep."""
    if isinstance(schema, dict):
        own = {schema["$ref"].rpartition("/")[2]} if "$ref" in schema else set()
        return own.union(*(references(inner) for inner in schema.values()))
    if isinstance(schema, list):
        return set().union(*(references(inner) for inner in schema))
    return set()


def test_everything_an_api_takes_has_a_limit():
    without = [
        complaint
        for api in apis().values()
        for where, schema in taken_schemas(api.get_openapi_schema())
        for complaint in unbounded(schema, where)
    ]

    assert without == []


def test_a_number_without_a_limit_is_noticed():
    assert list(unbounded({"type": "object", "properties": {"limit": {"type": "integer"}}}, "x")) == [
        "x.limit: number"
    ]


def test_every_operation_has_a_name_of_its_own():
    names = [
        operation.get("operationId")
        for api in apis().values()
        for operations in api.get_openapi_schema()["paths"].values()
        for operation in operations.values()
    ]

    assert len(names) == len(set(names))
