// Run a script on Pyodide: CPython in WebAssembly.

import path from "node:path";
import { core, fail, given, installed, keep, modules, program } from "./folder.mjs";

const { loadPyodide } = await installed("pyodide/pyodide.mjs");
const python = await loadPyodide({ indexURL: path.join(modules, "pyodide") + path.sep, stdout: (line) => process.stdout.write(line + "\n") });
python.FS.mkdirTree("/lib/page/purenn");
python.FS.mkdirTree("/work");
for (const [name, text] of core()) python.FS.writeFile("/lib/page/" + name, text);
for (const [name, content] of given()) python.FS.writeFile("/work/" + name, content);
try {
  python.runPython("import os, sys\nsys.path.insert(0, '/lib/page')\nos.chdir('/work')");
  python.runPython(program());
} catch (error) {
  fail(error);
}
for (const name of python.FS.readdir("/work")) if (name.endsWith(".json")) keep(name, python.FS.readFile("/work/" + name));
