"""Import every module of the core, one by one; the file modules.txt, which the runner puts into the folder, names them."""

import purenn

with open("modules.txt") as file:
    for name in file.read().split():
        print("imported", getattr(purenn, name).__name__)
