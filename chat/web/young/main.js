// @ts-check
/* The young person's page: wires state, session, door, line and exit together, and draws it. */

import { effect, html } from "../vendor/preact.js";
import { enter, inside, line } from "./behind.js";
import { connectQuickExit } from "./exit.js";
import { connectHiding } from "./hiding.js";
import { Page } from "./page.js";
import { connectService } from "./service.js";
import { forget, keep, kept, newToken } from "./session.js";
import { learn, speak } from "./speech.js";
import { beginAnew, nowhere, say, state } from "./state.js";

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
 * @property {() => Promise<Ack>} returnCode four words to come back with
 * @property {(code: string) => Promise<string>} comeBack says what went wrong, or nothing
 * @property {() => void} anew
 * @property {(language: string) => void} speak
 */

/** @type {Ack} */
const NO_LINE = { ok: false, error: { code: "timeout", message: "" } };

/** @type {import("./talking.js").Talking | null} */
let talking = null;
/** One secret for one way in, however often it is tried. */
let token = newToken();
/** The secret of the talk whose summary one brings, if one does: on this page alone. @type {string | null} */
let summaryOf = null;

/** @type {Actions} */
const actions = {
  async begin() {
    await enter();
    state.entryNotice.value = null;
    state.view.value = "questions";
    void line();
  },
  async open() {
    state.opening.value = "asking";
    state.entryNotice.value = null;
    const { openConversation } = await enter();
    const outcome = await openConversation({
      token,
      lang: state.words.value.language,
      answers: state.answers.value,
      summaryOf,
      onRetry: () => { state.opening.value = "retrying"; },
    });
    state.opening.value = "no";
    if ("opened" in outcome) {
      keep(token, outcome.opened.conversation_id);
      summaryOf = null;
      const { position = null, wait_low_s = null, wait_high_s = null } = outcome.opened;
      state.place.value = { ...nowhere(), position, wait_low_s, wait_high_s };
      await talk();
    } else if ("door" in outcome) {
      state.service.value = outcome.door;
      goToTheDoor({ key: "young.entry.closed_meanwhile" });
    } else {
      state.entryNotice.value = outcome.refused;
    }
  },
  send: (text) => talking?.send(text),
  retry: (clientId) => talking?.retry(clientId),
  typing: (on) => talking?.typing(on),
  saw: (seq) => talking?.saw(seq),
  leave() {
    talking?.leave();
    state.view.value = "after";
  },
  feedback: async (answers) => talking?.feedback(answers) ?? NO_LINE,
  returnCode: async () => talking?.returnCode() ?? NO_LINE,
  async comeBack(code) {
    await enter();
    const { askBack } = await import("./return_door.js");
    const outcome = await askBack(code, token);
    if ("fault" in outcome) return outcome.fault;
    // Who has begun something else meanwhile is not taken away from it.
    if (state.view.value !== "entry") return "";
    keep(token, outcome.conversation_id);
    await talk();
    return "";
  },
  anew() {
    const brought = state.bringing.value ? kept()?.token ?? null : null;
    startOver();
    summaryOf = brought;
    goToTheDoor(null);
  },
  async speak(language) {
    await speak(language);
    askDoor();
  },
};

/** Open the line to the conversation this tab is in. */
async function talk() {
  const { openTalking } = await line();
  const session = kept();
  if (session === null) return;
  state.view.value = "waiting";
  talking = openTalking(session, () => {
    // Afterwards may stay on the screen; everything else would be a talk that is no more.
    if (state.view.value === "after") return;
    startOver();
    goToTheDoor({ key: "young.entry.expired" });
  });
}

function startOver() {
  talking?.close();
  talking = null;
  forget();
  token = newToken();
  summaryOf = null;
  beginAnew();
}

/** @param {import("./state.js").Said | null} why */
function goToTheDoor(why) {
  state.entryNotice.value = why;
  state.view.value = "entry";
  askDoor();
}

const askDoor = connectService(
  (service) => { state.service.value = service; },
  () => state.view.value !== "talk",
);
connectQuickExit();
await learn(["door"]);
if (kept()) {
  await Promise.all([enter(), line()]);
  await talk();
}
effect(() => { document.title = say("young.title"); });
connectHiding(
  /** @type {HTMLElement} */ (document.getElementById("page")),
  html`<${Page} actions=${actions} inside=${inside} />`,
);
