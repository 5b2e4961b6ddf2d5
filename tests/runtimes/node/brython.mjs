// Run a script on Brython, which translates Python into JavaScript.
// It expects a browser: the few things of a page that it asks for are stood in for here. Files live in memory, see page_files.py.

import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { core, fail, given, keep, modules, program } from "./folder.mjs";

const END = "\u001eend ";
// Brython brings its own where a node has none (before version 22), and its own takes the wrong argument.
Set.prototype.difference ??= function (other) { return new Set([...this].filter((item) => !other.has(item))); };
globalThis.self = globalThis;
globalThis.module = { exports: {} };
globalThis.addEventListener ??= () => {};
globalThis.location = { href: "http://localhost/page/index.html", origin: "http://localhost", pathname: "/page/index.html" };
for (const name of ["brython.js", "brython_stdlib.js"]) {
  vm.runInThisContext(fs.readFileSync(path.join(modules, "brython", name), "utf8"), name);
}
globalThis.document = { dispatchEvent() {} };

const texts = Object.fromEntries(given().filter(([name]) => /\.(json|txt|csv|py)$/.test(name)).map(([name, content]) => [name, content.toString("utf8")]));
const brython = globalThis.__BRYTHON__;
brython.VFS["page_files"] = [".py", fs.readFileSync(new URL("page_files.py", import.meta.url), "utf8"), []];
for (const [target, text] of core()) {
  const name = target.replace(/\.py$/, "").replace("/__init__", "").replaceAll("/", ".");
  brython.VFS[name] = name === "purenn" ? [".py", text, [], true] : [".py", text, []];
}

// print writes here, a line and its end at once; an exception is only printed, so that the last line shows that all went well.
let printed = "";
const show = console.log;
console.log = (...words) => { printed += words.join(" "); };
const before = "import page_files\npage_files.start(" + JSON.stringify(texts) + ")\n";
const after = "\nprint(" + JSON.stringify(END) + " + page_files.content(), end='')\n";
try {
  brython.runPythonSource(before + program() + after, { id: "__main__" });
} catch (error) {
  if (error.message) fail(error);
  process.exit(1); // an exception of Python's, which Brython has printed
}
console.log = show;
const [lines, end] = printed.split(END);
process.stdout.write(lines);
if (end === undefined) fail("the script ended with an exception");
for (const [name, text] of Object.entries(JSON.parse(end))) keep(name, text);
