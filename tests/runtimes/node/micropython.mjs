// Run a script on MicroPython in WebAssembly. It ends with status 1 on an exception, which the package's own command line does not.
// The heap is large because this port collects no garbage before a call of runPython is over.

import { core, fail, given, installed, keep, program } from "./folder.mjs";

const { loadMicroPython } = await installed("@micropython/micropython-webassembly-pyscript/micropython.mjs");
const python = await loadMicroPython({ heapsize: 256 * 1024 * 1024, stdout: (line) => process.stdout.write(line + "\n") });
python.FS.mkdir("/lib");
python.FS.mkdir("/lib/purenn");
for (const [name, text] of core()) python.FS.writeFile("/lib/" + name, text);
for (const [name, content] of given()) python.FS.writeFile("/" + name, content);
try {
  python.runPython("import sys\nif '/lib' not in sys.path: sys.path.append('/lib')");
  python.runPython(program());
} catch (error) {
  fail(error);
}
for (const name of python.FS.readdir("/")) if (name.endsWith(".json")) keep(name, python.FS.readFile("/" + name));
