"""Checks template.yaml: what CloudFormation would make of it, and that it is as regular as its readers expect.

Linters look past much of what stands in Globals and in events, so the template is linted twice: as it is, and expanded by
AWS's own translator into plain CloudFormation.
"""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import recorded

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")  # The translator asks for one; nothing depends on which.

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "template.yaml"
EXPANDED = ROOT / ".tools" / "expanded.json"
MOST_RESOURCES = 400  # CloudFormation takes 500 in a stack.
MOST_METRICS = 10  # In the expression of one alarm.
ORDER = ["Timeout", "Events", "EventInvokeConfig", "Environment", "LoggingConfig", "Policies"]
ORIGIN_SECRET = "ORIGIN_SECRET"


class NoManagedPolicies:
    """The template names no managed policy, so the translator needs no list of them from AWS."""

    def load(self):
        return {}


def main():
    template = yaml_parse(TEMPLATE.read_text())
    functions = {
        name: resource
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }
    findings = [f"{name}: {finding}" for name in functions for finding in irregular(name, template["Resources"])]
    findings += import_map_not_allowed(template)
    findings += recorded.unrecorded(functions, ROOT)
    findings += events_that_vanish(template["Resources"], functions)
    findings += sums_too_long(template["Resources"])
    expanded = expand(yaml_parse(TEMPLATE.read_text()))
    if len(expanded["Resources"]) > MOST_RESOURCES:
        findings.append(f"{len(expanded['Resources'])} resources are more than {MOST_RESOURCES}: split the stack")
    findings += [f"{role}: {finding}" for role, finding in [*too_broad(expanded), *too_narrow(expanded)]]

    EXPANDED.parent.mkdir(exist_ok=True)
    EXPANDED.write_text(json.dumps(expanded, indent=1))
    linted = [lint(file) for file in (TEMPLATE, EXPANDED)]

    for finding in findings:
        print(f"template.yaml: {finding}", file=sys.stderr)
    if findings or not all(linted):
        sys.exit("template.yaml: not fit to be deployed, see above")
    print(f"template.yaml: {len(functions)} functions, {len(expanded['Resources'])} resources, no findings")


def import_map_not_allowed(template):
    """The page's only inline script is its import map, which the content security policy allows by its hash."""
    page = (ROOT / "web" / "index.html").read_text()
    text = re.search(r'<script type="importmap">(.*?)</script>', page, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    if f"'sha256-{digest}'" not in json.dumps(template["Resources"]["Headers"]):
        yield f"Headers: the policy must allow the import map of web/index.html: 'sha256-{digest}'"


def events_that_vanish(resources, functions):
    """The rule for what no function takes must except exactly what functions take."""
    taken = set()
    for function in functions.values():
        for event in function["Properties"]["Events"].values():
            pattern = event["Properties"].get("Pattern", {})
            if pattern.get("source") == ["operator"]:
                taken.update(pattern["detail-type"])
    excepted = resources["UnknownEvents"]["Properties"]["EventPattern"]["detail-type"][0]["anything-but"]
    if set(excepted) != taken:
        yield f"UnknownEvents: except {sorted(taken)}, which functions take, not {sorted(excepted)}"


def sums_too_long(resources):
    """CloudWatch takes ten metrics in the expression of an alarm; no linter knows."""
    for name, resource in resources.items():
        metrics = [m for m in resource.get("Properties", {}).get("Metrics", []) if "MetricStat" in m]
        if resource["Type"] == "AWS::CloudWatch::Alarm" and len(metrics) > MOST_METRICS:
            yield f"{name}: {len(metrics)} metrics, CloudWatch takes {MOST_METRICS}"


def irregular(name, resources):
    """What a function lacks that every function has."""
    function, crate = resources[name], re.sub(r"(?<!^)([A-Z])", r"-\1", name).lower()
    properties = function["Properties"]
    if list(properties) != [key for key in ORDER if key in properties]:
        yield f"its properties are {list(properties)}, the order everywhere is {ORDER}"
    if function.get("Metadata") != {"BuildMethod": "makefile"}:
        yield "its Metadata is not { BuildMethod: makefile }"
    if properties.get("LoggingConfig") != {"LogGroup": {"Ref": f"{name}Log"}}:
        yield f"its LogGroup is not {name}Log"
    log = resources.get(f"{name}Log", {}).get("Properties", {})
    if log.get("LogGroupName") != {"Fn::Sub": f"/${{AWS::StackName}}/{crate}"}:
        yield f"{name}Log is not named /${{AWS::StackName}}/{crate}"
    if log.get("RetentionInDays") != {"Ref": "LogRetentionDays"}:
        yield f"{name}Log does not end by LogRetentionDays"

    events = list(properties.get("Events", {}).values())
    if len(events) != 1:
        yield f"has {len(events)} events; a function has one"
    environment = properties.get("Environment", {}).get("Variables", {})
    for event in events:
        if event["Type"] == "HttpApi":
            if not event["Properties"]["Path"].startswith("/api/"):
                yield "its path is not below /api, where CloudFront looks for it"
            if ORIGIN_SECRET not in environment:
                yield f"serves HTTP without {ORIGIN_SECRET}, so anyone could come past CloudFront"
        else:
            if f"{name}DeadLetters" not in resources:
                yield f"has no {name}DeadLetters"
            if f"'{name}DeadLetters', 'Arn'" not in str(event):
                yield "its event has no dead letters"
            # A stream's poller retries by itself; what comes from a bus or a schedule is retried by Lambda.
            if event["Type"] != "DynamoDB" and "OnFailure" not in str(properties.get("EventInvokeConfig")):
                yield "its failed invocations have no dead letters"


def too_broad(expanded):
    """Every right that is wider than the project allows: a wildcard, a scan, a table without kinds of items."""
    for role, resource in expanded["Resources"].items():
        if resource["Type"] != "AWS::IAM::Role":
            continue
        for policy in resource["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                actions, targets = as_list(statement["Action"]), as_list(statement["Resource"])
                for action in actions:
                    if "*" in action or action.endswith(":Scan"):
                        yield role, f"may {action}"
                if "*" in targets:
                    yield role, f"may {actions} on everything"
                on_table = {"Fn::GetAtt": ["Table", "Arn"]} in targets
                kinds = statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys")
                if on_table and not kinds:
                    yield role, f"may {actions} on every kind of item"


def too_narrow(expanded):
    """Every right that is missing although what the role is for needs it."""
    for role, resource in expanded["Resources"].items():
        if resource["Type"] != "AWS::IAM::Role":
            continue
        kinds = {
            kind
            for policy in resource["Properties"].get("Policies", [])
            for statement in policy["PolicyDocument"]["Statement"]
            if "dynamodb:GetItem" in as_list(statement["Action"])
            for kind in statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
        }
        if "IDEMPOTENCY#*" in kinds and "CONTRACT#*" not in kinds:
            yield role, "may read stored answers, but not the contract, which may have ended"


def expand(template):
    """The plain CloudFormation that AWS makes of the template."""
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"  # As `sam package` would put it.
    return transform(template, {}, NoManagedPolicies())


def lint(file):
    """Whether cfn-lint has nothing to say about the file; what it says is printed."""
    command = [Path(sys.executable).parent / "cfn-lint", "--non-zero-exit-code", "informational", file]
    return subprocess.run(command, check=False).returncode == 0


def as_list(value):
    return value if isinstance(value, list) else [value]


if __name__ == "__main__":
    main()
