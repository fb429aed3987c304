// @ts-check
/* The young person's page: wires state, session, door, line and exit together, and draws it. */

import { loadCatalogue } from "../shared/catalogue.js";
import { effect, html, render, signal } from "../vendor/preact.js";
import { connectQuickExit } from "./exit.js";
import { Page } from "./page.js";
import { connectService } from "./service.js";
import { forget, keep, kept, newToken } from "./session.js";
import { nowhere, say, state } from "./state.js";

/** @typedef {import("../shared/wire.d.ts").Ack} Ack */
/**
 * @typedef {object} Actions what a young person can do on the page
 * @property {() => void} begin
 * @property {() => void} open
 * @property {(text: string) => void} send
 * @property {(clientId: string) => void} retry
 * @property {(on: boolean) => void} typing
 * @property {(seq: number) => void} saw
 * @property {() => void} leave
 * @property {(answers: object) => Promise<Ack>} feedback
 * @property {() => void} anew
 */

/** What is said at the door, and what is said behind it. */
const AT_THE_DOOR = ["door"];
const INSIDE = [...AT_THE_DOOR, "shared", "young"];

/** @type {import("../vendor/preact.js").Signal<typeof import("./inside.js") | null>} */
const inside = signal(/** @type {typeof import("./inside.js") | null} */ (null));
/** @type {import("./talking.js").Talking | null} */
let talking = null;
/** One secret for one way in, however often it is tried. */
let token = newToken();

/** @type {Actions} */
const actions = {
  async begin() {
    await enter();
    state.entryNotice.value = null;
    state.view.value = "questions";
  },
  async open() {
    state.opening.value = "asking";
    state.entryNotice.value = null;
    const { openConversation } = await enter();
    const outcome = await openConversation({
      token,
      lang: state.words.value.language,
      answers: state.answers.value,
      onRetry: () => { state.opening.value = "retrying"; },
    });
    state.opening.value = "no";
    if ("opened" in outcome) {
      keep(token, outcome.opened.conversation_id);
      const { position = null, wait_low_s = null, wait_high_s = null } = outcome.opened;
      state.place.value = { ...nowhere(), position, wait_low_s, wait_high_s };
      state.view.value = "waiting";
      talk();
    } else if ("door" in outcome) {
      state.service.value = outcome.door;
      state.entryNotice.value = { key: "young.entry.closed_meanwhile" };
      state.view.value = "entry";
    } else {
      state.entryNotice.value = outcome.refused;
    }
  },
  send: (text) => talking?.send(text),
  retry: (clientId) => talking?.retry(clientId),
  typing: (on) => talking?.typing(on),
  saw: (seq) => talking?.saw(seq),
  async leave() {
    await talking?.leave();
    state.view.value = "after";
  },
  feedback: async (answers) => talking?.feedback(answers) ?? { ok: false, error: { code: "timeout", message: "" } },
  anew() {
    startOver();
    state.view.value = "entry";
    askDoor();
  },
};

/** Fetch what is behind the door; a line that fails is tried again for as long as one waits. */
async function enter() {
  while (inside.value === null) {
    try {
      const [behind, words] = await Promise.all([import("./inside.js"), loadCatalogue(INSIDE, language())]);
      await behind.dressed();
      state.words.value = words;
      inside.value = behind;
    } catch {
      state.entryNotice.value = { key: "young.line.slow" };
      await new Promise((go) => setTimeout(go, 1500));
    }
  }
  return inside.value;
}

function language() {
  return document.documentElement.lang === "en" ? "en" : "da";
}

/** Open the line to the conversation this tab is in. */
function talk() {
  const session = kept();
  if (session === null || inside.value === null) return;
  talking = inside.value.openTalking(session, () => {
    // Afterwards may stay on the screen; everything else would be a talk that is no more.
    if (state.view.value === "after") return;
    startOver();
    state.entryNotice.value = { key: "young.entry.expired" };
    state.view.value = "entry";
    askDoor();
  });
}

function startOver() {
  talking?.close();
  talking = null;
  forget();
  token = newToken();
  state.answers.value = {};
  state.place.value = nowhere();
  state.events.value = [];
  state.drafts.value = [];
  state.seen.value = { seq: 0, at: "" };
  state.counsellor.value = null;
  state.writing.value = "";
  state.loading.value = true;
  state.feedback.value = "no";
  state.feltWrong.value = "no";
  state.line.value = "connecting";
}

/** Speak the other language, in place: answers, place in line and talk stay. @param {string} other */
async function speak(other) {
  state.words.value = await loadCatalogue(inside.value === null ? AT_THE_DOOR : INSIDE, other);
  document.documentElement.lang = other;
  const address = new URL(location.href);
  address.searchParams.set("lang", other);
  history.replaceState(null, "", address);
  askDoor();
}

/** Neither a copy of the page for Back (bfcache) nor its picture may hold the talk. @param {HTMLElement} root */
function connectHiding(root) {
  const page = html`<${Page} actions=${actions} speak=${speak} inside=${inside} />`;
  render(page, root);
  window.addEventListener("pagehide", () => render(null, root));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  // A page that said goodbye and stayed after all, as when a link turns out to be a call.
  window.addEventListener("focus", () => {
    if (root.childElementCount === 0) render(page, root);
  });
}

const askDoor = connectService(
  (service) => { state.service.value = service; },
  () => state.view.value !== "talk",
);
connectQuickExit();
state.words.value = await loadCatalogue(AT_THE_DOOR, language());
if (kept()) {
  await enter();
  state.view.value = "waiting";
  talk();
}
effect(() => { document.title = say("young.title"); });
connectHiding(/** @type {HTMLElement} */ (document.getElementById("page")));
