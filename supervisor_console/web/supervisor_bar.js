// @ts-check
/* The supervisor's bar (bjælken): am I here, who else is, and does the alarm sound. */

import { Icon } from "../../chat/web/design/icon.js";
import { Dialog } from "../../chat/web/staff/dialog.js";
import { StaffBar } from "../../chat/web/staff/staff_bar.js";
import { t } from "../../chat/web/staff/words.js";
import { html, useState } from "../../chat/web/vendor/preact.js";
import { leave } from "./handing_over.js";
import { HouseControl } from "./house_control.js";
import { counts } from "./presence.js";

/** @import { Colleague } from "../../chat/web/staff/wire.js" */
/** @import { SoundControl } from "./sound_control.js" */
/** @import { Watch } from "./watch.js" */

const KEYS = [
  { keys: ["F2"], does: "supervisor.keys.take" },
  { keys: ["Alt", "H"], does: "supervisor.keys.whisper" },
  { keys: ["Alt", "N"], does: "supervisor.keys.note" },
  { keys: ["Ctrl", "K"], does: "supervisor.keys.find" },
  { keys: ["F6"], does: "supervisor.keys.panels" },
  { keys: ["Esc"], does: "supervisor.keys.escape" },
  { keys: ["?"], does: "supervisor.keys.keys" },
];

/**
 * @param {object} props
 * @param {Watch} props.watch
 * @param {SoundControl} props.sound
 * @param {boolean} props.keysOpen
 * @param {(open: boolean) => void} props.setKeysOpen
 * @param {() => void} props.signOut
 */
export function SupervisorBar({ watch, sound, keysOpen, setKeysOpen, signOut }) {
  return html`<${StaffBar}
    href="/supervisor" sound=${null} keys=${KEYS} keysOpen=${keysOpen} setKeysOpen=${setKeysOpen} signOut=${() => leave(watch, "sign_out", signOut)}
    groups=${[
      html`<${Duty} watch=${watch} />`,
      html`<${OnShift} watch=${watch} />`,
      html`<${SoundButton} sound=${sound} /><${HouseControl} watch=${watch} /><${LexiconLink} />`,
    ]} />`;
}

/** @param {{ watch: Watch }} props */
function Duty({ watch }) {
  const name = watch.me.display_name;
  const on = watch.onDuty.value;
  const here = on && watch.line.value === "connected" && counts(watch.presence.value);
  return html`
    <span class=${here ? "here" : on ? "here here--paused" : "here here--off"}></span>
    <p><b>${t(here ? "supervisor.duty.here" : on ? "supervisor.duty.away" : "supervisor.duty.off", { name })}</b><span>${t(here ? "supervisor.duty.seen" : "supervisor.duty.not_seen")}</span></p>
    <button class="button" type="button" onClick=${() => { if (on) leave(watch, "duty", () => void watch.goOnDuty(false)); else void watch.goOnDuty(true); }}><${Icon} name=${on ? "pause" : "play"} /> ${t(on ? "supervisor.duty.leave" : "supervisor.duty.begin")}</button>`;
}

/** @param {{ watch: Watch }} props */
function OnShift({ watch }) {
  const [open, setOpen] = useState(false);
  const { staff, supervisors } = watch.onShift.value;
  const counsellors = staff.filter((one) => roleOf(one) === "counsellor");
  const talks = sum(counsellors, ({ load }) => load);
  const room = sum(counsellors, ({ capacity, load, state }) => (state === "paused" ? 0 : Math.max(0, (capacity ?? 0) - (load ?? 0))));
  return html`<button class="bar-fact" type="button" aria-haspopup="dialog" onClick=${() => setOpen(true)}>
      <b>${t("supervisor.shift.counsellors", { count: counsellors.length })}, ${t("supervisor.shift.talks", { count: talks })}</b>
      <span>${room === 0 ? t("supervisor.shift.no_room") : t("supervisor.shift.room", { count: room })}</span>
    </button>
    ${open && html`<${Dialog} title=${t("supervisor.shift.title")} close=${() => setOpen(false)}>
      ${staff.length === 0 ? html`<p>${t("supervisor.shift.nobody")}</p>` : html`<ul class="on-shift">${staff.map((one) => html`<li key=${`${one.staff_id} ${roleOf(one)}`}>
        <b>${one.display_name}</b>
        <span>${roleOf(one) === "counsellor"
          ? t("supervisor.shift.load", { load: one.load ?? 0, capacity: one.capacity ?? 0 })
          : t("supervisor.shift.supervisor")}${one.state === "paused" ? ` · ${t("supervisor.shift.paused")}` : ""}</span>
      </li>`)}</ul>`}
      <p class="soft small">${t("supervisor.shift.supervisors", { count: supervisors })}</p>
    <//>`}`;
}

/** A tab of its own: the board must go on standing where an alarm is heard. */
function LexiconLink() {
  return html`<a class="button button--icon" href="/supervisor/lexicon" target="_blank" rel="noopener"
    aria-label=${t("supervisor.bar.lexicon")} title=${t("supervisor.bar.lexicon_opens")}><${Icon} name="book-open" /></a>`;
}

/** @param {{ sound: SoundControl }} props */
function SoundButton({ sound }) {
  const [open, setOpen] = useState(false);
  const state = sound.state.value;
  const { volume, muted } = sound.settings.value;
  return html`<button class=${`button ${state === "on" ? "" : "button--mute"}`} type="button" aria-haspopup="dialog" onClick=${() => setOpen(true)}>
      <${Icon} name=${state === "on" ? "volume-2" : "volume-x"} /> ${t(`supervisor.sound.${state}`)}
    </button>
    ${open && html`<${Dialog} title=${t("supervisor.sound.title")} close=${() => setOpen(false)}>
      <p>${t("supervisor.sound.what")}</p>
      <label class="choice">
        <input type="checkbox" checked=${!muted} onChange=${(/** @type {Event} */ event) => sound.set({ volume, muted: !isChecked(event) })} />
        ${t("supervisor.sound.ring")}
      </label>
      <div class="field">
        <label for="alarm-volume">${t("supervisor.sound.volume")}</label>
        <input id="alarm-volume" type="range" min="0.1" max="1" step="0.1" value=${volume} onInput=${(/** @type {Event} */ event) => sound.set({ muted, volume: Number(/** @type {HTMLInputElement} */ (event.target).value) })} />
      </div>
      <p><button class="button" type="button" aria-disabled=${muted ? "true" : undefined} onClick=${() => void sound.test()}><${Icon} name="volume-2" /> ${t("supervisor.sound.try")}</button></p>
      ${sound.desktop.value !== "none" && html`<p>${sound.desktop.value === "ask"
        ? html`<button class="button" type="button" onClick=${() => void sound.askDesktop()}><${Icon} name="bell" /> ${t("supervisor.sound.desktop")}</button>`
        : html`<span class="small soft">${t(`supervisor.sound.desktop_${sound.desktop.value}`)}</span>`}</p>`}
    <//>`}`;
}

/**
 * As what somebody is on shift: one person may be there in two roles, and is then told of twice.
 *
 * @param {Colleague & { role?: string }} one
 */
function roleOf(one) {
  return one.role ?? (one.roles.includes("counsellor") ? "counsellor" : "supervisor");
}

/** @param {Event} event */
function isChecked(event) {
  return /** @type {HTMLInputElement} */ (event.target).checked;
}

/**
 * @template T
 * @param {readonly T[]} all
 * @param {(one: T) => number | undefined} number
 */
function sum(all, number) {
  return all.reduce((total, one) => total + (number(one) ?? 0), 0);
}
