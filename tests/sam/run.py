"""Runs functions of every trigger in containers, by `sam local`, on the table of a fresh one-machine edition.

Usage: run.py BUILD PORTAL, where BUILD is what `sam build` wrote and PORTAL the edition's binary.

Proves what no other suite does: that the binaries start in Lambda's image, take AWS's events through its runtime interface, and find their
services by what the template gives them. What they answer in which case is the other suites' business.
"""

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "infra" / "sam"))

import containers  # noqa: E402
from local import EVENTS, Functions, Unable, environment  # noqa: E402

BEGUN = time.monotonic()
# The file that tests/events/add-status-page.json announces.
PAGE = b"%PDF-1.7\n%recorded\n"


def main(build, portal):
    with containers.containers() as address, edition(portal) as (url, services):
        with containers.reachable(services, address) as for_containers:
            passed(f"containers run, and find the edition at {for_containers}")
            functions = Functions(build, for_containers)
            by_hand = ByHand(functions, url, services)
            for check in (by_hand.http_read, by_hand.http_write, by_hand.stream, by_hand.schedule, by_hand.bus, by_hand.ses, by_hand.s3):
                check()
                passed(check.__doc__)
            over_http(functions)
            passed(over_http.__doc__)


class ByHand:
    """One function at a time, by `sam local invoke`."""

    def __init__(self, functions, url, services):
        self.functions, self.url, self.services = functions, url, services

    def http_read(self):
        """HTTP: show-countries reads the table"""
        status, _, body = self.http("show-countries")
        expect(status == 200 and "DE" in [country["code"] for country in body["countries"]], status, body)

    def http_write(self):
        """HTTP: place-order writes an order once, and the edition beside it mails the confirmation"""
        status, headers, placed = self.http("place-order")
        expect(status == 201 and len(placed["orders"]) == 1, status, placed)
        number = placed["orders"][0]["number"]
        status, headers, again = self.http("place-order")
        expect((status, headers.get("idempotent-replayed"), again) == (201, "true", placed), status, headers, again)
        self.wait(lambda: any(number in event["detail"].get("data", {}).get("orders", []) for event in self.on_bus("OrderPlaced")))
        self.wait(lambda: any(number in letter for letter in self.letters()))

    def stream(self):
        """stream: publish-events puts what the table recorded on the bus"""
        expect_equal(self.invoke("publish-events"), {"batchItemFailures": []})
        expect("01KB0000000000000000000003" in [event["detail"]["id"] for event in self.on_bus("ReadingsSubmitted")], "it is not on the bus")

    def schedule(self):
        """schedule: plan-reminders hands the contracts out, and sweep-outbox looks for what was overlooked"""
        before = len(self.on_bus("EndsPlanned"))
        expect_equal(self.invoke("plan-reminders"), None)
        expect_equal(len(self.on_bus("EndsPlanned")) - before, 64)
        expect_equal(self.invoke("sweep-outbox"), None)

    def bus(self):
        """bus: apply-status-page-request takes the operator's word once, and send-mail writes the letter"""
        expect_equal(self.invoke("apply-status-page-request"), "applied")
        expect_equal(self.invoke("apply-status-page-request"), "before")
        expect_equal(self.invoke("send-mail"), None)
        expect(self.own_letters(), "there is no letter")

    def ses(self):
        """SES: settle-mail writes down that the letter arrived"""
        event = self.event("settle-mail")
        event["detail"]["mail"]["tags"]["letter"] = [self.own_letters()[0]]
        answer, log = self.functions.invoke("settle-mail", json.dumps(event))
        expect(answer == "null" and "settled a letter" in log, answer, log)

    def s3(self):
        """S3: inspect-upload looks into a file that came"""
        status, _, announced = self.http("add-status-page")
        expect(status == 201, status, announced)
        put(announced["upload"], self.services)
        event = self.event("inspect-upload")
        key = event["detail"]["object"]["key"]
        event["detail"]["object"]["key"] = f"{key.rpartition('/')[0]}/{announced['id']}"
        expect_equal(json.loads(self.functions.invoke("inspect-upload", json.dumps(event))[0]), None)
        shown = self.event("show-status-page")
        shown["rawPath"] = f"/api/status-pages/{announced['id']}"
        shown["pathParameters"] = {"id": announced["id"]}
        status, _, page = answer_of(self.functions.invoke("show-status-page", json.dumps(shown))[0])
        expect((status, page.get("state")) == (200, "accepted"), status, page)

    def event(self, function):
        return json.loads(self.functions.fill_in((EVENTS / f"{function}.json").read_text()))

    def invoke(self, function):
        return json.loads(self.functions.invoke(function, json.dumps(self.event(function)))[0])

    def http(self, function):
        return answer_of(self.functions.invoke(function, json.dumps(self.event(function)))[0])

    def on_bus(self, kind):
        return [event for event in fetch(f"{self.url}/mail/events.json") if event["detail-type"] == kind]

    def letters(self):
        """The letters' ids, which name what they are about."""
        return [letter["tags"]["letter"][0] for letter in fetch(f"{self.url}/mail/letters.json")]

    def own_letters(self):
        """Those that the recorded event called for."""
        return [letter for letter in self.letters() if letter.startswith("01KB0000000000000000000003_")]

    def wait(self, until):
        for _ in range(100):
            if until():
                return
            time.sleep(0.1)
        raise AssertionError("it did not happen within ten seconds")


def over_http(functions):
    """`sam local start-api`: signing in by POST, and a session that another function knows by GET"""
    port = free_port()
    with tempfile.TemporaryFile("w+") as log:
        command = functions.command("start-api", "--port", str(port), "--warm-containers", "LAZY")
        api = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment())
        try:
            for _ in range(300):
                if api.poll() is not None or containers.answers("127.0.0.1", port):
                    break
                time.sleep(0.2)
            login = json.loads((EVENTS / "log-in.json").read_text())["body"].encode()
            status, headers, body = call(port, "POST", "/api/session", login, {"content-type": "application/json"})
            expect(status == 201 and body["customer"]["no"] == "17102995", status, body)
            cookie = headers["set-cookie"].partition(";")[0]
            expect(cookie.startswith("session="), headers)
            status, _, body = call(port, "GET", "/api/session", None, {"cookie": cookie})
            expect(status == 200 and body["contract"]["no"] == "SPV-20418", status, body)
        except Exception:
            log.seek(0)
            print(log.read(), file=sys.stderr)
            raise
        finally:
            api.terminate()
            api.wait(30)


def call(port, method, path, body, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    # Of several cookies the first, which is the session's.
    headers = {name.lower(): value for name, value in reversed(answer.getheaders())}
    return answer.status, headers, json.loads(answer.read())


def put(upload, port):
    """Puts the file as a browser would. The address is the one that containers know; here the same bucket is at localhost."""
    url = urlsplit(upload["url"])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {**upload["headers"], "host": url.netloc}
    connection.request(upload["method"], f"{url.path}?{url.query}", PAGE, headers)
    answer = connection.getresponse()
    expect(answer.status == 200, answer.status, answer.read())


def answer_of(answer):
    """Status, headers and body of an HTTP function's answer."""
    answer = json.loads(answer)
    expect("statusCode" in answer, answer)
    headers = {name.lower(): value for name, value in {**answer.get("multiValueHeaders", {}), **answer["headers"]}.items()}
    return answer["statusCode"], headers, json.loads(answer["body"])


@contextlib.contextmanager
def edition(portal):
    """A fresh edition with the demo fleet. Yields its address and the port at which its services are."""
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryFile("w+") as log:
        command = [portal, "--data", data, "--port", "0", "--aws", "127.0.0.1:0"]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            found = {}
            for line in process.stdout:
                name, _, url = line.strip().partition(" ")
                found[name] = url.strip()
                if "AWS" in found:
                    break
            if "AWS" not in found:
                log.seek(0)
                raise Unable(f"the edition does not start:\n{log.read()}")
            yield found["Portal"], urlsplit(found["AWS"]).port
        finally:
            process.terminate()
            process.wait(30)


def fetch(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.load(answer)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def expect(holds, *instead):
    if not holds:
        raise AssertionError(" ".join(str(part) for part in instead))


def expect_equal(is_so, should_be):
    expect(is_so == should_be, f"{is_so!r} is not {should_be!r}")


def passed(what):
    print(f"[{time.monotonic() - BEGUN:5.1f} s] {what}", flush=True)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Unable as why:
        sys.exit(f"The functions cannot be run in containers here. {why}")
