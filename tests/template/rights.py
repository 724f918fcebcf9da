"""Compares what each function's role grants in the expanded template with what the function made use of while the suites ran.

A right that nobody used is too much, a use that no right covers would fail on AWS. Usage: rights.py USES, a file with a line for each use.
"""

import fnmatch
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXPANDED = ROOT / ".tools" / "expanded.json"

# Rights without a call of their own: what they change is another call's answer.
WITHOUT_A_CALL = {
    # S3 answers 404 instead of 403 for what is missing to those who may list.
    ("inspect-upload", "s3:ListBucket", "files", "", ""),
}


def main(uses):
    used = {tuple(json.loads(line)[key] or "" for key in ("function", "action", "resource", "kind", "within")) for line in uses}
    used = {use for use in used if use[0] not in ("", "local")}
    granted = set(grants(json.loads(EXPANDED.read_text())["Resources"]))
    findings = []
    for function in sorted({use[0] for use in used | granted}):
        own_uses = {use for use in used if use[0] == function}
        own_grants = {grant for grant in granted if grant[0] == function}
        for grant in sorted(own_grants - WITHOUT_A_CALL):
            if not any(covers(grant, use) for use in own_uses):
                findings.append(f"{function} never used {named(grant)}")
        for use in sorted(own_uses):
            if not any(covers(grant, use) for grant in own_grants):
                findings.append(f"{function} may not {named(use)}, but did")
            elif use[4] and not any(grant[4] for grant in own_grants if covers(grant, use)) and len(ways(use, own_uses)) == 1:
                findings.append(f"{function} may {named(use[:4])} by itself, but did so within {use[4]} only")
    for finding in findings:
        print(f"rights: {finding}", file=sys.stderr)
    if findings:
        sys.exit("rights: what is granted and what is used differ, see above")
    print(f"rights: {len(granted)} rights of {len({grant[0] for grant in granted})} functions, each of them used, and nothing else")


def grants(resources):
    """Function, action, resource, kind and enclosing operation of everything that a role grants."""
    for name, resource in resources.items():
        if resource["Type"] != "AWS::IAM::Role" or not name.endswith("Role"):
            continue
        function = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name.removesuffix("Role"))[1:]
        for policy in resource["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                conditions = statement.get("Condition", {})
                kinds = conditions.get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", [""])
                [within] = conditions.get("ForAnyValue:StringEquals", {}).get("dynamodb:EnclosingOperation", [""])
                for action in as_list(statement["Action"]):
                    for place, kind in {found for target in as_list(statement["Resource"]) for found in placed(target)}:
                        for key in kinds if place == "table" else [kind]:
                            yield function, action, place, key, within


def placed(target):
    """How uses name a resource of the template, and the kind of files that it is."""
    if target == {"Fn::GetAtt": ["Table", "Arn"]}:
        return [("table", "")]
    if target == {"Fn::GetAtt": ["Bus", "Arn"]}:
        return [("bus", "")]
    if target == {"Fn::GetAtt": ["Files", "Arn"]}:
        return [("files", "")]
    text = target.get("Fn::Sub", "") if isinstance(target, dict) else ""
    if text.startswith("${Table.Arn}/"):
        return [("table/" + text.removeprefix("${Table.Arn}/"), "*")]
    if text.startswith("${Files.Arn}/"):
        return [("files", text.removeprefix("${Files.Arn}/"))]
    if ":ses:" in text:
        return [("mail", "")]
    # The functions' own failures, which Lambda and not they put into queues.
    return []


def covers(grant, use):
    return grant[1:3] == use[1:3] and fnmatch.fnmatchcase(use[3], grant[3]) and grant[4] in ("", use[4])


def ways(use, uses):
    """Within what the same was done, by itself among them."""
    return {other[4] for other in uses if other[:4] == use[:4]}


def named(right):
    return " ".join(filter(None, right[1:]))


def as_list(value):
    return value if isinstance(value, list) else [value]


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_text().splitlines())
