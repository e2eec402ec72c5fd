"""`python -m inferlint`."""

import os
import sys

# `python -m` puts the working directory first, often a checkout whose modules must not be imported. Only this package itself
# has been looked up there, which Python does before it starts anything here.
if sys.path and sys.path[0] in ("", os.getcwd()):
    del sys.path[0]

from inferlint.launcher import main  # noqa: E402

sys.exit(main())
