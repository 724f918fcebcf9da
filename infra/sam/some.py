"""Writes template.yaml with a few of its functions only, because `sam build` takes all of them or one."""

import json
import sys
from pathlib import Path

from local import ROOT, logical_id
from samcli.yamlhelper import yaml_parse


def main(target, *functions):
    template = yaml_parse((ROOT / "template.yaml").read_text())
    wanted = {logical_id(function) for function in functions}
    resources = template["Resources"]
    known = {name for name, resource in resources.items() if resource["Type"] == "AWS::Serverless::Function"}
    if wanted - known:
        sys.exit(f"template.yaml has no function {', '.join(sorted(wanted - known))}")
    template["Resources"] = {name: resource for name, resource in resources.items() if name not in known - wanted}
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    Path(target).write_text(json.dumps(template, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
