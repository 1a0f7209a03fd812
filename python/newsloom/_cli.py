"""The console script: the same Rust code as the binary."""

import signal
import sys

from newsloom import _core


def main() -> int:
    """Run the command with the process's arguments.

    Returns
    -------
    int
        0 done, 1 the data could not be used, 2 wrong usage.
    """
    # The work is in Rust, where Python's handler would only be asked at the end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _core.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
