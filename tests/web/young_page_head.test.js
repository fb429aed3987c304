import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import test from "node:test";

const WEB = "chat/web";
const page = readFileSync(join(WEB, "young/page.html"), "utf8");
const named = (pattern) => [...page.matchAll(pattern)].map(([, path]) => path);

/** Everything a module imports, and what that imports. */
function reached(from, seen = new Set()) {
  if (seen.has(from)) return seen;
  seen.add(from);
  const text = readFileSync(join(WEB, from), "utf8");
  for (const [, path] of text.matchAll(/^(?:import|export)[^;]*? from "(\.[^"]+)"/gm)) {
    reached(normalize(join(dirname(from), path)), seen);
  }
  return seen;
}

test("the page asks at once for every module the entry needs, and for no other", () => {
  const asked = named(/rel="modulepreload" href="\{\{static\}\}\/chat\/web\/([^"]+)"/g);

  assert.deepEqual(asked.toSorted(), [...reached("young/main.js")].toSorted());
});

test("what the page names is there", () => {
  for (const path of named(/\{\{static\}\}\/chat\/web\/([^"]+)"/g)) {
    assert.ok(existsSync(join(WEB, path.replace("{{lang}}", "da"))), path);
  }
});
