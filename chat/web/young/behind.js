// @ts-check
/* What is behind the door, fetched once on the way in. */

import { signal } from "../vendor/preact.js";
import { learn } from "./speech.js";
import { state } from "./state.js";

/** @typedef {typeof import("./inside.js")} Inside */

const AGAIN_MS = 1500;
const SLOW = { key: "young.line.slow" };
/** @type {import("../vendor/preact.js").Signal<Inside | null>} */
export const inside = signal(/** @type {Inside | null} */ (null));

/** Come inside: the pages, their words and their looks. */
export async function enter() {
  if (inside.value !== null) return inside.value;
  const behind = await tried(async () => {
    const [fetched] = await Promise.all([import("./inside.js"), learn(["shared", "young"])]);
    await fetched.dressed();
    return fetched;
  });
  // Whoever presses twice comes in once.
  if (inside.value === null) behind.connectPresses();
  inside.value = behind;
  return behind;
}

/** What a talk needs besides, and one who still answers questions can do without. */
export async function line() {
  return tried(() => import("./talking.js"));
}

/** The way back in, for who kept four words; its own words come with it. */
export async function wayBack() {
  return tried(async () => {
    const [door] = await Promise.all([import("./return_door.js"), learn(["young"])]);
    return door;
  });
}

/**
 * What an offered way on needs, and most talks do not.
 *
 * @param {import("./bridge_card.js").Ask} ask
 */
export async function bridges(ask) {
  if (state.bridges.value !== null) return;
  const view = await tried(async () => {
    const [shown] = await Promise.all([import("./bridge.js"), learn(["young_bridge"])]);
    await shown.dressed();
    return shown;
  });
  state.bridges.value = { ...view, ask };
}

/**
 * What a proposed summary needs, and most talks do not.
 *
 * @param {import("./summary.js").Ask} ask
 */
export async function summaries(ask) {
  if (state.summaries.value !== null) return;
  const view = await tried(async () => {
    const [shown] = await Promise.all([import("./summary.js"), learn(["young_summary"])]);
    return shown;
  });
  state.summaries.value = { ...view, ask };
}

/**
 * What a video talk needs, and most talks do not.
 *
 * @param {import("./bridge_card.js").Ask} ask
 */
export async function videos(ask) {
  if (state.videos.value !== null) return;
  const view = await tried(async () => {
    const [shown] = await Promise.all([import("./video.js"), learn(["young_bridge", "young_video"])]);
    return shown;
  });
  state.videos.value = { ...view, ask };
}

/**
 * A line that fails is tried again for as long as one waits.
 *
 * @template Fetched
 * @param {() => Promise<Fetched>} fetched
 * @returns {Promise<Fetched>}
 */
async function tried(fetched) {
  for (;;) {
    try {
      const there = await fetched();
      if (state.entryNotice.value === SLOW) state.entryNotice.value = null;
      return there;
    } catch {
      state.entryNotice.value = SLOW;
      await new Promise((go) => setTimeout(go, AGAIN_MS));
    }
  }
}
