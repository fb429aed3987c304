// @ts-check
/* The language of the page, and the words it has learnt: few at the door, all of them behind it. */

import { loadCatalogue } from "../shared/catalogue.js";
import { state } from "./state.js";

/** @type {readonly string[]} */
let parts = [];

export function language() {
  return document.documentElement.lang === "en" ? "en" : "da";
}

/** @param {readonly string[]} more parts of the catalogue */
export async function learn(more) {
  const all = [...new Set([...parts, ...more])];
  state.words.value = await loadCatalogue(all, language());
  parts = all;
}

/** Speak the other language, in place: answers, place in line and talk stay. @param {string} other */
export async function speak(other) {
  state.words.value = await loadCatalogue(parts, other);
  document.documentElement.lang = other;
  const address = new URL(location.href);
  address.searchParams.set("lang", other);
  history.replaceState(null, "", address);
}
