// @ts-check
/* Asking a specialist (spørg en fagperson): written, shown once with what may point to somebody, and then sent. */

import { html, signal, useEffect, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { cleaned } from "../shared/text.js";
import { Dialog } from "../staff/dialog.js";
import { tell } from "../staff/live_regions.js";
import { askHouse, pieces } from "../staff/sparring.js";
import { clock, t } from "../staff/words.js";

/** @import { Mark, Question, Questions } from "../staff/sparring.js" */
/** @import { View } from "./view.js" */

const LOOK_EVERY_MS = 120_000;
const LONGEST = 2000;

/** null: not heard yet. */
const known = signal(/** @type {Questions | null} */ (null));

async function look() {
  const found = await askHouse("");
  if (found.ok) known.value = found.body;
}

/** In the bar: how one gets there, and that an answer has come. @param {{ view: View }} props */
export function SparringButton({ view }) {
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const fresh = known.value?.questions.filter(({ is_new: isNew }) => isNew).length ?? 0;
  useEffect(() => { if (fresh > 0) tell(t("desk.sparring.new", { count: fresh })); }, [fresh]);
  return html`<button class=${`button ${fresh > 0 ? "sparring__news" : ""}`} type="button" aria-haspopup="dialog" title=${t("desk.sparring.open")} onClick=${() => { view.sparringOpen.value = true; }}>
      <${Icon} name="circle-help" /> ${fresh > 0 ? t("desk.sparring.new", { count: fresh }) : html`<span class="sparring__open">${t("desk.sparring.open")}</span>`}</button>`;
}

/** @param {{ close: () => void }} props not in the bar: a phone shows that beside the waiting room alone */
export function SparringDialog({ close }) {
  const [text, setText] = useState("");
  const [shown, setShown] = useState(/** @type {{ text: string, marks: Mark[], code: string } | null} */ (null));
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const questions = known.value?.questions ?? [];
  const fresh = questions.some(({ is_new: isNew }) => isNew);
  useEffect(() => {
    void look().then(async () => {
      if (known.value?.questions.some(({ is_new: isNew }) => isNew)) await askHouse("/seen", {});
    });
    return () => void look();
  }, []);
  /** @param {() => Promise<string>} what gives what went wrong */
  const does = async (what) => {
    if (busy) return;
    setBusy(true);
    setFault(await what());
    setBusy(false);
  };
  const showIt = () => does(async () => {
    const said = cleaned(text);
    if (said === "") return t("desk.sparring.empty");
    const found = await askHouse("/look", { text: said });
    if (!found.ok) return found.fault;
    setShown({ text: said, marks: found.body.marks, code: found.body.shown });
    return "";
  });
  const send = () => does(async () => {
    if (shown === null) return "";
    const sent = await askHouse("", { text: shown.text, shown: shown.code });
    if (!sent.ok) return sent.fault;
    setShown(null);
    setText("");
    tell(t("desk.sparring.sent"));
    await look();
    return "";
  });
  return html`<${Dialog} title=${t("desk.sparring.title")} close=${close}>
    <div class="staff-dialog__form">
      <p class="soft">${t("desk.sparring.lead")} <${Door} known=${known.value} /></p>
      ${fresh && html`<${Mine} questions=${questions} />`}
      ${shown === null
        ? html`<div class="field"><label for="sparring">${t("desk.sparring.question")}</label>
            <p class="field__hint" id="sparring-hint">${t("desk.sparring.hint")}</p>
            <textarea class="input" id="sparring" maxlength=${LONGEST} aria-describedby="sparring-hint" value=${text}
              onInput=${(/** @type {InputEvent} */ event) => setText(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea></div>`
        : html`<${Shown} text=${shown.text} marks=${shown.marks} />`}
      <div role="alert">${fault !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${fault}</span></p>`}</div>
      <div class="staff-dialog__foot">${shown === null
        ? html`<button class="button" type="button" onClick=${close}>${t("staff.dialog.back")}</button>
            <button class="button button--main" type="button" aria-disabled=${String(busy)} onClick=${() => void showIt()}>${t("desk.sparring.show")}</button>`
        : html`<button class="button" type="button" onClick=${() => setShown(null)}>${t("desk.sparring.change")}</button>
            <button class="button button--main" type="button" aria-disabled=${String(busy)} onClick=${() => void send()}>${t("desk.sparring.send")}</button>`}</div>
      ${!fresh && questions.length > 0 && html`<${Mine} questions=${questions} />`}
    </div>
  <//>`;
}

/** When there will be an answer, as far as anybody knows. @param {{ known: Questions | null }} props */
function Door({ known: found }) {
  if (found === null) return null;
  if (found.open) return t("desk.sparring.answers_now");
  return found.changes_at === null ? t("desk.sparring.answers_later") : t("desk.sparring.answers_from", { when: moment(found.changes_at) });
}

/** What will be sent, just as it stands. @param {{ text: string, marks: readonly Mark[] }} props */
function Shown({ text, marks }) {
  return html`<section class="sparring" aria-labelledby="sparring-shown">
    <h3 id="sparring-shown" tabindex="-1" ref=${focused}>${t("desk.sparring.shown")}</h3>
    <p class=${marks.length > 0 ? "notice" : "soft"}>${t(marks.length > 0 ? "desk.sparring.marked" : "desk.sparring.unmarked", { count: marks.length })}</p>
    <p class="pre sparring__shown">${pieces(text, marks).map((piece) => (piece.kind === null ? piece.text : html`<mark>${piece.text}<small> (${t(`desk.sparring.mark.${piece.kind}`)})</small></mark>`))}</p>
  </section>`;
}

/** A new answer goes before the next question. @param {{ questions: readonly Question[] }} props */
function Mine({ questions }) {
  return html`<h3>${t("desk.sparring.mine")}</h3>
    <ul class="sparring">${questions.map((one) => html`<li key=${one.sparring_id}><${Asked} one=${one} /></li>`)}</ul>`;
}

/** @param {{ one: Question }} props */
function Asked({ one }) {
  return html`<p class="small soft">${t("desk.sparring.asked", { when: moment(one.asked_at) })}</p>
    <p class="pre">${one.text ?? t("desk.sparring.gone")}</p>
    ${one.answered_at === null ? html`<p class="small soft"><${Icon} name="hourglass" /> ${t("desk.sparring.waits")}</p>`
      : html`<div class="whisper"><p class="whisper__from"><${Icon} name="check" /> ${t("desk.sparring.answered", { name: one.answered_by ?? "", when: moment(one.answered_at) })}</p>
        <p class="pre">${one.reply ?? t("desk.sparring.gone")}</p></div>`}`;
}

/** @param {string} at */
function moment(at) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "numeric", timeZone: "Europe/Copenhagen" }).format(new Date(at));
  return t("desk.sparring.when", { day, time: clock(at) });
}

/** The key that opened a step presses nothing in it. @param {HTMLElement | null} heading */
function focused(heading) {
  heading?.focus();
}
