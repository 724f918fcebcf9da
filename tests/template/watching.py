"""What watches the portal: alarms over sums of functions, the dashboard, and the runbook that says what each alarm means."""

import json
import re

MOST_ALARMS = 20
MOST_METRICS = 10  # In the expression of one alarm; no linter knows.
# Metrics that are no event of shared/events/schemas.
OWN_METRICS = {"SignedIn", "SignInRefused", "LettersSent", "LettersUndeliverable", "NoticesWithheld"}


def unwatched(template, root):
    """Everything of the template that could fail unnoticed."""
    resources = template["Resources"]
    alarms = {name: r["Properties"] for name, r in resources.items() if r["Type"] == "AWS::CloudWatch::Alarm"}
    timeout = template["Globals"]["Function"]["Timeout"]
    behind = {
        name: r["Properties"].get("Timeout", timeout)
        for name, r in resources.items()
        if r["Type"] == "AWS::Serverless::Function"
        and all(event["Type"] != "HttpApi" for event in r["Properties"]["Events"].values())
    }
    queues = [name for name, r in resources.items() if r["Type"] == "AWS::SQS::Queue"]
    yield from irregular_alarms(alarms)
    yield from out_of_sums(alarms, behind, queues)
    yield from out_of_dashboard(resources["Dashboard"]["Properties"], alarms, behind, queues, root)
    yield from out_of_runbook(alarms, root)


def irregular_alarms(alarms):
    if len(alarms) > MOST_ALARMS:
        yield f"{len(alarms)} alarms, nobody reads more than {MOST_ALARMS}: watch sums"
    for name, alarm in alarms.items():
        if alarm.get("AlarmName") != {"Fn::Sub": f"${{AWS::StackName}}-{name}"}:
            yield f"{name}: is not named ${{AWS::StackName}}-{name}, as the runbook calls it"
        if alarm.get("AlarmActions") != [{"Ref": "Alarms"}] or alarm.get("OKActions") != [{"Ref": "Alarms"}]:
            yield f"{name}: does not tell Alarms when it begins and ends"
        metrics = [m for m in alarm.get("Metrics", []) if "MetricStat" in m]
        if len(metrics) > MOST_METRICS:
            yield f"{name}: {len(metrics)} metrics, CloudWatch takes {MOST_METRICS}"


def out_of_sums(alarms, behind, queues):
    """A function behind stream, bus or schedule is in the sums for errors and duration, a queue in one for what waits."""
    waiting = {name: list(watched(alarm, "AWS/SQS", "ApproximateNumberOfMessagesVisible")) for name, alarm in alarms.items()}
    failing = {function for alarm in alarms.values() for function in watched(alarm, "AWS/Lambda", "Errors")}
    for queue in queues:
        if not any(queue in names for names in waiting.values()):
            yield f"{queue}: no alarm tells when something waits in it"
    for function, seconds in behind.items():
        # Where every failure waits for a person at once, errors would say the same a second time.
        if function not in failing and f"{function}DeadLetters" not in waiting["SetAside"]:
            yield f"{function}: neither in the sum of AsynchronousErrors nor is its queue in SetAside"
        thresholds = [alarm["Threshold"] for alarm in alarms.values() if function in watched(alarm, "AWS/Lambda", "Duration")]
        if len(thresholds) != 1 or not 0.9 <= thresholds[0] / (1000 * seconds) <= 0.95:
            yield f"{function}: no alarm at 90 to 95 % of its {seconds} seconds (NearTimeout…)"
    known = {*behind, *queues}
    for name, alarm in alarms.items():
        for target in [*watched(alarm, "AWS/Lambda"), *watched(alarm, "AWS/SQS")]:
            if target not in known:
                yield f"{name}: watches {target}, which is no function behind stream, bus or schedule and no queue"


def watched(alarm, namespace, metric=None):
    """The functions or queues whose metric an alarm watches."""
    for stat in [alarm, *(m["MetricStat"]["Metric"] for m in alarm.get("Metrics", []) if "MetricStat" in m)]:
        if stat.get("Namespace") == namespace and metric in (None, stat["MetricName"]):
            for dimension in stat.get("Dimensions", []):
                if dimension["Name"] in ("FunctionName", "QueueName"):
                    value = dimension["Value"]
                    yield value["Ref"] if "Ref" in value else value["Fn::GetAtt"][0]


def out_of_dashboard(dashboard, alarms, behind, queues, root):
    body = dashboard["DashboardBody"]["Fn::Sub"]
    try:
        widgets = json.loads(body)["widgets"]
    except ValueError as error:
        yield f"Dashboard: its body is no JSON: {error}"
        return
    wanted = [f"${{{alarm}.Arn}}" for alarm in alarms]
    wanted += [f"${{{function}}}" for function in behind]
    wanted += [f"${{{queue}.QueueName}}" for queue in queues]
    for reference in wanted:
        if f'"{reference}"' not in body:
            yield f"Dashboard: does not show {reference}"
    kinds = {file.stem for file in (root / "shared" / "events" / "schemas").glob("*.json")} | OWN_METRICS
    for widget in widgets:
        namespace = None
        for metric in widget["properties"].get("metrics", []):
            namespace = namespace if metric[0] in (".", "...") else metric[0]
            if namespace == "${AWS::StackName}" and metric[1] not in kinds:
                yield f"Dashboard: nobody counts {metric[1]}; there are the events and {sorted(OWN_METRICS)}"


def out_of_runbook(alarms, root):
    """The chapter of alarms has one heading for each, and none for what is no alarm."""
    runbook = (root / "docs" / "runbook.md").read_text()
    chapter = re.search(r"^## Alarms$(.*?)(?=^## |\Z)", runbook, re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^### (\S+)$", chapter.group(1), re.MULTILINE) if chapter else []
    for name in sorted({*alarms} ^ {*headings}):
        yield f"{name}: {'is no alarm' if name in headings else 'has no heading'} in the chapter Alarms of docs/runbook.md"
    for name in sorted({name for name in headings if headings.count(name) > 1}):
        yield f"{name}: has two headings in docs/runbook.md"


def unknown_in_runbook(expanded, root):
    """What the runbook's commands ask for by name must be a resource of the stack."""
    runbook = (root / "docs" / "runbook.md").read_text()
    for name in sorted({*re.findall(r"\$\(aws_name (\w+)\)", runbook)} - {*expanded["Resources"]}):
        yield f"{name}: is no resource, but docs/runbook.md asks for its name"
