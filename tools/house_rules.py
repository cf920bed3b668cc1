"""The house rules as a program: what imports cannot show. Run it as `python tools/house_rules.py` (part of make lint).

The rules live in tools/house: one function each, its reason in the docstring. An exception stands in tools/house/allowed.txt.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tools.house.run import main

    sys.exit(main())
