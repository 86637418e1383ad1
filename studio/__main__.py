"""`python -m studio [PROJECT]`: what `shotwright studio` starts."""

import sys

from studio.app import main

sys.exit(main(sys.argv[1:]))
