// @ts-check
/* The head of a conversation: whom, how urgent, who wrote when, and what one can do. */

import { html, useRef } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { now, Since } from "../staff/clock.js";
import { LevelBadge } from "../staff/level_badge.js";
import { ageBand, municipalityName, t } from "../staff/words.js";
import { late } from "./attention.js";
import { calledName, supervisorOnDuty } from "./shift_bar.js";

/** @import { Desk } from "./desk.js" */
/** @import { OpenDialog, View } from "./view.js" */
/** @import { Conversation } from "./state.js" */

/** @param {{ conversation: Conversation, desk: Desk, view: View }} props */
export function ConversationHead({ conversation, desk, view }) {
  const { id, callWord, level, state, escalation, reported, offeredTo, call, companion, seat } = conversation;
  const closed = state === "closed";
  const supervisor = calledName(supervisorOnDuty(desk.colleagues.value));
  const menu = useRef(/** @type {HTMLElement | null} */ (null));
  const open = (/** @type {OpenDialog["kind"]} */ kind) => {
    menu.current?.hidePopover();
    view.dialog.value = { kind, id };
  };
  return html`<div class="conversation__head">
    <div class="conversation__title">
      <h2 id=${`title-${id}`}>${callWord || t("staff.talk.unnamed")}</h2>
      <div class="conversation__act">
        ${!closed && escalation === null && html`<button class="button button--small" type="button"
          onClick=${() => open("escalate")}>
          <${Icon} name="hand" /> <${CallWords} supervisor=${supervisor} />
        </button>`}
        ${view.layout.value !== "wide" && html`<button class="button button--small" type="button"
          aria-label=${t("staff.notes.title", { name: callWord })} onClick=${() => view.goToNotes(id)}>
          <${Icon} name="sticky-note" /></button>`}
        ${!closed && seat !== "companion" && html`
          <button class="button button--small" type="button" aria-label=${t("staff.talk.more")}
            title=${t("staff.talk.more")} popovertarget=${`menu-${id}`}><${Icon} name="ellipsis" /></button>
          <div class="popover menu" popover="auto" id=${`menu-${id}`} ref=${menu}>
            <button class="menu__item" type="button" onClick=${() => open("help")}>
              <${Icon} name="signpost" /> ${t("staff.help.open")}</button>
            ${call === null && html`<button class="menu__item" type="button" onClick=${() => open("call")}>
              <${Icon} name="user-plus" /> ${t("desk.call.open")}</button>`}
            ${companion === null && html`<button class="menu__item" type="button" onClick=${() => open("companion")}>
              <${Icon} name="users" /> ${t("desk.companion.open")}</button>`}
            ${desk.shift.value.video === true && html`<button class="menu__item" type="button" onClick=${() => open("video")}>
              <${Icon} name="video" /> ${t("staff.video.open_dialog")}</button>`}
            ${level < 4 && html`<button class="menu__item" type="button" onClick=${() => open("level")}>
              <${Icon} name="arrow-up" /> ${t("staff.level_dialog.title")}</button>`}
            <button class="menu__item" type="button" onClick=${() => open("risk")}>
              <${Icon} name="list-checks" /> ${t("staff.risk.open")}</button>
            <button class="menu__item" type="button" onClick=${() => open("plan")}>
              <${Icon} name="notebook-pen" /> ${t("staff.plan.open")}</button>
            <button class="menu__item" type="button" onClick=${() => open("card")}>
              <${Icon} name="siren" /> ${t("staff.card.open")}</button>
            <button class="menu__item" type="button" onClick=${() => open("summary")}>
              <${Icon} name="pencil" /> ${t("staff.summary.open")}</button>
            ${offeredTo === null && html`<button class="menu__item" type="button" onClick=${() => open("transfer")}>
              <${Icon} name="arrow-left-right" /> ${t("staff.transfer.title")}</button>`}
            ${escalation === null && html`<button class="menu__item" type="button" onClick=${() => open("pause")}>
              <${Icon} name="pause" /> ${t("desk.pause.title")}</button>`}
            ${reported === null && html`<button class="menu__item" type="button" onClick=${() => open("report")}>
              <${Icon} name="flag" /> ${t("desk.report.title")}</button>`}
            <button class="menu__item" type="button" onClick=${() => open("close")}>
              <${Icon} name="check" /> ${t("staff.close.title")}</button>
          </div>`}
      </div>
    </div>
    <${Facts} conversation=${conversation} />
  </div>`;
}

/** @param {{ supervisor: string | null }} props the one there is, if there is one */
function CallWords({ supervisor }) {
  if (supervisor === null) return t("staff.talk.call_supervisor");
  const role = html`<span class="visually-hidden">, ${t("staff.from.supervisor").toLowerCase()}</span>`;
  return html`${t("staff.talk.call", { name: supervisor })}${role}`;
}

/** @param {{ conversation: Conversation }} props its times run by themselves */
function Facts({ conversation }) {
  const { ageBand: age, municipality, youngWroteAt, staffWroteAt, state, level, assessed, companion, counsellor, seat } = conversation;
  const place = [ageBand(age), municipalityName(municipality)].filter((word) => word !== "").join(", ");
  const tooLate = late(conversation, now.value);
  const mine = staffWroteAt === null
    ? t("staff.talk.you_not_yet")
    : html`${companion?.writes ? t("desk.companion.wrote", { name: companion.display_name ?? "" }) : t("staff.talk.you_wrote")} <${Since} at=${Date.parse(staffWroteAt)} />`;
  const going = state !== "closed";
  return html`<p class="conversation__facts">
    <${LevelBadge} level=${level} assessed=${assessed} />
    <span>${place}</span>
    ${going && youngWroteAt !== null && html`<span>
      ${t("staff.talk.young_wrote")} <${Since} at=${Date.parse(youngWroteAt)} />
    </span>`}
    ${companion?.display_name && html`<span>${t(seat === "companion" ? "desk.companion.with" : "desk.companion.fact", { name: seat === "companion" ? counsellor : companion.display_name })}</span>`}
    ${going && seat !== "companion" && html`<span class=${tooLate ? "late" : ""}>${tooLate && html`<${Icon} name="hourglass" />`} <span>${mine}</span></span>`}
  </p>`;
}
