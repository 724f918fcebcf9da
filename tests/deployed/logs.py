"""Looks through all that the functions logged while the suites ran for what no log may hold (docs/logging.md). Usage: logs.py LOGS"""

import json
import re
import sys

# What the suites' people, contracts and requests are called by.
NEVER = {
    "a person's name": r"Erika|Muster\b|Moritz|Lehmann",
    "a mail address": r"[\w.+-]+@[\w-]+\.\w+",
    "a telephone number": r"\+49|(?<![\w-])0211[ /-]?\d",
    "a street": r"Hansaallee|Hafenstra|Kaistra",
    "what a customer wrote": r"Streifen|Vorrat",
    "a customer number": r"(?<![\w.-])[1-9]\d{7}(?![\w.-])",
    "a contract number": r"\bT-?[0-9A-F]{6,7}\b",
    "a key of the table": r"(CONTRACT|ORDER|TICKET|SESSION|READING|OUTBOX|AUDIT|LETTER|IDEMPOTENCY)#",
    "a cookie": r"session=|__Host-",
    "a viewer's address": r"\b(?!127\.0\.0\.1\b)(?:\d{1,3}\.){3}\d{1,3}\b",
    "a path of the API": r"/api/",
}


def main(file):
    lines, told, findings = 0, 0, []
    with open(file, encoding="utf-8", errors="replace") as log:
        for line in log:
            lines += 1
            told += answered(line)
            for what, pattern in NEVER.items():
                found = re.search(pattern, line)
                if found:
                    findings.append(f"{what}, {found[0]!r}: {line.strip()[:300]}")
    for finding in findings[:20]:
        print(f"logs: {finding}", file=sys.stderr)
    if findings:
        sys.exit(f"logs: {len(findings)} lines hold what no log may hold")
    # A log of nothing proves nothing.
    if told < 1000:
        sys.exit(f"logs: only {told} of {lines} lines are about answers")
    print(f"logs: {lines} lines of functions, {told} answers, nothing that no log may hold")


def answered(line):
    try:
        return "operation" in json.loads(line).get("span", {})
    except (ValueError, AttributeError):
        return False


if __name__ == "__main__":
    main(sys.argv[1])
