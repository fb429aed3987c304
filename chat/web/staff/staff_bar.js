// @ts-check
/* The bar along the top of a staff page (bjælken): what stands in it is the page's own; the end of it is the same everywhere. */

import { Fragment, html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { Brand } from "./brand.js";
import { Dialog } from "./dialog.js";
import { LanguageButton } from "./language_button.js";
import { hasLock, lockScreen } from "./screen_lock.js";
import { factorDue } from "./session.js";
import { dayOf, t } from "./words.js";

/** @import { Colleague } from "./wire.js" */

/** @typedef {{ keys: string[], does: string }} KeyHelp keys as they are written on a keyboard; `does` is a key of the catalogue */

/**
 * @param {object} props
 * @param {string} props.href where the mark leads
 * @param {unknown[]} props.groups each becomes one group, with a line between
 * @param {{ on: boolean, open: () => void } | null} props.sound whether anything sounds, and where one chooses
 * @param {(() => void) | null} [props.find] opens the palette
 * @param {KeyHelp[]} props.keys
 * @param {boolean} props.keysOpen
 * @param {(open: boolean) => void} props.setKeysOpen
 * @param {() => void} props.signOut
 */
export function StaffBar({ href, groups, sound, find = null, keys, keysOpen, setKeysOpen, signOut }) {
  const on = sound?.on ?? false;
  const soundWord = t(on ? "staff.bar.sound_on" : "staff.bar.sound_off");
  return html`<header class="staff-bar">
    <${Brand} href=${href} />
    ${groups.map((group, place) => html`<${Fragment} key=${place}><hr aria-hidden="true" />
      <div class="staff-bar__group">${group}</div><//>`)}
    <div class="staff-bar__group staff-bar__end">
      ${find !== null && html`<button class="button staff-bar__find" type="button" aria-haspopup="dialog" title=${t("staff.bar.find")} onClick=${find}>
        <${Icon} name="search" /> <span class="staff-bar__find-word">${t("staff.bar.find")} <kbd>Ctrl K</kbd></span></button>`}
      ${sound !== null && html`<button class="button button--icon" type="button" aria-haspopup="dialog"
        aria-label=${soundWord} title=${soundWord} onClick=${sound.open}>
        <${Icon} name=${on ? "bell" : "bell-off"} />
      </button>`}
      ${keys.length > 0 && html`<button class="button button--icon staff-bar__keys" type="button" aria-label=${t("staff.bar.keys")}
        title=${t("staff.bar.keys")} onClick=${() => setKeysOpen(true)}><${Icon} name="keyboard" /></button>`}
      <${LanguageButton} />
      <${AccountLink} due=${factorDue.value} />
      <button class=${`button button--icon ${hasLock.value ? "" : "staff-bar__coming"}`} type="button" aria-label=${t("staff.lock.act")}
        title=${t("staff.lock.act")} onClick=${lockScreen}><${Icon} name="lock" /></button>
      <button class="button button--icon" type="button" aria-label=${t("staff.bar.sign_out")}
        title=${t("staff.bar.sign_out")} onClick=${signOut}><${Icon} name="log-out" /></button>
    </div>
    ${keysOpen && html`<${Dialog} title=${t("staff.keys.title")} close=${() => setKeysOpen(false)}>
      <dl class="keys">${keys.map(({ keys: written, does }) => html`<div key=${does}>
        <dt>${written.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${t(does)}</dd></div>`)}</dl>
    <//>`}
  </header>`;
}

/** @param {{ due: string | null }} props by when a code app must be set up there */
function AccountLink({ due }) {
  const word = due === null ? t("staff.bar.account") : t("staff.bar.factor_due", { day: dayOf(due) });
  return html`<a class=${`button button--icon ${due === null ? "" : "staff-bar__due"}`} href="/account" target="_blank" rel="noopener"
    aria-label=${word} title=${word}><${Icon} name=${due === null ? "user" : "shield"} /></a>`;
}

/** @param {{ staff: readonly Colleague[] }} props colleagues on shift, by their first letters */
export function Colleagues({ staff }) {
  if (staff.length === 0) return null;
  const names = staff.map(({ display_name }) => display_name).join(", ");
  return html`<div class="avatars" role="img" title=${names} aria-label=${t("staff.bar.also", { names })}>
    ${staff.slice(0, 5).map(({ staff_id, display_name }) => html`<span key=${staff_id}>${initials(display_name)}</span>`)}
    ${staff.length > 5 && html`<span>+${staff.length - 5}</span>`}
  </div>`;
}

/** @param {string} name "Karen Holm" is KH, "Jonas" is JO */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? "")];
  const second = words.length > 1 ? [...(words.at(-1) ?? "")][0] : first[1];
  return `${first[0] ?? ""}${second ?? ""}`.toUpperCase();
}
