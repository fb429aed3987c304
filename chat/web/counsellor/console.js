// @ts-check
/* The counsellor's console (pulten), whole: bar, notices, waiting room, conversations, notes. */

import { html } from "../vendor/preact.js";
import { Dialog } from "../staff/dialog.js";
import { LevelBadge } from "../staff/level_badge.js";
import { LiveRegions } from "../staff/live_regions.js";
import { SignInForm } from "../staff/sign_in_form.js";
import { language, t } from "../staff/words.js";
import { AlertsDialog } from "../staff/alerts_dialog.js";
import { unread } from "./attention.js";
import { AskedBesideStrips } from "./companion.js";
import { ConversationPanel } from "./conversation_panel.js";
import { Dialogs } from "./dialogs.js";
import { Notices } from "./notices.js";
import { Offers } from "./offers.js";
import { Palette } from "./palette.js";
import { ShiftBar } from "./shift_bar.js";
import { SideNotes } from "./side_notes.js";
import { SparringDialog } from "./sparring.js";
import { WaitingRoom } from "./waiting_room.js";
import { WrapUp } from "./wrap_up.js";

/** @import { Sound } from "../staff/sound.js" */
/** @import { DesktopNotices } from "../staff/desktop_notices.js" */
/** @import { Desk } from "./desk.js" */
/** @import { PanelName, View } from "./view.js" */

/** @param {{ desk: Desk, view: View, sound: Sound, notices: DesktopNotices, leave: () => void, signedIn: () => void }} props */
export function Console({ desk, view, sound, notices, leave, signedIn }) {
  const signOut = () => {
    if (desk.held().length === 0) leave();
    else view.dialog.value = { kind: "sign_out", id: "" };
  };
  // A whole new page for each language: rows that think they have not changed would keep their old words.
  return html`<div class=${`console console--${view.layout.value} console--${view.panel.value}`} key=${language()}>
    <${LiveRegions} />
    <${ShiftBar} desk=${desk} view=${view} sound=${sound} notices=${notices} signOut=${signOut} />
    <section class="told" aria-label=${t("staff.notice.region")}>
      <${Notices} desk=${desk} />
      <${Offers} desk=${desk} view=${view} />
      <${AskedBesideStrips} desk=${desk} view=${view} />
    </section>
    <${Desktop} desk=${desk} view=${view} />
    <${Dialogs} desk=${desk} view=${view} signOut=${leave} />
    <${Palette} desk=${desk} view=${view} signOut=${signOut} />
    ${view.alertsOpen.value && html`<${AlertsDialog} sound=${sound} notices=${notices}
      words=${{ rings: t("staff.sound.new_in_queue"), elsewhere: t("desk.alerts.when_elsewhere") }} close=${() => { view.alertsOpen.value = false; }} />`}
    ${view.sparringOpen.value && html`<${SparringDialog} close=${() => { view.sparringOpen.value = false; }} />`}
    ${desk.signedOut.value && html`<${Dialog} title=${t("staff.signed_out.title")} close=${null}>
      <${SignInForm} lead=${t("staff.signed_out.lead")} done=${signedIn} />
    <//>`}
  </div>`;
}

/** @param {{ desk: Desk, view: View }} props */
function Desktop({ desk, view }) {
  const layout = view.layout.value;
  const panel = layout === "narrow" ? view.panel.value : null;
  const shows = (/** @type {PanelName} */ name) => panel === null || panel === name;
  const notesInstead = layout === "middle" && view.panel.value === "notes";
  const wrapping = view.wrapUp.value !== null && desk.of(view.wrapUp.value).conversation.value !== undefined;
  const notes = layout === "wide" ? !wrapping : notesInstead || panel === "notes";
  return html`
    ${layout === "narrow" && html`<${Switch} desk=${desk} view=${view} />`}
    <main class=${`desk desk--${layout}`}>
      <h1 class="visually-hidden">${t("staff.desk.title")}</h1>
      ${shows("waiting") && html`<${WaitingRoom} desk=${desk} view=${view} />`}
      ${shows("talk") && !notesInstead && html`<${Talks} desk=${desk} view=${view} />`}
      ${notes && html`<${SideNotes} id=${view.current.value} desk=${desk} view=${view} />`}
    </main>`;
}

/** @param {{ desk: Desk, view: View }} props the conversations: one, two side by side, or tabs */
function Talks({ desk, view }) {
  const order = desk.order.value;
  const current = view.current.value;
  if (current === null) {
    const none = desk.shift.value.state === "on" ? "staff.desk.none" : "staff.desk.none_off";
    return html`<section class="panel desk__talks" aria-label=${t("staff.desk.talks")}>
      <p class="empty">${t(desk.known.value ? none : "staff.desk.loading")}</p>
    </section>`;
  }
  const wrapUp = view.wrapUp.value;
  const wrapping = wrapUp === current ? desk.of(current).conversation.value : undefined;
  if (view.side.value) {
    return html`<div class="desk__talks desk__talks--side">${order.map((id) => html`<${ConversationPanel} key=${id}
      id=${id} desk=${desk} view=${view} />`)}</div>`;
  }
  return html`<div class="desk__talks">
    ${order.length > 1 && html`<${Tabs} desk=${desk} view=${view} />`}
    ${wrapping !== undefined
      ? html`<${WrapUp} key=${`w${current}`} conversation=${wrapping} desk=${desk} view=${view} />`
      : html`<${ConversationPanel} key=${current} id=${current} desk=${desk} view=${view} />`}
  </div>`;
}

/** @param {{ desk: Desk, view: View }} props */
function Tabs({ desk, view }) {
  const order = desk.order.value;
  const current = view.current.value;
  const arrows = (/** @type {KeyboardEvent} */ event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = order[(order.indexOf(current ?? "") + step + order.length) % order.length];
    if (next === undefined) return;
    view.focused.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return html`<div class="panel talk-tabs"><div class="tabs" role="tablist" aria-label=${t("staff.desk.talks")}
    onKeyDown=${arrows}>
    ${order.map((id) => html`<${Tab} key=${id} id=${id} selected=${id === current} desk=${desk} view=${view} />`)}
  </div></div>`;
}

/** @param {{ id: string, selected: boolean, desk: Desk, view: View }} props */
function Tab({ id, selected, desk, view }) {
  const conversation = desk.of(id).conversation.value;
  if (conversation === undefined) return null;
  const count = unread(conversation);
  return html`<button class="tab" role="tab" type="button" id=${`tab-${id}`} aria-selected=${String(selected)}
    aria-controls=${selected ? `panel-${id}` : undefined} tabindex=${selected ? 0 : -1}
    onClick=${() => { view.focused.value = id; }}>
    <span class="tab__name">${conversation.callWord || t("staff.talk.unnamed")}</span>
    <${LevelBadge} level=${conversation.level} assessed=${conversation.assessed} />
    ${count > 0 && html`<span class="count" aria-hidden="true">${count}</span>
      <span class="visually-hidden">, ${t("staff.log.new", { count })}</span>`}
  </button>`;
}

/** @param {{ desk: Desk, view: View }} props a phone shows one panel; this goes between them */
function Switch({ desk, view }) {
  const panel = view.panel.value;
  const count = desk.order.value.length;
  const { known, total } = desk.waiting.value;
  /** @type {[PanelName, string][]} */
  const ways = [
    ["waiting", known ? t("staff.waiting.title", { count: total }) : t("staff.waiting.title_unknown")],
    ["talk", t("staff.desk.talks_count", { count })],
    ["notes", t("staff.notes.short")],
  ];
  return html`<nav class="switch" aria-label=${t("staff.desk.panels")}>
    ${ways.map(([name, words]) => html`<button class="switch__way" type="button" key=${name}
      aria-current=${panel === name ? "true" : undefined} onClick=${() => { view.panel.value = name; }}>${words}</button>`)}
  </nav>`;
}
