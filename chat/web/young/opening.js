// @ts-check
/* Opening a conversation (samtale): asked under one secret for as long as it takes, so it is opened once. */

import { cleaned } from "../shared/text.js";

/** @typedef {import("./state.js").Answers} Answers */
/** @typedef {import("./state.js").Said} Said */
/** @typedef {import("../shared/wire.d.ts").Service} Service */
/**
 * @typedef {{ opened: { conversation_id: string } & Record<string, any> }
 *   | { door: Service }
 *   | { refused: Said }} Outcome
 */

const SOONEST_MS = 800;
const LATEST_MS = 6000;
const ANSWER_MS = 10_000;
const CAMPAIGN = /^[a-z0-9_-]{1,40}$/;

/**
 * @param {{ token: string, lang: string, answers: Answers, summaryOf?: string | null, onRetry: () => void }} request `summaryOf`:
 *   the secret of the talk whose summary is brought
 * @returns {Promise<Outcome>} settles when the house has said yes or no
 */
export async function openConversation({ token, lang, answers, summaryOf = null, onRetry }) {
  const brought = summaryOf === null ? {} : { summary_of: summaryOf };
  const body = JSON.stringify({ token, lang, ...campaignIn(location.search), ...tidy(answers), ...brought });
  for (let tries = 0; ; tries += 1) {
    const outcome = await once(body);
    if (!("again_ms" in outcome)) return outcome;
    onRetry();
    const backoff_ms = Math.min(LATEST_MS, SOONEST_MS * 2 ** tries) * (0.5 + Math.random() / 2);
    await new Promise((go) => setTimeout(go, Math.max(backoff_ms, outcome.again_ms)));
  }
}

/**
 * Which campaign's link led here, `?campaign=code`: the house counts those it knows, as a sum, and no other.
 *
 * @param {string} search
 * @returns {{ campaign?: string }}
 */
export function campaignIn(search) {
  const code = new URLSearchParams(search).get("campaign") ?? "";
  return CAMPAIGN.test(code) ? { campaign: code } : {};
}

/** @param {Answers} answers */
function tidy(answers) {
  const pairs = Object.entries(answers).map(([name, value]) => [name, cleaned(value)]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ""));
}

/**
 * @param {string} body
 * @returns {Promise<Outcome | { again_ms: number }>}
 */
async function once(body) {
  try {
    const answer = await fetch("/api/conversations", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return { opened: said };
    if (answer.status === 409 && typeof said.state === "string") return { door: said };
    if (answer.status === 429) return { again_ms: 1000 * Number(said.error?.retry_after_s ?? 5) };
    if (answer.status >= 500) return { again_ms: 0 };
    return { refused: { key: "young.entry.refused", text: said.error?.message } };
  } catch {
    return { again_ms: 0 };
  }
}
