// @ts-check
/* Reading along as an adviser (at læse med): the log, whispers to the counsellor, and the pen when it is handed over. */

import { Icon } from "../design/icon.js";
import { cleaned } from "../shared/text.js";
import { useAsking } from "../staff/asking.js";
import { LevelBadge } from "../staff/level_badge.js";
import { LogView } from "../staff/log_view.js";
import { NoteList } from "../staff/notes.js";
import { ageBand, clock, municipalityName, t } from "../staff/words.js";
import { html, useEffect, useLayoutEffect, useRef } from "../vendor/preact.js";

/** @import { Advising } from "./advising.js" */
/** @import { Call, Calls } from "./calls.js" */

/** @param {{ calls: Calls, call: Call, advising: Advising }} props */
export function AdvisingPane({ calls, call, advising }) {
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => { heading.current?.focus(); }, []);
  const callWord = call.call_word ?? "";
  const counsellor = call.counsellor ?? t("staff.from.counsellor");
  const events = advising.events.value;
  const question = events.find(({ kind }) => kind === "called")?.data["question"];
  const place = call.municipality === null ? t("bridge.task.municipality_unknown") : municipalityName(call.municipality);
  return html`<section class="panel advising" aria-labelledby="advising-title">
    <div class="panel__head"><h2 id="advising-title" tabindex="-1" ref=${heading}>${t("bridge.advising.title", { name: callWord, counsellor })}</h2>
      ${call.level > 0 && html`<${LevelBadge} level=${call.level} />`}
      <div class="panel__end"><button class="button button--small" type="button" onClick=${() => void calls.leave()}><${Icon} name="door-open" /> ${t("bridge.advising.leave")}</button></div></div>
    <p class="advising__facts small soft">${[ageBand(call.age_band), place].join(" · ")}. ${t("bridge.advising.since", { time: clock(call.asked_at) })}</p>
    ${question !== undefined && html`<div class="advising__question"><b>${t("bridge.advising.question", { name: counsellor })}</b> <q class="pre">${question}</q></div>`}
    <${LogView} label=${t("bridge.advising.log", { name: callWord })} events=${events.filter(({ kind }) => kind !== "called")} loading=${advising.loading.value}
      reader=${{ staffId: calls.me.staff_id, callWord, counsellor }} unsent=${advising.unsent.value}
      retry=${(/** @type {string} */ id) => advising.outbox.retry(id)} discard=${(/** @type {string} */ id) => advising.outbox.drop(id)} />
    <div class="advising__side">
      <${Whispered} events=${events} me=${calls.me.display_name} />
      <${WhisperForm} advising=${advising} counsellor=${counsellor} callWord=${callWord} />
    </div>
    ${call.writes && html`<${PenForm} calls=${calls} advising=${advising} callWord=${callWord} counsellor=${counsellor} />`}
  </section>`;
}

/** What was whispered so far, the newest in sight. @param {{ events: readonly import("../shared/wire.d.ts").WireEvent[], me: string }} props */
function Whispered({ events, me }) {
  const whispers = events.filter(({ kind }) => kind === "whisper");
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => { box.current?.scrollTo({ top: box.current.scrollHeight }); }, [whispers.length]);
  if (whispers.length === 0) return null;
  return html`<div class="advising__whispers" tabindex="0" role="region" aria-label=${t("bridge.advising.whispers")} ref=${box}>
    <${NoteList} events=${whispers} me=${me} /></div>`;
}

/** @param {{ advising: Advising, counsellor: string, callWord: string }} props unchanged words keep their id, so that they are not said twice */
function WhisperForm({ advising, counsellor, callWord }) {
  const draft = advising.whisperDraft;
  const clientId = useRef(crypto.randomUUID());
  /** What is written while a whisper is on its way stays. */
  const sent = useRef("");
  const { busy, fault, ask } = useAsking(() => {
    clientId.current = crypto.randomUUID();
    if (draft.value === sent.current) draft.value = "";
  }, t("staff.taken_over.act"));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = cleaned(draft.value);
    if (said === "" || busy) return;
    sent.current = draft.value;
    void ask(() => advising.whisper(clientId.current, said));
  };
  return html`<form class="whisper" onSubmit=${submit}>
    <label class="whisper__from" for="advice"><${Icon} name="ear" /> <span>${t("bridge.advising.whisper", { counsellor, name: callWord })}</span></label>
    <textarea class="input" id="advice" rows="2" maxlength="4000" value=${draft.value}
      aria-describedby=${fault === null ? undefined : "advice-fault"}
      onInput=${(/** @type {InputEvent} */ event) => {
        clientId.current = crypto.randomUUID();
        draft.value = /** @type {HTMLTextAreaElement} */ (event.target).value;
      }}></textarea>
    <div role="alert">${fault !== null && html`<p class="field__error" id="advice-fault"><${Icon} name="circle-alert" /> ${fault}</p>`}</div>
    <button class="button button--small" type="submit" aria-disabled=${String(busy || cleaned(draft.value) === "")}>${t("staff.taken_over.act")}</button>
  </form>`;
}

/** @param {{ calls: Calls, advising: Advising, callWord: string, counsellor: string }} props */
function PenForm({ calls, advising, callWord, counsellor }) {
  const draft = advising.draft;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = cleaned(draft.value);
    if (said === "") return;
    advising.outbox.add(said);
    draft.value = "";
    calls.typing(false);
  };
  return html`<form class="writer" onSubmit=${submit}>
    <p class="notice notice--quiet"><${Icon} name="pencil" /><span><strong>${t("bridge.pen.title", { name: callWord })}</strong> ${t("bridge.pen.text", { counsellor })}</span></p>
    <label class="visually-hidden" for="pen">${t("staff.talk.write_to", { name: callWord })}</label>
    <textarea class="input" id="pen" maxlength="4000" value=${draft.value}
      onInput=${(/** @type {InputEvent} */ event) => {
        draft.value = /** @type {HTMLTextAreaElement} */ (event.target).value;
        calls.typing(draft.value !== "");
      }}></textarea>
    <div class="writer__foot">
      <button class="button button--small" type="button" onClick=${() => void calls.givePenBack()}>${t("bridge.pen.back")}</button>
      <button class="button button--main" type="submit" aria-disabled=${String(cleaned(draft.value) === "")}>${t("shared.send")}</button>
    </div>
  </form>`;
}
