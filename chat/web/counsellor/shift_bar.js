// @ts-check
/* The counsellor's bar: my shift, how many I talk with, who is supervisor, who else is here. */

import { html, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { Colleagues, StaffBar } from "../staff/staff_bar.js";
import { t } from "../staff/words.js";
import { KEYS } from "./keys.js";
import { refusalWords } from "../staff/refusals.js";
import { SparringButton } from "./sparring.js";

/** @import { Ack } from "../shared/wire.d.ts" */
/** @import { Colleague } from "../staff/wire.js" */
/** @import { Sound } from "../staff/sound.js" */
/** @import { DesktopNotices } from "../staff/desktop_notices.js" */
/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */

/** @param {readonly Colleague[]} staff @returns {string | null} the one supervisor on duty, when there is one name to say */
export function supervisorOnDuty(staff) {
  const there = staff.filter(({ roles }) => roles.includes("supervisor"));
  return there.length === 1 ? /** @type {Colleague} */ (there[0]).display_name : null;
}

/**
 * "Karen Holm" is called Karen; a name that is no person's is not shortened into one.
 *
 * @param {string | null} name
 */
export function calledName(name) {
  const words = name?.split(" ") ?? [];
  return words.every((word) => /^\p{Lu}/u.test(word)) ? (words[0] ?? null) : null;
}

/** @param {{ desk: Desk, view: View, sound: Sound, notices: DesktopNotices, signOut: () => void }} props */
export function ShiftBar({ desk, view, sound, notices, signOut }) {
  const { on, messages } = sound.settings.value;
  const colleagues = desk.colleagues.value;
  const others = colleagues.filter(({ staff_id, roles }) => staff_id !== desk.me.staff_id && !roles.includes("supervisor"));
  const groups = [
    html`<${MyShift} desk=${desk} />`,
    html`<${OnDuty} desk=${desk} />`,
    ...(desk.learns ? [] : [html`<${SparringButton} view=${view} />`]),
    ...(others.length > 0 ? [html`<${Colleagues} staff=${others} />`] : []),
    ...(desk.me.roles.includes("supervisor") ? [html`<a href="/supervisor">${t("staff.bar.board")}</a>`] : []),
  ];
  return html`<${StaffBar}
    href="/counsellor" groups=${groups} keys=${KEYS} signOut=${signOut} find=${() => { view.paletteOpen.value = true; }}
    sound=${{ on: on || messages || notices.state.value === "on", open: () => { view.alertsOpen.value = true; } }}
    keysOpen=${view.keysOpen.value} setKeysOpen=${(/** @type {boolean} */ open) => { view.keysOpen.value = open; }}
  />`;
}

/** @param {{ desk: Desk }} props */
function MyShift({ desk }) {
  const { state, load, capacity, usual = 1, most = usual } = desk.shift.value;
  const [chosen, setRoom] = useState(/** @type {number | null} */ (null));
  const room = chosen ?? usual;
  const { learns } = desk;
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState(/** @type {string | null} */ (null));
  const act = async (/** @type {() => Promise<Ack>} */ what) => {
    if (busy) return;
    setBusy(true);
    const ack = await what();
    setBusy(false);
    setFault(ack.ok ? null : refusalWords(ack.error));
  };
  if (!desk.known.value) return html`<p><b>${desk.me.display_name}</b>
    <span>${t("staff.shift.connecting")}</span></p>`;
  if (state === "off") {
    return html`
      <span class="here here--off"></span>
      <p><b>${t("staff.shift.off")}</b>
        <span role=${fault === null ? undefined : "alert"}>${fault ?? desk.me.display_name}</span></p>
      ${!learns && html`<label class="shift__room"><span class="visually-hidden">${t("staff.shift.room")}</span>
        <select class="input" value=${String(room)}
          onChange=${(/** @type {Event} */ event) => setRoom(Number(/** @type {HTMLSelectElement} */ (event.target).value))}>
          ${Array.from({ length: most }, (_, n) => n + 1).map((n) => html`<option key=${n}
            value=${String(n)}>${t("staff.shift.at_once", { count: n })}</option>`)}
        </select>
      </label>`}
      <button class="button button--main" type="button" aria-disabled=${String(busy)}
        onClick=${() => void act(() => desk.house.startShift(room))}>${t("staff.shift.start")}</button>`;
  }
  const paused = state === "paused";
  return html`
    <span class=${`here ${paused ? "here--paused" : ""}`}></span>
    <p><b>${paused ? t("staff.shift.paused") : t("staff.shift.on")}</b>
      <span>${fault ?? (learns ? t("desk.trainee.shift") : t("staff.shift.load", { load, count: capacity }))}</span></p>
    ${paused
      ? html`<button class="button" type="button" aria-disabled=${String(busy)}
        onClick=${() => void act(() => desk.house.startShift(capacity || room))}>
        <${Icon} name="play" /> ${t("staff.shift.go_on")}</button>`
      : html`<button class="button" type="button" aria-disabled=${String(busy)}
        onClick=${() => void act(() => desk.house.pauseShift())}>
        <${Icon} name="coffee" /> ${t("staff.shift.pause")}</button>`}
    <button class="button" type="button" aria-disabled=${String(busy)}
      onClick=${() => void act(() => desk.house.endShift())}>${t("staff.shift.end")}</button>`;
}

/** @param {{ desk: Desk }} props */
function OnDuty({ desk }) {
  const there = desk.colleagues.value.filter(({ roles }) => roles.includes("supervisor"));
  if (!desk.known.value) return html`<p><b>${t("staff.duty.unknown")}</b></p>`;
  if (desk.supervisors.value === 0) return html`<p><b class="late">${t("staff.duty.none")}</b>
    <span>${t("staff.duty.none_next")}</span></p>`;
  const names = there.map(({ display_name }) => display_name).join(", ");
  return html`<p><b>${names === "" ? t("staff.duty.some") : t("staff.duty.who", { names })}</b>
    <span>${t("staff.duty.here")}</span></p>`;
}
