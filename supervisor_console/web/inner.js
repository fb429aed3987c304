// @ts-check
/* Being in a conversation (at være med): come in, take the pen, give it back, hand the conversation on. */

import { Icon } from "../../chat/web/design/icon.js";
import { useAsking } from "../../chat/web/staff/asking.js";
import { houseWords } from "../../chat/web/staff/refusals.js";
import { t } from "../../chat/web/staff/words.js";
import { html, useState } from "../../chat/web/vendor/preact.js";
import { Decision } from "./decisions.js";

/** @import { Reading } from "./reading.js" */
/** @import { TimedRow } from "./rows.js" */
/** @import { Watch } from "./watch.js" */

/** @typedef {"join" | "take_over" | "step_out"} Way */

/**
 * What a supervisor may do here now, in the order the buttons stand.
 *
 * @param {TimedRow} row
 * @param {string} me staff id
 * @returns {Way[]}
 */
export function waysIn(row, me) {
  if (row.state === "closed" || row.state === "opened") return [];
  const { beside } = row;
  if (beside === null) return row.state === "active" ? ["join", "take_over"] : ["take_over"];
  if (beside.staff_id !== me) return [];
  return beside.writes ? ["step_out"] : ["take_over", "step_out"];
}

/** Whether I have come in: then the young person knows of me. @param {TimedRow | null} row @param {string} me */
export function isIn(row, me) {
  return row !== null && row.state !== "closed" && row.beside?.staff_id === me;
}

/** Whether I have the pen. @param {TimedRow | null} row @param {string} me */
export function writes(row, me) {
  return isIn(row, me) && row?.beside?.writes === true;
}

const ICONS = /** @type {const} */ ({ join: "users", take_over: "hand-helping", step_out: "undo-2" });

/** @param {{ watch: Watch, reading: Reading, row: TimedRow }} props */
export function Inner({ watch, reading, row }) {
  const me = watch.me.staff_id;
  const { busy, fault, ask } = useAsking(() => {}, row.call_word, (error) =>
    (error.code === "taken" && error.by ? t("supervisor.inner.taken", { name: error.by }) : houseWords(error)));
  const does = (/** @type {Way} */ way) =>
    void ask(() => watch.request(`conversation:${way}`, { conversation_id: reading.conversationId }), `${row.call_word}: ${words(way)}`);
  const { beside } = row;
  const words = (/** @type {Way} */ way) => way === "step_out" && beside?.writes
    ? row.counsellor === null ? t("supervisor.inner.back_in_line") : t("supervisor.inner.hand_back", { name: row.counsellor.display_name })
    : t(`supervisor.inner.${way}`);
  return html`
    ${waysIn(row, me).map((way) => html`<button class="button button--small" type="button" key=${way} id=${`inner-${way}`} aria-disabled=${busy ? "true" : undefined}
      onClick=${() => does(way)}><${Icon} name=${ICONS[way]} /> ${words(way)}</button>`)}
    ${beside !== null && beside.staff_id !== me && html`<p class="small soft reading__beside"><${Icon} name="users" /> ${t(beside.writes ? "supervisor.inner.other_writes" : "supervisor.inner.other_in", { name: beside.display_name })}</p>`}
    ${beside?.staff_id === me && html`<p class="small reading__beside" role="status"><${Icon} name="pencil" /> ${t(beside.writes ? "supervisor.inner.you_write" : "supervisor.inner.you_are_in")}</p>`}
    ${fault !== null && html`<p class="field__error" role="alert"><${Icon} name="circle-alert" /> ${fault}</p>`}`;
}

/** @typedef {import("./watch.js").OnShift["staff"][number]} Colleague */

/** Whether they could not say yes as it stands. @param {Colleague} one */
export function isFull({ load = 0, capacity = 0 }) {
  return load >= capacity;
}

/**
 * Who may be asked to go on with it: those with room first, since a no takes half a minute. Who is in training takes nobody.
 *
 * @param {readonly Colleague[]} staff
 * @param {string | null} holder whose it is
 */
export function mayTake(staff, holder) {
  return staff
    .filter((one) => (one.role ?? "counsellor") === "counsellor" && one.roles.includes("counsellor") && one.state === "on" && one.staff_id !== holder)
    .sort((one, other) => Number(isFull(one)) - Number(isFull(other)));
}

/**
 * To a colleague it is an offer of 30 s; the conversation stays where it is until they take it.
 *
 * @param {{ watch: Watch, row: TimedRow, close: () => void }} props
 */
export function HandOnForm({ watch, row, close }) {
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const colleagues = mayTake(watch.onShift.value.staff, row.counsellor?.staff_id ?? null);
  const decide = () => watch.request("conversation:transfer", {
    conversation_id: row.conversation_id, to, note: note.trim() === "" ? null : note.trim(),
  });
  return html`<${Decision} callWord=${row.call_word} legend=${t("supervisor.hand_on.legend", { name: row.call_word })} act=${t("supervisor.hand_on.act")} close=${close}
    decide=${decide} missing=${to === "" ? t("supervisor.hand_on.choose") : ""}>
    <div class="choices">
      ${colleagues.map((one) => html`<label class="choice" key=${one.staff_id}>
        <input type="radio" name="hand_on" value=${one.staff_id} checked=${to === one.staff_id} onChange=${() => setTo(one.staff_id)} />
        ${one.display_name} <span class="soft small">${t("supervisor.shift.load", { load: one.load ?? 0, capacity: one.capacity ?? 0 })}${isFull(one) && ` · ${t("supervisor.hand_on.full")}`}</span>
      </label>`)}
      ${row.state === "active" && html`<label class="choice">
        <input type="radio" name="hand_on" value="waiting_room" checked=${to === "waiting_room"} onChange=${() => setTo("waiting_room")} />
        ${t("supervisor.hand_on.waiting_room")}
      </label>`}
    </div>
    ${colleagues.length === 0 && html`<p class="soft small">${t("supervisor.hand_on.nobody")}</p>`}
    <div class="field">
      <label for="hand-on-note">${t("supervisor.hand_on.note")}</label>
      <textarea class="input" id="hand-on-note" maxlength="1000" value=${note} onInput=${(/** @type {InputEvent} */ event) => setNote(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
    </div>
  <//>`;
}
