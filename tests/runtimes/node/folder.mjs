// What the three starters share: their arguments, the files of the core, and a script's files in and out.
//   node STARTER.mjs NODE_MODULES CHECKOUT SCRIPT

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

export const [modules, checkout, script] = process.argv.slice(2).map((name) => path.resolve(name));

export const program = () => fs.readFileSync(script, "utf8");

export const installed = (name) => import(pathToFileURL(path.join(modules, name)));

// The core, and nothing else: a page gets what package.json gives to a board.
export function core() {
  const folder = path.join(checkout, "purenn");
  const urls = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")).urls;
  return urls.map(([target, source]) => [target, fs.readFileSync(path.join(folder, source), "utf8")]);
}

// The files that lie beside the script when it runs: those of the present folder.
export const given = () => fs.readdirSync(".").map((name) => [name, fs.readFileSync(name)]);

export const keep = (name, content) => fs.writeFileSync(name, content);

export function fail(error) {
  console.error(error.message ?? error);
  process.exit(1);
}
