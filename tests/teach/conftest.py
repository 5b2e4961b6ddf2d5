"""What the tests of purenn.teach share: 200 random networks, and a reader of printed pages."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
