"""Functions in containers, by `sam local`, on the table of a one-machine edition that runs beside them.

    invoke FUNCTION [EVENT]   runs one function with an event, and prints its answer
    api                       serves all HTTP functions

Both go by what `sam build` made, with another environment: SAM hands a function only those variables that the template names.
"""

import argparse
import contextlib
import functools
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import containers
from containers import ROOT, Unable, say
from samcli.yamlhelper import yaml_parse

SAM = Path(sys.executable).parent / "sam"
EVENTS = ROOT / "tests" / "events"
REGION = "eu-central-1"

# What every function gets. Credentials are the one-machine edition's.
EVERYWHERE = {"PLAIN_HTTP": "1", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
# What the template's variables are on this machine. There is no front door here, so nothing proves that it was passed.
HERE = {
    "TABLE_NAME": "pagetally",
    "BUS_NAME": "pagetally",
    "FILES_BUCKET": "pagetally-files",
    "MAIL_FROM": "portal@pagetally.example",
    "MAIL_CONFIGURATION_SET": "",
    "METRICS_NAMESPACE": "pagetally",
    "FAILURE_BUDGET": "300",
    "SECRETS_ROTATED": "",
    "PORTAL_URL": "http://localhost:8080",
    "ORIGIN_SECRET": "",
    "CODE_SECRET": "local",
}

# What each portal has of its own, as it stands in tests/events: a session, the reference of the demo fleet's contract, a confirmed contact of it.
RECORDED_SESSION = "session=recorded"
RECORDED_CONTRACT = "01KB0000000000000000000000"
RECORDED_CONTACT = "01KB0000000000000000000001"


class Functions:
    """The built functions on a machine where containers run."""

    def __init__(self, build, services):
        build = Path(build).resolve()
        template = yaml_parse((build / "template.yaml").read_text())
        self.template = Path(f"{build}.local.json")
        self.template.write_text(json.dumps(for_this_machine(template, build, f"http://{services}"), indent=1))

    def command(self, *arguments):
        command = [SAM, "local", *arguments, "--template", self.template, "--config-file", ROOT / "samconfig.toml"]
        # The image is pulled already, or made here.
        return [*command, "--skip-pull-image", "--parameter-overrides", f"Architecture={containers.ARCHITECTURE}"]

    def invoke(self, function, event):
        """A function's answer and its log. An answer that is an error is an answer too."""
        done = subprocess.run(
            self.command("invoke", logical_id(function), "--event", "-"),
            input=event, capture_output=True, text=True, check=False, env=environment(),
        )
        if done.returncode != 0:
            raise Unable(f"sam local invoke {logical_id(function)} failed:\n{done.stderr}")
        if not done.stdout.strip():
            hint = "Where a firewall keeps containers from this machine, functions wait for their services until their time is over."
            raise Unable(f"{logical_id(function)} gave no answer:\n{done.stderr}\n{hint}")
        return done.stdout.strip(), done.stderr

    def fill_in(self, event):
        """The event with what this portal has where the recorded one stands. The functions themselves tell."""
        if RECORDED_SESSION in event or RECORDED_CONTRACT in event or RECORDED_CONTACT in event:
            cookie, contract_ref = self.session
            event = event.replace(RECORDED_SESSION, cookie).replace(RECORDED_CONTRACT, contract_ref)
            if RECORDED_CONTACT in event:
                event = event.replace(RECORDED_CONTACT, self.confirmed_contact)
        return event

    @functools.cached_property
    def session(self):
        """The cookie of a session of the demo fleet, and the reference of its contract, which the log names."""
        answer, log = self.invoke("log-in", (EVENTS / "log-in.json").read_text())
        with contextlib.suppress(ValueError, LookupError, TypeError, AttributeError):
            answer = json.loads(answer)
            headers = {name.lower(): value for name, value in answer["headers"].items()}
            cookie = (answer.get("cookies") or [headers.get("set-cookie", "")])[0].partition(";")[0]
            return cookie, re.search(r'"contract_ref":\s*"(\w{26})"', log).group(1)
        raise Unable(f"Nobody can sign in with tests/events/log-in.json: {answer}\n{log}")

    @functools.cached_property
    def confirmed_contact(self):
        answer, log = self.invoke("list-contacts", self.fill_in((EVENTS / "list-contacts.json").read_text()))
        with contextlib.suppress(ValueError, LookupError, TypeError, StopIteration):
            contacts = json.loads(json.loads(answer)["body"])["contacts"]
            return next(contact["id"] for contact in contacts if contact["confirmed"])
        raise Unable(f"The contract has no confirmed contact: {answer}\n{log}")


def for_this_machine(template, build, services):
    """The built template with the environment of this machine, to be read from elsewhere."""
    everywhere = {**EVERYWHERE, "AWS_ENDPOINT_URL": services}
    shared = template["Globals"]["Function"]
    shared["Environment"]["Variables"] = {**of_here("Globals", shared), **everywhere}
    for name, resource in template["Resources"].items():
        if resource["Type"] != "AWS::Serverless::Function":
            continue
        properties = resource["Properties"]
        # What is not built is not there.
        properties["CodeUri"] = str(build / name)
        if "Environment" in properties:
            properties["Environment"]["Variables"] = of_here(name, properties)
    return template


def of_here(name, properties):
    named = properties["Environment"]["Variables"]
    unknown = [variable for variable in named if variable not in HERE]
    if unknown:
        raise Unable(f"{name} has {', '.join(unknown)} in template.yaml; infra/sam/local.py must say what that is on this machine.")
    return {variable: HERE[variable] for variable in named}


def environment():
    """For SAM: with anybody's credentials it would ask AWS who they are."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {**kept, "AWS_DEFAULT_REGION": REGION, "SAM_CLI_TELEMETRY": "0"}


def logical_id(function):
    """`PlaceOrder` for `place-order`."""
    return "".join(part.capitalize() for part in function.split("-")) if function.islower() else function


@contextlib.contextmanager
def beside_edition(build, port):
    """The built functions, with the services of the edition that offers them at `port`."""
    with containers.containers() as address:
        if not containers.answers("127.0.0.1", port) and not containers.answers(address, port):
            raise Unable(f"No portal offers its services at port {port}. Start one: cargo run -- --aws 127.0.0.1:{port}")
        with containers.reachable(port, address) as services:
            yield Functions(build, services)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=ROOT / ".aws-sam" / "build", help="folder that sam build wrote")
    parser.add_argument("--services", type=int, default=4566, metavar="PORT", help="where the edition offers its services")
    commands = parser.add_subparsers(dest="command", required=True)
    invoke = commands.add_parser("invoke")
    invoke.add_argument("function")
    invoke.add_argument("event", nargs="?", type=Path)
    api = commands.add_parser("api")
    api.add_argument("--port", type=int, default=3000)
    arguments = parser.parse_args()

    with beside_edition(arguments.build, arguments.services) as functions:
        if arguments.command == "api":
            command = functions.command("start-api", "--port", str(arguments.port), "--warm-containers", "LAZY")
            api = subprocess.Popen(command, env=environment())
            # Ctrl-C is for SAM, which puts its containers away.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                api.wait()
            finally:
                api.terminate()
                api.wait()
            return
        event = arguments.event or EVENTS / f"{arguments.function}.json"
        answer, log = functions.invoke(arguments.function, functions.fill_in(event.read_text()))
        say(log.strip())
        print(answer)


if __name__ == "__main__":
    try:
        main()
    except Unable as why:
        sys.exit(str(why))
