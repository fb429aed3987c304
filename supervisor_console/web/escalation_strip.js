// @ts-check
/* Open escalations (eskaleringer): above everything, the worst first, never closable, only taken and ended. */

import { Icon } from "../../chat/web/design/icon.js";
import { elapsed } from "../../chat/web/shared/time.js";
import { Since, now } from "../../chat/web/staff/clock.js";
import { LevelBadge } from "../../chat/web/staff/level_badge.js";
import { ageBand, has, municipalityName, t, topicName } from "../../chat/web/staff/words.js";
import { Fragment, html, useComputed, useLayoutEffect, useRef, useState } from "../../chat/web/vendor/preact.js";
import { acknowledge } from "./acts.js";
import { calls, longest, next } from "./escalations.js";
import { useHold } from "./hold.js";
import { StillCalling } from "./still_calling.js";
import { OutcomeForm } from "./outcome_form.js";
import { useOutOfSight } from "./out_of_sight.js";

/** @import { Watch } from "./watch.js" */
/** @import { Escalation } from "./escalations.js" */

/**
 * While a pointer or the focus is in the strip each keeps its place, so that nobody takes another
 * than the one they pressed. It is never so high that the board is out of sight: what calls and has
 * no room is counted under it, and the one that has called longest has its place in sight.
 *
 * @param {{ watch: Watch, read: (conversationId: string) => void }} props
 */
export function EscalationStrip({ watch, read }) {
  const held = useHold();
  const open = watch.escalations.all.value;
  const order = held.places(watch.escalations.inOrder.value.map((one) => one.escalation_id));
  const first = next(open)?.escalation_id;
  const taken = watch.escalations.taken.value;
  const fold = order.find((id) => taken.some((one) => one.escalation_id === id));
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const hidden = useOutOfSight(list, order, ".escalation--longest");
  const waited = longest(open)?.escalation_id;
  return html`<section class=${`escalations ${watch.takenShown.value ? "" : "escalations--folded"}`} aria-label=${t("supervisor.escalations.label")} tabindex="-1" ...${held.signs}>
    ${order.length === 0 && html`<${None} known=${watch.isTrue.value} />`}
    ${order.length > 0 && html`<div class="escalations__list" ref=${list}>${order.map((id) => html`<${Fragment} key=${id}>
      ${id === fold && html`<${TakenFold} watch=${watch} />`}
      <${EscalationCard} one=${open.get(id)} watch=${watch} read=${read} byKey=${id === first} isLongest=${id === waited} /><//>`)}</div>`}
    <${StillCalling} calling=${watch.escalations.calling.value.filter((one) => hidden.has(one.escalation_id))} list=${list} />
  </section>`;
}

/** On a phone those that somebody has stand under one line, so that the board is near; what calls is never folded. @param {{ watch: Watch }} props */
function TakenFold({ watch }) {
  const taken = watch.escalations.taken.value;
  const mine = taken.filter((one) => one.acknowledged_by?.staff_id === watch.me.staff_id).length;
  const shown = watch.takenShown.value;
  return html`<button class="escalations__fold" type="button" aria-expanded=${String(shown)} onClick=${() => { watch.takenShown.value = !shown; }}>
    <${Icon} name="user-check" />
    <span><b>${t("supervisor.escalations.taken", { count: taken.length })}</b>${mine > 0 && ` · ${t("supervisor.escalations.taken_yours", { count: mine })}`}</span>
    <${Icon} name=${shown ? "chevron-up" : "chevron-down"} />
  </button>`;
}

/** That there is none is said only by one who can know. @param {{ known: boolean }} props */
function None({ known }) {
  return known
    ? html`<p class="escalations__none"><${Icon} name="check" /> ${t("supervisor.escalations.none")}</p>`
    : html`<p class="escalations__none escalations__none--unknown"><${Icon} name="circle-help" /> ${t("supervisor.escalations.unknown")}</p>`;
}

/** @param {{ one: Escalation, watch: Watch, read: (conversationId: string) => void, byKey: boolean, isLongest: boolean }} props */
function EscalationCard({ one, watch, read, byKey, isLongest }) {
  const [ending, setEnding] = useState(false);
  const opener = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const heading = `escalation-${one.escalation_id}`;
  const row = useComputed(() => watch.board.value.rows.get(one.conversation_id)).value;
  const facts = row === undefined ? [] : [ageBand(row.age_band), municipalityName(row.municipality) || t("supervisor.escalations.municipality_unknown")];
  const isCalling = calls(one);
  const stays = useRef(false);
  const reader = useRef(/** @type {HTMLButtonElement | null} */ (null));
  // No pointer holds the strip: the focus goes on to what one does next, so that no other card comes under the finger.
  useLayoutEffect(() => {
    if (!isCalling && stays.current) reader.current?.focus({ preventScroll: true });
    stays.current = false;
  }, [isCalling]);
  const close = () => {
    setEnding(false);
    opener.current?.focus();
  };
  return html`<article class=${`escalation escalation--${one.level} ${isCalling ? "" : "escalation--held"} ${isLongest ? "escalation--longest" : ""}`} aria-labelledby=${heading} data-id=${one.escalation_id}>
    <p class="escalation__clock"><${Since} at=${Date.parse(one.raised_at)} />${isCalling && html`<span>${t("supervisor.escalations.since_raised")}</span>`}</p>
    <div class="escalation__what">
      <h2 id=${heading}><${LevelBadge} level=${one.level} /> <span>${title(one, row)}</span></h2>
      <p><${Words} level=${one.level} words=${row?.escalation?.words ?? []} />${[triggerWords(one), ...facts].join(" · ")}</p>
    </div>
    ${isCalling && html`<${Deadline} due=${one.due_at} />`}
    <div class="escalation__act">
      ${isCalling
        ? html`<${Take} one=${one} watch=${watch} byKey=${byKey} pressed=${(/** @type {boolean} */ byMouse) => { stays.current = !byMouse; }} />`
        : html`<p><${Icon} name="user-check" /> <span>${heldWords(one, watch)}</span></p>`}
      <span class="escalation__ways">
        <button class="button" type="button" ref=${reader} onClick=${() => read(one.conversation_id)}><${Icon} name="eye" /> <span>${t("supervisor.escalations.read")}<span class="visually-hidden">, ${one.call_word}</span></span></button>
        ${!isCalling && html`<button class="button" type="button" ref=${opener} aria-expanded=${String(ending)} onClick=${() => setEnding(!ending)}><span>${t("supervisor.escalations.end")}<span class="visually-hidden">, ${one.call_word}</span></span></button>`}
      </span>
    </div>
    ${ending && !isCalling && html`<${OutcomeForm} one=${one} watch=${watch} close=${close} />`}
  </article>`;
}

/**
 * The flagged words: a supervisor alone is shown them outside the conversation.
 *
 * @param {{ level: number, words: readonly string[] }} props
 */
function Words({ level, words }) {
  if (words.length === 0) return null;
  return html`<q lang="">${words.map((word, place) => html`${place > 0 && " … "}<span class=${`flagged flagged--${level}`}>${word}</span>`)}</q> · `;
}

/** @param {{ one: Escalation, watch: Watch, byKey: boolean, pressed: (byMouse: boolean) => void }} props */
function Take({ one, watch, byKey, pressed }) {
  const busy = watch.taking.value.has(one.escalation_id);
  const mouse = useRef(false);
  const take = () => {
    pressed(mouse.current);
    void acknowledge(watch, one);
  };
  return html`<button class="button button--danger button--big" type="button" aria-disabled=${busy ? "true" : undefined} onClick=${take}
    onPointerDown=${(/** @type {PointerEvent} */ event) => { mouse.current = event.pointerType === "mouse"; }} onKeyDown=${() => { mouse.current = false; }}>
    <span>${t(busy ? "supervisor.escalations.taking" : "supervisor.escalations.take")}<span class="visually-hidden">, ${one.call_word}</span></span>
    ${byKey && !busy && html`<kbd>F2</kbd>`}
  </button>`;
}

/** How long there is to answer; once that is over, how long it has been. @param {{ due: string | null }} props */
function Deadline({ due }) {
  if (due === null) return html`<span></span>`;
  const left = Date.parse(due) - now.value;
  const late = left < 0;
  return html`<p class=${`escalation__due ${late ? "escalation__due--late" : ""}`}>
    <${Icon} name=${late ? "hourglass" : "clock"} />
    <span>${t(late ? "supervisor.escalations.overdue" : "supervisor.escalations.due")} <b class="figures">${elapsed(Math.abs(left) / 1000)}</b></span>
  </p>`;
}

/**
 * @param {Escalation} one
 * @param {import("./rows.js").TimedRow | undefined} row
 */
function title(one, row) {
  const name = one.call_word;
  if (row === undefined || row.state === "closed") return t("supervisor.escalations.over", { name });
  if (row.counsellor === null) return t("supervisor.escalations.waits", { name });
  return t("supervisor.escalations.with", { name, counsellor: row.counsellor.display_name });
}

/**
 * What raised it, in plain words. A rule of the lexicon is named by its family, the part before the
 * point, as `danger` in `danger.violence_now`; most families are topics.
 *
 * @param {Escalation} one
 */
export function triggerWords({ trigger }) {
  const family = trigger.split(".")[0] ?? "";
  const key = `supervisor.trigger.${family}`;
  if (has(key)) return t(key);
  if (has(`topic.${family}`)) return t("supervisor.trigger.words", { topic: topicName(family).toLocaleLowerCase() });
  return t("supervisor.trigger.triage");
}

/**
 * @param {Escalation} one
 * @param {Watch} watch
 */
function heldWords(one, watch) {
  const after = one.acknowledged_at === null ? "" : elapsed((Date.parse(one.acknowledged_at) - Date.parse(one.raised_at)) / 1000);
  const name = one.acknowledged_by?.display_name ?? "";
  if (one.acknowledged_by?.staff_id === watch.me.staff_id) return t("supervisor.escalations.yours", { after });
  return t(watch.late.value.has(one.escalation_id) ? "supervisor.escalations.was_first" : "supervisor.escalations.has_it", { name, after });
}

/**
 * Tells `announce` once of each escalation that calls, also of one that calls again.
 *
 * @param {Watch} watch
 * @param {(one: Escalation) => void} announce
 */
export function useAnnouncements(watch, announce) {
  const told = useRef(/** @type {ReadonlySet<string>} */ (new Set()));
  const calling = watch.escalations.calling.value;
  // Before it is painted: a page that nobody sees is painted late, and must call all the same.
  useLayoutEffect(() => {
    for (const one of calling) if (!told.current.has(one.escalation_id)) announce(one);
    told.current = new Set(calling.map((one) => one.escalation_id));
  }, [calling]);
}
