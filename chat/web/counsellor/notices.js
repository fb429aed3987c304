// @ts-check
/* Notices of the page (beskeder fra huset): full strips under the bar, at most two at once, the worst first. */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { clock, t } from "../staff/words.js";

/** @import { Desk } from "./desk.js" */
/** @import { Notice } from "./state.js" */

const AT_ONCE = 2;
const DANGER = new Set(["woke", "fault"]);
const INFO = new Set(["unfollowed", "declined", "said_no", "no_longer_beside"]);
/** The worst first. */
const ORDER = ["unsent", "unfollowed", "declined", "said_no", "no_longer_beside", "woke", "fault", "announcement"];

/** @param {{ desk: Desk }} props */
export function Notices({ desk }) {
  const line = lineNotice(desk);
  const room = line === null ? AT_ONCE : AT_ONCE - 1;
  const worst = desk.notices.value
    .toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind))
    .slice(0, room);
  if (line === null && worst.length === 0) return null;
  return html`<div class="notices">
    ${line}
    ${worst.map((notice) => html`<div class=${DANGER.has(notice.kind) ? "notice notice--danger" : "notice"} key=${notice.id}>
      <${Icon} name=${iconOf(notice)} />
      <span>${wordsOf(notice, desk)}</span>
      <button class="button button--small notice__act" type="button"
        onClick=${() => desk.putAway(notice.id)}>${t("staff.notice.ok")}</button>
    </div>`)}
  </div>`;
}

/** @param {Desk} desk */
function lineNotice(desk) {
  if (desk.lost.value) {
    return html`<div class="notice"><${Icon} name="wifi-off" /><span>
      <strong>${t("staff.notice.offline")}</strong> ${t("staff.notice.offline_next")}</span></div>`;
  }
  if (desk.known.value && desk.supervisors.value === 0) {
    return html`<div class="notice notice--danger"><${Icon} name="triangle-alert" /><span>
      <strong>${t("staff.notice.no_supervisor")}</strong> ${t("staff.notice.no_supervisor_next")}</span></div>`;
  }
  return null;
}

/** @param {Notice} notice @returns {"info" | "bell" | "triangle-alert" | "undo-2"} */
function iconOf({ kind }) {
  if (kind === "announcement") return "bell";
  if (kind === "unsent") return "undo-2";
  return INFO.has(kind) ? "info" : "triangle-alert";
}

/**
 * @param {Notice} notice
 * @param {Desk} desk
 */
function wordsOf(notice, desk) {
  switch (notice.kind) {
    case "woke":
      return html`<strong>${t("staff.notice.asleep")}</strong> ${t("staff.notice.asleep_count", {
        count: notice.count,
        time: clock(new Date(notice.since).toISOString()),
      })}`;
    case "unfollowed":
      return html`<strong>${t("staff.notice.unfollowed", { name: notice.callWord })}</strong> ${t("staff.notice.unfollowed_next")}`;
    case "declined":
      return html`<strong>${t("staff.notice.declined", { name: desk.nameOf(notice.staffId), whom: notice.callWord })}</strong>
        ${t("staff.notice.declined_next")}`;
    case "said_no":
      return html`<strong>${t("desk.companion.said_no", { name: desk.nameOf(notice.staffId), whom: notice.callWord })}</strong>`;
    case "no_longer_beside":
      return html`<strong>${t("desk.companion.gone", { name: notice.callWord })}</strong>`;
    case "unsent":
      return html`<strong>${t("staff.notice.unsent")}</strong> <q class="pre">${notice.text}</q>`;
    case "announcement":
      return html`<strong>${t("staff.notice.announcement", { name: notice.by })}</strong> <span class="pre">${notice.text}</span>`;
    default:
      return html`<strong>${notice.words}</strong>`;
  }
}
