"""The chapters in examples/ print what they promise."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

FAST_LANE = """\
-- two numbers at once
70020 + 10003 = 80023
-- a whole row
acc + 10 * row = [110, 180, 330, 360]
and back again   [100, 200, 300, 400]
-- weighted sums
weighted sums of [4, 0, 2] = [10, -4, -6]
with plain lists     = [10, -4, -6]
-- fractions
0.3 is 5/16, -1.25 is -20/16
-- relu without looking
relu of [5, -7, 0, 9] = [5, 0, 0, 9]
-- rounding by dice
1,000 steps of 77/256, rounded down: 0; rounded by dice: 299; exact: 300
-- digits
digits: 0.9721 of 359 that it has never seen
digest of the weights: x1165f9f71c4de47
unpacked, in floats: 0.9721
-- MNIST
left out: no folder nowhere
"""


def test_the_fast_lane_chapter_prints_what_it_promises(tmp_path):
    """A step that no longer shows what its sentence says; weights that are not the same on this Python."""
    command = [sys.executable, str(ROOT / "examples" / "fast_lane.py"), "nowhere"]
    done = subprocess.run(command, cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == FAST_LANE
