"""What the command writes fits the schema in the repository."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
SCHEMAS = {p.name.removesuffix(".schema.json"): p for p in ROOT.glob("crates/*/schema/*.schema.json")}
INPUT = {"compare": "examples/summit", "topics": "examples/pile.jsonl", "stories": "examples/pile.jsonl"}
INPUT["keyness"] = "examples/pile.jsonl"
INPUT |= {"dedup": "examples/summit", "passages": "examples/pile.jsonl"}


def output(binary, command, *more):
    args = [binary, command, INPUT[command], "--format", "json", *more]
    return json.loads(subprocess.run(args, cwd=ROOT, capture_output=True, check=True).stdout)


@pytest.mark.parametrize("command", INPUT)
def test_fits_the_schema(command, newsloom_binary):
    schema = json.loads(SCHEMAS[command].read_text("utf8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    found = output(newsloom_binary, command)
    jsonschema.validate(found, schema, cls=jsonschema.Draft202012Validator)
    assert found["schema"] == 1
    for key in schema["required"]:
        broken = {k: v for k, v in found.items() if k != key}
        with pytest.raises(jsonschema.ValidationError, match=key):
            jsonschema.validate(broken, schema)


def test_the_command_and_python_say_the_same(newsloom_binary):
    import newsloom as nl

    assert output(newsloom_binary, "compare") == nl.compare(INPUT["compare"]).to_dict()
    keyness = nl.keyness(nl.read(INPUT["keyness"]), by="outlet")
    assert output(newsloom_binary, "keyness")["keyness"] == list(keyness)
    assert output(newsloom_binary, "stories") == nl.read(INPUT["stories"]).stories().to_dict()
    assert output(newsloom_binary, "topics", "--clusters", "6") == nl.read(INPUT["topics"]).topics(6).to_dict()
