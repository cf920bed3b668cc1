"""Message catalogues without GNU gettext: `python tools/messages.py extract|compile|check`.

extract  read all marked texts of src/amends into the catalogues; what is translated stays
compile  make the .mo files that Django reads (make install does)
check    exit 1 where a text is missing, fuzzy, left in English or in the wrong script (make lint does)
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tools.words.command import main

    sys.exit(main(sys.argv[1:]))
