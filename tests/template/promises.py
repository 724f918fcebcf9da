"""What the documents promise of the deployed system, so that nobody loses it while changing something else."""

import re

# Managed-CachingDisabled and Managed-AllViewerExceptHostHeader.
NEVER_CACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
YEAR = 365 * 86400
FORTNIGHT = 14 * 86400


def broken(template):
    resources = template["Resources"]
    for check in (table, audit, buckets, logs, queues, cloudfront, limits):
        yield from check(resources)


def table(resources):
    found, properties = resources["Table"], resources["Table"]["Properties"]
    recovery = properties.get("PointInTimeRecoverySpecification", {})
    promised = {
        "is kept when the stack goes": {found.get("DeletionPolicy"), found.get("UpdateReplacePolicy")} == {"Retain"},
        "cannot be deleted by mistake": properties.get("DeletionProtectionEnabled") is True,
        "can be taken back to any second of 35 days": recovery
        == {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": 35},
        "drops what has expired": properties.get("TimeToLiveSpecification") == {"AttributeName": "expires", "Enabled": True},
        "is encrypted under a KMS key": properties.get("SSESpecification", {}).get("SSEEnabled") is True,
        "is paid by the request": properties.get("BillingMode") == "PAY_PER_REQUEST",
    }
    yield from unkept("Table", promised)


def audit(resources):
    """Entries are put in transactions, seals by one function; nothing changes or deletes either."""
    for name, role in of_type(resources, "AWS::IAM::Role"):
        for policy in role["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                condition = statement.get("Condition", {})
                keys = condition.get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", [])
                kinds = {key for key in keys if key.startswith(("AUDIT", "SEAL", "*"))}
                actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
                enclosed = condition.get("ForAnyValue:StringEquals", {}).get("dynamodb:EnclosingOperation") == ["TransactWriteItems"]
                for action in actions if kinds else []:
                    if action == "dynamodb:PutItem" and enclosed and (kinds == {"AUDIT#*"} or name == "SealAuditRole"):
                        continue
                    if action == "dynamodb:GetItem" and kinds == {"SEAL#*"} and name == "SealAuditRole":
                        continue
                    if action == "dynamodb:Query" and kinds == {"AUDIT#*"} and name == "ExportContactRole":
                        continue
                    yield f"{name}: may {action} {', '.join(sorted(kinds))}, which would let it bend the audit trail"


def buckets(resources):
    for name, resource in of_type(resources, "AWS::S3::Bucket"):
        closed = resource["Properties"].get("PublicAccessBlockConfiguration", {})
        policies = [
            statement
            for _, policy in of_type(resources, "AWS::S3::BucketPolicy")
            if policy["Properties"]["Bucket"] == {"Ref": name}
            for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        ]
        promised = {
            "is kept when the stack goes": {resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy")} == {"Retain"},
            "is closed to the public": len(closed) == 4 and all(value is True for value in closed.values()),
            "refuses requests without TLS": any(
                s["Effect"] == "Deny" and s.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}} for s in policies
            ),
        }
        yield from unkept(name, promised)


def logs(resources):
    for name, resource in of_type(resources, "AWS::Logs::LogGroup"):
        if resource["Properties"].get("RetentionInDays") != {"Ref": "LogRetentionDays"}:
            yield f"{name}: does not end by LogRetentionDays"
    logged = re.findall(r"\$context\.(\w+)", resources["Api"]["Properties"]["AccessLogSettings"]["Format"])
    for field in sorted(set(logged) & {"identity", "path", "authorizer", "customDomain"}):
        yield f"Api: its access log holds {field}, which docs/logging.md does not allow"


def queues(resources):
    """Each keeps what it got for a fortnight, and EventBridge may put something into each that is behind a rule or schedule."""
    behind_rules = set()
    for name, resource in of_type(resources, "AWS::SQS::Queue"):
        promised = {
            "keeps messages for 14 days": resource["Properties"].get("MessageRetentionPeriod") == FORTNIGHT,
            "is encrypted": resource["Properties"].get("SqsManagedSseEnabled") is True,
        }
        yield from unkept(name, promised)
    for name, resource in of_type(resources, "AWS::Serverless::Function"):
        for event in resource["Properties"]["Events"].values():
            if event["Type"] in ("EventBridgeRule", "Schedule"):
                behind_rules.add(f"{name}DeadLetters")
    for _, resource in of_type(resources, "AWS::Events::Rule"):
        behind_rules.update(target["Arn"]["Fn::GetAtt"][0] for target in resource["Properties"]["Targets"])
    policy = resources["DeadLettersPolicy"]["Properties"]
    [statement] = policy["PolicyDocument"]["Statement"]
    for place, listed in (
        ("Queues", {queue["Ref"] for queue in policy["Queues"]}),
        ("Resource", {arn["Fn::GetAtt"][0] for arn in statement["Resource"]}),
    ):
        for queue in sorted(listed ^ behind_rules):
            yield f"DeadLettersPolicy: {place} {'names' if queue in listed else 'lacks'} {queue}, see what EventBridge puts where"


def cloudfront(resources):
    config = resources["Distribution"]["Properties"]["DistributionConfig"]
    origins = {origin["Id"]: origin for origin in config["Origins"]}
    [api] = [behavior for behavior in config["CacheBehaviors"] if behavior["TargetOriginId"] == "api"]
    page = config["DefaultCacheBehavior"]
    headers = resources["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    hsts = headers.get("StrictTransportSecurity", {})
    sent = {header["HeaderName"]: header["HeaderValue"] for header in origins["api"].get("OriginCustomHeaders", [])}
    methods = {"GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"}
    viewer = resources["ViewerAddress"]["Properties"]
    associated = [
        association["FunctionARN"]
        for association in api.get("FunctionAssociations", [])
        if association["EventType"] == "viewer-request"
    ]
    promised = {
        "replaces no error pages": not config.get("CustomErrorResponses"),
        "passes /api/* to the API": api["PathPattern"] == "/api/*" and set(api["AllowedMethods"]) == methods,
        "sends the origin secret": "OriginSecret" in str(sent.get("origin-secret")),
        "passes all headers but Host, and caches no answer": api.get("OriginRequestPolicyId") == ALL_BUT_HOST
        and api.get("CachePolicyId") == NEVER_CACHED,
        "tells the viewer's address": associated == [{"Fn::GetAtt": ["ViewerAddress", "FunctionMetadata.FunctionARN"]}]
        and "headers['viewer-address'] = { value: event.viewer.ip }" in viewer["FunctionCode"]
        and viewer["AutoPublish"] is True,
        "takes TLS only": (api["ViewerProtocolPolicy"], page["ViewerProtocolPolicy"]) == ("https-only", "redirect-to-https"),
        "reaches the API by TLS only": origins["api"]["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only",
        "sends the security headers everywhere": api.get("ResponseHeadersPolicyId")
        == page.get("ResponseHeadersPolicyId")
        == {"Ref": "Headers"},
        "tells browsers to stay with TLS for a year at least": hsts.get("AccessControlMaxAgeSec", 0) >= YEAR,
        "keeps the page's bucket private": origins["page"].get("OriginAccessControlId") == {"Ref": "PageAccess"},
    }
    yield from unkept("Distribution", promised)


def limits(resources):
    """Each route that writes or handles files has a limit of its own, below the limit of all; no limit is for a missing route."""
    api = resources["Api"]["Properties"]
    routes = {
        f"{event['Properties']['Method']} {event['Properties']['Path']}"
        for _, function in of_type(resources, "AWS::Serverless::Function")
        for event in function["Properties"]["Events"].values()
        if event["Type"] == "HttpApi"
    }
    limited, general = api["RouteSettings"], api["DefaultRouteSettings"]
    for route in sorted(routes):
        if (not route.startswith("GET ") or re.search(r"/files?(/|$)", route)) and route not in limited:
            yield f"Api: {route} has no limit of its own in RouteSettings"
    for route, limit in limited.items():
        if route not in routes:
            yield f"Api: RouteSettings names {route}, which is no route"
        for key in ("ThrottlingRateLimit", "ThrottlingBurstLimit"):
            if not 0 < limit.get(key, 0) < general[key]:
                yield f"Api: {route} has a {key} of {limit.get(key)}; it must be below {general[key]}, the limit of all"


def unkept(name, promised):
    return [f"{name}: it is promised that it {promise}" for promise, kept in promised.items() if not kept]


def of_type(resources, kind):
    return [(name, resource) for name, resource in resources.items() if resource["Type"] == kind]
