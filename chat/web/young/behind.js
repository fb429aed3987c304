// @ts-check
/* What is behind the door, fetched once on the way in. */

import { signal } from "../vendor/preact.js";
import { learn } from "./speech.js";
import { state } from "./state.js";

/** @typedef {typeof import("./inside.js")} Inside */

const AGAIN_MS = 1500;
/** @type {import("../vendor/preact.js").Signal<Inside | null>} */
export const inside = signal(/** @type {Inside | null} */ (null));

/** Come inside; a line that fails is tried again for as long as one waits. */
export async function enter() {
  while (inside.value === null) {
    try {
      const [behind] = await Promise.all([import("./inside.js"), learn(["shared", "young"])]);
      await behind.dressed();
      inside.value = behind;
    } catch {
      state.entryNotice.value = { key: "young.line.slow" };
      await new Promise((go) => setTimeout(go, AGAIN_MS));
    }
  }
  return inside.value;
}
