"""`python -m newsloom` is the command."""

import sys

from newsloom._cli import main

sys.exit(main())
