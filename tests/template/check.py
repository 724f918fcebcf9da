"""Checks template.yaml: what CloudFormation would make of it, and that it is as regular as its readers expect.

Linters look past much of what stands in Globals and in events, so the template is linted twice: as it is, and expanded by
AWS's own translator into plain CloudFormation. checkov looks at the expanded one only.
"""

import base64
import hashlib
import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import named
import recorded

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")  # The translator asks for one; nothing depends on which.

import promises
import watching
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TEMPLATE = ROOT / "template.yaml"
EXPANDED = ROOT / ".tools" / "expanded.json"
MOST_RESOURCES = 400  # CloudFormation takes 500 in a stack.
MOST_SECRETS = 60  # CloudFormation takes no more dynamic references.
ORDER = ["Timeout", "Events", "EventInvokeConfig", "Environment", "LoggingConfig", "Policies"]
ORIGIN_SECRET = "ORIGIN_SECRET"
TRACING_POLICY = "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess"

logging.getLogger("samtranslator").setLevel(logging.ERROR)  # It warns of metrics about itself that it did not publish.


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
    findings += named.missing(ROOT)
    findings += events_that_vanish(template["Resources"], functions)
    findings += promises.broken(template)
    findings += watching.unwatched(template, ROOT)
    expanded = expand()
    findings += watching.unknown_in_runbook(expanded, ROOT)
    findings += tracing_changes_more(expanded, expand(Tracing="Active"))
    if len(expanded["Resources"]) > MOST_RESOURCES:
        findings.append(f"{len(expanded['Resources'])} resources are more than {MOST_RESOURCES}: split the stack")
    secrets = json.dumps(expanded).count("{{resolve:")
    if secrets > MOST_SECRETS:
        findings.append(f"{secrets} dynamic references are more than {MOST_SECRETS}: let functions share what they resolve")
    findings += [f"{role}: {finding}" for role, finding in [*too_broad(expanded), *too_narrow(expanded), *unbounded(expanded)]]

    EXPANDED.parent.mkdir(exist_ok=True)
    EXPANDED.write_text(json.dumps(expanded, indent=1))
    linted = lint()

    for finding in findings:
        print(f"template.yaml: {finding}", file=sys.stderr)
    if findings or not linted:
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


def unbounded(expanded):
    """Every role that AWS's own policies, which SAM attaches, could take beyond this stack."""
    for role, resource in expanded["Resources"].items():
        if resource["Type"] == "AWS::IAM::Role" and resource["Properties"].get("PermissionsBoundary") != {"Ref": "Boundary"}:
            yield role, "is not kept within Boundary"


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


def tracing_changes_more(off, on):
    """X-Ray asks for the one right that names no resource, since its actions know none: SAM gives it to every role, by AWS's own
    policy, as soon as tracing is on. It must not be there before, and nothing else may come with it."""
    for name, resource in on["Resources"].items():
        properties = dict(resource["Properties"])
        if resource["Type"] == "AWS::Lambda::Function":
            if properties.pop("TracingConfig", None) != {"Mode": {"Ref": "Tracing"}}:
                yield f"{name}: is not traced when Tracing is Active"
        if resource["Type"] == "AWS::IAM::Role":
            policies = properties.get("ManagedPolicyArns", [])
            properties["ManagedPolicyArns"] = [arn for arn in policies if arn != TRACING_POLICY]
            if len(policies) - len(properties["ManagedPolicyArns"]) != 1:
                yield f"{name}: may not write traces when Tracing is Active"
        if properties != off["Resources"].get(name, {}).get("Properties"):
            yield f"{name}: Tracing changes more of it than tracing"


def expand(**parameters):
    """The plain CloudFormation that AWS makes of the template."""
    template = yaml_parse(TEMPLATE.read_text())
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"  # As `sam package` would put it.
    return transform(template, parameters, NoManagedPolicies())


def lint():
    """Whether the linters have nothing to say; what they say otherwise is printed. They run side by side, as each takes seconds."""
    cfn_lint = [Path(sys.executable).parent / "cfn-lint", "--non-zero-exit-code", "informational"]
    checkov = [ROOT / ".tools" / "checkov" / "bin" / "checkov", "--config-file", HERE / "checkov.yaml"]
    # W2001, an unused parameter: the translator puts in what Tracing is.
    commands = [[*cfn_lint, TEMPLATE], [*cfn_lint, EXPANDED, "--ignore-checks", "W2001"], [*checkov, "--file", EXPANDED]]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for command in commands]
    said = [process.communicate()[0] for process in running]
    for process, text in zip(running, said):
        if process.returncode != 0:
            print(text, file=sys.stderr)
    return all(process.returncode == 0 for process in running)


def as_list(value):
    return value if isinstance(value, list) else [value]


if __name__ == "__main__":
    main()
