// @ts-check
/* A link into a video talk, used up: the house answers where it leads, this once. */

const SLOW_DOWN = 429;

/** @typedef {{ address: string } | { fault: "spent" | "wait" | "failed" }} Led */

/**
 * @param {string} token
 * @returns {Promise<Led>} never rejects
 */
export async function useLink(token) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token }) };
  const answer = await fetch("/api/video", options).catch(() => null);
  if (answer?.ok) {
    const { address } = await answer.json();
    return leadsOut(address) ? { address } : { fault: "failed" };
  }
  if (answer === null || answer.status >= 500) return { fault: "failed" };
  return { fault: answer.status === SLOW_DOWN ? "wait" : "spent" };
}

/** Only to where a page can be. @param {string} address */
function leadsOut(address) {
  return /^https?:\/\//.test(address);
}
