// @ts-check
/* The session (den, der er logget ind): who, and the way out. The cookie itself is out of reach for a page, as it should be. */

import { signal } from "../vendor/preact.js";
import { hearTime } from "./clock.js";

/** @import { Me } from "./wire.js" */

/** The pages a sign-in may lead back to; anything else in `?next=` is nobody's business. */
const PAGES = ["/counsellor", "/supervisor", "/supervisor/lexicon", "/supervisor/figures", "/supervisor/reports", "/bridge"];
/** Everybody who is signed in has one. */
const ACCOUNT = "/account";

/** The role a page is for, where its path does not say so. */
const ROLE_OF = /** @type {Record<string, string>} */ ({ bridge: "bridge_builder" });

/** By when whoever is signed in must have a second factor; null: nobody asks. */
export const factorDue = signal(/** @type {string | null} */ (null));

const TRIES = 5;
const PAUSE_MS = 1000;

/**
 * @returns {Promise<Me | null>} null: nobody is signed in
 */
export async function whoAmI(triesLeft = TRIES) {
  try {
    const answer = await fetch("/api/me");
    if (answer.status === 401 || answer.status === 403) return null;
    if (!answer.ok) throw new Error(`/api/me: ${answer.status}`);
    const me = await answer.json();
    factorDue.value = me.factor_due_at ?? null;
    learnTime(answer.headers.get("Date"));
    return me;
  } catch (error) {
    if (triesLeft <= 1) throw error;
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    return whoAmI(triesLeft - 1);
  }
}

/** @param {string | null} date an answer's `Date` header (RFC 9110 §6.6.1): the house's clock, before anything is told */
function learnTime(date) {
  const house_ms = Date.parse(date ?? "");
  if (!Number.isNaN(house_ms)) hearTime(new Date(house_ms).toISOString());
}

/** Sign out; when the house can not be reached, the session ends of itself. */
export async function endSession() {
  await fetch("/api/session", { method: "DELETE" }).catch(() => null);
}

/** @param {string | null} back the page to come back to */
export function toSignIn(back) {
  location.assign(back === null ? "/sign-in" : `/sign-in?next=${encodeURIComponent(back)}`);
}

/** Where a second factor is set up, and then on. @param {string} back */
export function toAccount(back) {
  location.assign(`${ACCOUNT}?next=${back}`);
}

/**
 * Where a person who has just signed in goes on: to the page asked for if it is ours and theirs, else by role.
 *
 * @param {readonly string[]} roles
 * @param {string | null} next
 */
export function pageFor(roles, next) {
  const theirs = PAGES.filter((page) => roles.includes(ROLE_OF[page.split("/")[1] ?? ""] ?? page.split("/")[1] ?? ""));
  if (next !== null && theirs.includes(next)) return next;
  if (next === ACCOUNT || roles.every((role) => role === "admin")) return ACCOUNT;
  if (theirs.includes("/supervisor")) return "/supervisor";
  return theirs.includes("/counsellor") || !theirs.includes("/bridge") ? "/counsellor" : "/bridge";
}
