"""Calls every operation of infra/openapi.yaml with what the description allows and with what it does not, alone and in sequences.

Usage: run.py PORTAL CASES, where PORTAL is the one-machine edition's binary and CASES how many calls each operation gets at least.

schemathesis makes the calls and looks whether the answers keep to the description. What it must know of this API stands here: how a
session begins, and that every write has a key of its own. What it looks at stands in schemathesis.toml.
"""

import contextlib
import http.client
import itertools
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import schemathesis
from schemathesis.cli import schemathesis as command_line
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.core.parameters import ParameterLocation
from schemathesis.openapi.checks import UnsupportedMethodResponse

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# In the window of a quarter, so that readings are taken; and the same in every run.
TODAY = "2026-12-28"
# Contracts of the demo.
CONTRACTS = [("17102995", "SPV-20418"), ("17106600", "SPV-60000")]
# Another one for the sessions that are used once: their codes count against its limit.
SPARE = ("17105500", "SPV-40000")
# What ends the session that it is called with, or puts another in its place.
ENDING = ["log_out", "send_code", "check_code"]
# What needs no session. Signing in with one would end it.
OPEN = ["show_countries", "log_in", "open_link"]
# What answers each row of a request by itself.
JUDGED_BY_ROW = ["check_readings", "submit_readings"]


def main(portal, cases):
    with edition(portal) as url:
        Confirmed.begin(Portal(url))
        arguments = ["--config-file", HERE / "schemathesis.toml", "run", ROOT / "infra" / "openapi.yaml", "--url", url, "--max-examples", cases]
        command_line([str(argument) for argument in arguments])


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Over plain http the session's cookie cannot have the prefix that the description names."""
    raw_schema["components"]["securitySchemes"]["session"]["name"] = "session"


@schemathesis.hook
def map_case(context, case):
    """A key of its own for every call, and a contact that there is, except where just that is what is wrong with it."""
    if "Idempotency-Key" in case.headers and not case.meta.is_negative_at(ParameterLocation.HEADER):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    if isinstance(case.body, dict) and isinstance(case.body.get("contact_id"), str) and not case.meta.is_negative_at(ParameterLocation.BODY):
        case.body["contact_id"] = Confirmed.contact
    return case


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """What the description cannot say, and is right all the same. Everything else is a failure."""
    if isinstance(failure, UnsupportedMethodResponse):
        # API Gateway's own answer, which no function is asked for: a method without a route is not found.
        return (response.status_code, response.json()) != (404, {"message": "Not Found"})
    if isinstance(failure, AcceptedNegativeData) and case.operation.definition.raw.get("operationId") in JUDGED_BY_ROW:
        # The request is taken and its rows are judged one by one: what is wrong with one stands in its place in the answer.
        rows = response.json()
        return all(row["outcome"] != "refused" for row in rows.get("rows", rows.get("open", [])))
    return True


class Cookie:
    """Sends the session along."""

    def set(self, case, data, context):
        case.cookies = {**(case.cookies or {}), "session": data}


@schemathesis.auth(refresh_interval=None).apply_to(operation_id=ENDING)
class Spare(Cookie):
    """A session for this call alone, opened by the numbers."""

    def get(self, case, context):
        return Confirmed.portal.sign_in(*SPARE)[0]


@schemathesis.auth(refresh_interval=None).skip_for(operation_id=ENDING + OPEN)
class Confirmed(Cookie):
    """One confirmed session for all calls. When it has ended, another contract has the next one, as codes are limited by the contract."""

    lock = threading.Lock()
    contracts = itertools.cycle(CONTRACTS)

    @classmethod
    def begin(cls, portal):
        cls.portal = portal
        cls.session, cls.contact = portal.confirmed(*next(cls.contracts))

    def get(self, case, context):
        with self.lock:
            if self.portal.call("GET", "/api/session", session=self.session)[0] == 401:
                self.begin(self.portal)
            return self.session


class Portal:
    """The few calls that open a session."""

    def __init__(self, url):
        self.address = urlsplit(url).netloc

    def sign_in(self, customer, contract):
        """A session by the numbers, and what it was answered."""
        body = {"country": "DE", "language": "de", "customer_no": customer, "contract_no": contract}
        return self.session("POST", "/api/session", body)

    def confirmed(self, customer, contract):
        """A session that a mailed code confirmed, and the contact whose code it was."""
        session, begun = self.sign_in(customer, contract)
        contacts = begun.get("contacts") or self.call("GET", "/api/contacts", session=session)[2]["contacts"]
        contact = next(contact["id"] for contact in contacts if contact["confirmed"])
        before = self.codes()
        asked = self.call("POST", "/api/session/code", {"contact_id": contact}, session)
        for _ in range(100):
            if sent := self.codes() - before:
                return self.session("PUT", "/api/session/code", {"code": sent.pop()}, session)[0], contact
            time.sleep(0.1)
        raise RuntimeError(f"no code came within ten seconds: {asked}")

    def codes(self):
        """Every code that was mailed: the only line of its letter with nothing but eight digits."""
        letters = self.call("GET", "/mail/letters.json")[2]
        return {code for letter in letters for code in re.findall(r"^\s*(\d{4} ?\d{4})\s*$", letter["text"], re.MULTILINE)}

    def session(self, method, path, body, session=None):
        status, cookies, answer = self.call(method, path, body, session)
        if "session" not in cookies:
            raise RuntimeError(f"{method} {path} opens no session: {status} {answer}")
        return cookies["session"], answer

    def call(self, method, path, body=None, session=None):
        """Status, cookies and body of an answer."""
        connection = http.client.HTTPConnection(self.address, timeout=30)
        headers = {"content-type": "application/json", **({"cookie": f"session={session}"} if session else {})}
        connection.request(method, path, body and json.dumps(body), headers)
        answer = connection.getresponse()
        cookies = dict(cookie.partition(";")[0].split("=", 1) for cookie in answer.headers.get_all("set-cookie", []))
        text = answer.read()
        return answer.status, cookies, json.loads(text) if text else None


@contextlib.contextmanager
def edition(portal):
    """A fresh edition with the demo fleet. Yields its address."""
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryFile("w+") as log:
        command = [portal, "--data", data, "--port", "0", "--today", TODAY]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            url = next((line.split()[1] for line in process.stdout if line.startswith("Portal ")), None)
            if url is None:
                log.seek(0)
                raise RuntimeError(f"the edition does not start:\n{log.read()}")
            yield url
        finally:
            process.terminate()
            process.wait(30)


if __name__ == "__main__":
    main(*sys.argv[1:])
