import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

# No test is timed: machines are busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def _at_root():
    """Paths in examples are relative to the project's root."""
    os.chdir(ROOT)


@pytest.fixture(scope="session")
def newsloom_binary() -> str:
    """The command: the binary when `NEWSLOOM` names it, else what is installed."""
    found = os.environ.get("NEWSLOOM") or shutil.which("newsloom")
    assert found, "set NEWSLOOM to the binary, or install the wheel"
    return found
