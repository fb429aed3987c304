// @ts-check
/* What a supervisor must know before they trust the board (advarsler): the line, the board's age, their own presence, the sound. */

import { Icon } from "../../chat/web/design/icon.js";
import { elapsed } from "../../chat/web/shared/time.js";
import { houseTime, now } from "../../chat/web/staff/clock.js";
import { clock, t } from "../../chat/web/staff/words.js";
import { html } from "../../chat/web/vendor/preact.js";
import { inCare } from "./handing_over.js";
import { BOARD_OLD_AFTER_MS } from "./watch.js";

/** @import { IconName } from "../../chat/web/design/icon.js" */
/** @import { SoundControl } from "./sound_control.js" */
/** @import { Watch } from "./watch.js" */

/** Two at once, the worst first. */
const AT_ONCE = 2;

/**
 * @typedef {object} Warning
 * @property {string} kind
 * @property {"danger" | "care"} weight
 * @property {IconName} icon
 * @property {string} what
 * @property {string} next what happens now, or what to do
 * @property {{ words: string, act: () => void }} [way]
 */

/** @param {{ watch: Watch, sound: SoundControl }} props */
export function Warnings({ watch, sound }) {
  return html`<div class="warnings">${warningsOf(watch, sound).slice(0, AT_ONCE).map((one) => html`<div key=${one.kind} class=${`notice notice--${one.weight}`}>
    <${Icon} name=${one.icon} />
    <p><strong>${one.what}</strong> ${one.next}</p>
    ${one.way && html`<button class="button button--small notice__act" type="button" onClick=${one.way.act}>${one.way.words}</button>`}
  </div>`)}</div>`;
}

/**
 * @param {Watch} watch
 * @param {SoundControl} sound
 * @returns {Warning[]} the worst first
 */
export function warningsOf(watch, sound) {
  return [...line(watch), ...complaints(watch), ...trouble(watch), ...presence(watch), ...said(watch), ...held(watch), ...closing(watch), ...silence(watch, sound), ...questions(watch)];
}

/** @param {Watch} watch @returns {Warning[]} */
function line(watch) {
  if (watch.line.value !== "connected") {
    if (watch.boardHeard.value === 0 && watch.line.value === "connecting") {
      return [{ kind: "line", weight: "care", icon: "wifi", what: t("supervisor.warning.connecting"), next: t("supervisor.warning.connecting_next") }];
    }
    const time = clock(new Date(houseTime(watch.lineSince.value)).toISOString());
    return [{ kind: "line", weight: "danger", icon: "wifi-off", what: t("supervisor.warning.line", { time }), next: t("supervisor.warning.line_next") }];
  }
  const age = Date.now() - watch.boardHeard.value;
  if (now.value === 0 || watch.boardHeard.value === 0 || age < BOARD_OLD_AFTER_MS) return [];
  return [{ kind: "old", weight: "danger", icon: "hourglass", what: t("supervisor.warning.old", { ago: elapsed(age / 1000) }), next: t("supervisor.warning.old_next") }];
}

/** @param {Watch} watch @returns {Warning[]} what triage flagged in the form for complaints; it stays until it is read */
function complaints(watch) {
  const { calling, paging } = watch.complaints.value;
  if (calling === 0) return [];
  return [{
    kind: "complaints", weight: paging > 0 ? "danger" : "care", icon: "bell",
    what: t("supervisor.warning.complaints", { count: calling }), next: t("supervisor.warning.complaints_next"),
    way: { words: t("supervisor.warning.complaints_read"), act: () => { window.open("/supervisor/reports#complaints", "_blank", "noopener"); } },
  }];
}

/** @param {Watch} watch @returns {Warning[]} what nobody answers, and no young person waits for */
function questions(watch) {
  const count = watch.lateQuestions.value;
  if (count === 0) return [];
  return [{
    kind: "questions", weight: "care", icon: "circle-help", what: t("supervisor.warning.sparring", { count }), next: t("supervisor.warning.sparring_next"),
    way: { words: t("supervisor.warning.sparring_see"), act: () => { watch.answering.value = true; } },
  }];
}

/** @param {Watch} watch @returns {Warning[]} */
function trouble(watch) {
  if (watch.trouble.value === "") return [];
  return [{
    kind: "trouble", weight: "danger", icon: "triangle-alert", what: watch.trouble.value, next: "",
    way: { words: t("supervisor.warning.seen"), act: () => { watch.trouble.value = ""; } },
  }];
}

/** @param {Watch} watch @returns {Warning[]} what a supervisor said to all, the oldest first */
function said(watch) {
  const [first] = watch.announcements.value;
  if (first === undefined) return [];
  return [{
    kind: "said", weight: "care", icon: "bell", what: t("supervisor.warning.said", { name: first.by }), next: first.text,
    way: { words: t("supervisor.warning.seen"), act: () => { watch.announcements.value = watch.announcements.value.slice(1); } },
  }];
}

/** @param {Watch} watch @returns {Warning[]} */
function held(watch) {
  const hold = watch.onShift.value.hold;
  if (!hold) return [];
  return [{
    kind: "held", weight: "care", icon: "pause", what: t("supervisor.warning.held", { name: hold.by }), next: hold.reason,
    way: { words: t("supervisor.house.open"), act: () => void watch.openDoor() },
  }];
}

/** @param {Watch} watch @returns {Warning[]} at closing time, while somebody still talks */
function closing(watch) {
  const { door } = watch.onShift.value;
  const running = inCare(watch.board.value.rows.values(), watch.me.staff_id).length;
  if (door === undefined || running === 0 || !watch.onDuty.value || (door.is_open && door.closing_at === null)) return [];
  return [{
    kind: "closing", weight: "care", icon: "hourglass",
    what: door.closing_at === null ? t("supervisor.warning.closed") : t("supervisor.warning.closing", { time: clock(door.closing_at) }),
    next: t("supervisor.warning.running", { count: running }),
    way: { words: t("supervisor.leave.begin"), act: () => { watch.leaving.value = "duty"; } },
  }];
}

/** @param {Watch} watch @returns {Warning[]} */
function presence(watch) {
  if (!watch.onDuty.value) {
    const alone = watch.onShift.value.supervisors === 0;
    return [{
      kind: "presence", weight: alone ? "danger" : "care", icon: "pause", what: t("supervisor.warning.off_duty"),
      next: t(alone ? "supervisor.warning.nobody" : "supervisor.warning.off_duty_next"),
      way: { words: t("supervisor.duty.begin"), act: () => void watch.goOnDuty(true) },
    }];
  }
  if (watch.presence.value === "here" || watch.presence.value === "hidden") return [];
  const key = watch.presence.value;
  return [{
    kind: "presence", weight: key === "asked" ? "care" : "danger", icon: "user-check",
    what: t(`supervisor.warning.${key}`), next: t(`supervisor.warning.${key}_next`),
    way: { words: t("supervisor.warning.here"), act: () => void watch.confirm() },
  }];
}

/**
 * That the browser waits for a first press is said in the bar, not here: a strip that goes away at that
 * press would move the board from under the pointer.
 *
 * @param {Watch} watch
 * @param {SoundControl} sound
 * @returns {Warning[]}
 */
function silence(watch, sound) {
  if (sound.state.value !== "off" || watch.escalations.calling.value.length === 0) return [];
  return [{
    kind: "sound", weight: "care", icon: "volume-x", what: t("supervisor.warning.sound_off"), next: t("supervisor.warning.sound_off_next"),
    way: { words: t("supervisor.warning.sound_on"), act: () => { sound.set({ ...sound.settings.value, muted: false }); void sound.test(); } },
  }];
}
