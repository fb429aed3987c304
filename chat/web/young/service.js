// @ts-check
/* The door (åbent, travlt, fyldt, lukket): what the house says of itself, asked for all the while. */

import { learnTime } from "./house_clock.js";
import { language } from "./speech.js";

/** @typedef {import("../shared/wire.d.ts").Service} Service */

const AGAIN_MS = 20_000;
/** While it starts, or when it did not answer. */
const SOON_MS = 2500;

/**
 * @param {(service: Service) => void} onNews
 * @param {() => boolean} wanted whether anybody still looks at the door
 * @returns {() => void} ask now
 */
export function connectService(onNews, wanted) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function ask() {
    clearTimeout(timer);
    if (!wanted() || document.visibilityState === "hidden") return;
    const service = await fetched();
    if (service !== null) onNews(service);
    clearTimeout(timer);
    timer = setTimeout(ask, service === null || service.state === "starting" ? SOON_MS : AGAIN_MS);
  }

  document.addEventListener("visibilitychange", ask);
  window.addEventListener("online", ask);
  void ask();
  return ask;
}

/** @returns {Promise<Service | null>} */
async function fetched() {
  try {
    const answer = await fetch(`/api/service?lang=${language()}`);
    learnTime(answer.headers.get("date"));
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
