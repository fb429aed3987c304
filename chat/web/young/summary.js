// @ts-check
/*
 * A summary (resumé) to come back with: word for word what the counsellor proposes, and one's own answer. Fetched with the
 * first one. The words live on this page alone, and only while they stand.
 */

import { summaryIn } from "../shared/summary_log.js";
import { computed, html, useEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { say, state } from "./state.js";

/** @typedef {(event: string, payload: object) => Promise<import("../shared/wire.d.ts").Ack>} Ask */
/** @typedef {import("../shared/summary_log.js").Proposed} Proposed */

const standing = computed(() => summaryIn(state.events.value));

/** The row of an event: the summary where it was proposed last, or what one has brought. @param {{ seq: number }} props */
export function SummaryRow({ seq }) {
  const event = state.events.value.find((one) => one.seq === seq);
  if (event?.kind === "summary_brought") {
    return html`<section class="card summary" aria-labelledby="summary-brought">
      <h2 id="summary-brought">${say("young.summary.brought")}</h2>
      <p class="summary__text">${event.data["text"]}</p>
      <p class="small soft">${say("young.summary.brought.who")}</p>
    </section>`;
  }
  const summary = standing.value;
  return summary?.seq === seq ? html`<${Summary} key=${seq} summary=${summary} after=${false} />` : null;
}

/** Afterwards it stands on the page: also for who comes back to it with four words. */
export function SummaryAfter() {
  const summary = standing.value;
  return summary !== null && html`<${Summary} key=${summary.seq} summary=${summary} after />`;
}

/** Whether the next one may read it: nothing is chosen beforehand. */
export function Bring() {
  if (standing.value?.answer !== "yes") return null;
  return html`<label class="choice"><input type="checkbox" name="bring" autocomplete="off" checked=${state.bringing.value}
      aria-describedby="summary-bring" onChange=${() => { state.bringing.value = !state.bringing.value; }} /> ${say("young.summary.bring")}</label>
    <p class="small soft" id="summary-bring">${say("young.summary.bring.why")}</p>`;
}

/** @param {{ summary: Proposed, after: boolean }} props */
function Summary({ summary: { seq, by, answer }, after }) {
  const ask = state.summaries.value?.ask;
  const over = state.view.value === "after";
  const { words, fault, busy, tell, again } = useWords(ask, answer);
  const id = after ? `summary-${seq}-after` : `summary-${seq}`;
  const says = (/** @type {"yes" | "change" | "no"} */ what) => () => void tell({ seq, answer: what });
  const off = busy ? "true" : undefined;
  const open = answer === "" && typeof words === "string";
  return html`<section class="card summary" aria-labelledby=${id}>
    <h2 id=${id}>${say("young.summary.title")}</h2>
    ${open && html`<p>${say("young.summary.lead", { name: by })}</p>`}
    ${typeof words === "string" && html`<p class="summary__text">${words}</p>`}
    ${words === undefined && fault === "" && html`<p class="soft" role="status">${say("shared.loading")}</p>`}
    ${words === null && (answer === "" || answer === "yes") && html`<p role="status">${say("young.summary.gone")}</p>`}
    ${answer !== "" && !(answer === "yes" && words === null) && html`<p class="summary__state" role="status">
      <${Icon} name="check" /> <span>${say(`young.summary.answered.${answer}${over && answer !== "no" ? ".after" : ""}`)}</span></p>`}
    ${open && html`<p>${say("young.summary.why")}</p>
      <div class="choices">
        <button class="button button--main" type="button" aria-disabled=${off} onClick=${says("yes")}>${say("young.summary.yes")}</button>
        ${!over && html`<button class="button" type="button" aria-disabled=${off} onClick=${says("change")}>${say("young.summary.change")}</button>`}
        <button class="button" type="button" aria-disabled=${off} onClick=${says("no")}>${say("young.summary.no")}</button>
      </div>`}
    ${answer === "yes" && typeof words === "string" && html`<button class="button" type="button" aria-disabled=${off} onClick=${says("no")}>${say("young.summary.undo")}</button>`}
    <div role="alert">${fault !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${fault}</span></p>`}</div>
    ${fault !== "" && words === undefined && html`<button class="button" type="button" onClick=${again}><${Icon} name="rotate-ccw" /> ${say("young.summary.read")}</button>`}
  </section>`;
}

/**
 * The words as the house has them: undefined while they are not read, null where they are gone.
 *
 * @param {Ask | undefined} ask
 * @param {Proposed["answer"]} answer after some answers there are none any more
 */
function useWords(ask, answer) {
  const [words, setWords] = useState(/** @type {string | null | undefined} */ (undefined));
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const client = useRef(crypto.randomUUID());
  const gone = answer === "no" || answer === "change";
  const again = async () => {
    const ack = ask === undefined ? null : await ask("summary:read", {});
    setFault(ack === null || ack.ok ? "" : ack.error.message || say("young.summary.again"));
    if (ack?.ok) setWords(ack["text"]);
  };
  useEffect(() => {
    if (gone) setWords(null);
    else void again();
  }, [gone]);
  const tell = async (/** @type {object} */ said) => {
    if (busy || ask === undefined) return;
    setBusy(true);
    // One answer under one id however often it is tried; the next is another.
    const ack = await ask("summary:answer", { ...said, client_id: client.current });
    client.current = crypto.randomUUID();
    setBusy(false);
    setFault(ack.ok ? "" : ack.error.message || say("young.summary.again"));
    if (!ack.ok) void again();
  };
  return { words, fault, busy, tell, again: () => void again() };
}
