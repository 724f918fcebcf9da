"""Checks tests/events: one recorded event for each function, of the kind that its trigger in the template sends."""

import json
import re


def unrecorded(functions, root):
    """Each function without an event, each event without a function, and each that the function's trigger would not send."""
    crates = {re.sub(r"(?<!^)([A-Z])", r"-\1", name).lower(): function for name, function in functions.items()}
    files = {file.stem: file for file in (root / "tests" / "events").glob("*.json")}
    for missing in sorted(set(crates) - set(files)):
        yield f"{missing} has no event in tests/events"
    for extra in sorted(set(files) - set(crates)):
        yield f"tests/events/{extra}.json is of no function"
    for crate in sorted(set(crates) & set(files)):
        for trigger in crates[crate]["Properties"]["Events"].values():
            if not sends(trigger["Type"], trigger["Properties"], json.loads(files[crate].read_text())):
                yield f"tests/events/{crate}.json is not what the function's trigger sends"


def sends(kind, trigger, event):
    """Whether a trigger of the template sends such an event."""
    if kind == "HttpApi":
        route = f"{trigger['Method']} {trigger['Path']}"
        path = trigger["Path"].format(**event.get("pathParameters", {}))
        return (event.get("version"), event.get("routeKey"), event.get("rawPath")) == ("2.0", route, path)
    if kind == "DynamoDB":
        filters = [json.loads(filter["Pattern"]) for filter in trigger["FilterCriteria"]["Filters"]]
        return all(any(passes(record, filter) for filter in filters) for record in event.get("Records", [{}]))
    pattern = trigger.get("Pattern", {"source": ["aws.events"], "detail-type": ["Scheduled Event"]})
    return event.get("source") in pattern["source"] and event.get("detail-type") in pattern["detail-type"]


def passes(record, filter):
    """Whether a stream's record has a name and begins with a key that the filter lets through."""
    prefixes = tuple(rule["prefix"] for rule in filter["dynamodb"]["Keys"]["pk"]["S"])
    named = record.get("eventSource") == "aws:dynamodb" and record.get("eventName") in filter["eventName"]
    return named and record["dynamodb"]["Keys"]["pk"]["S"].startswith(prefixes)
