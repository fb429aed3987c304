// @ts-check
/* The supervisor's page as a whole: warnings and escalations above everything, then the board and the pane one reads in. */

import { useBack } from "../../chat/web/staff/back.js";
import { isShown } from "../../chat/web/staff/covered.js";
import { LiveRegions, alarm as sayAtOnce } from "../../chat/web/staff/live_regions.js";
import { t } from "../../chat/web/staff/words.js";
import { html } from "../../chat/web/vendor/preact.js";
import { BoardTable } from "./board_table.js";
import { BookedVideo } from "./booked_video.js";
import { EscalationStrip, useAnnouncements } from "./escalation_strip.js";
import { LateQuestions } from "./late_questions.js";
import { Leaving } from "./leaving.js";
import { ReadingPane, stopReading } from "./reading_pane.js";
import { SupervisorBar } from "./supervisor_bar.js";
import { Warnings } from "./warnings.js";
import { Ways } from "./ways.js";

/** @import { Escalation } from "./escalations.js" */
/** @import { Keys } from "./keys.js" */
/** @import { SoundControl } from "./sound_control.js" */
/** @import { Watch } from "./watch.js" */

/** @param {{ watch: Watch, sound: SoundControl, keys: Keys, signOut: () => void }} props */
export function SupervisorPage({ watch, sound, keys, signOut }) {
  useAnnouncements(watch, (one) => announce(one, sound));
  useBack(".board__table", () => stopReading(watch));
  const read = (/** @type {string} */ id) => watch.read(id);
  return html`
    <${SupervisorBar} watch=${watch} sound=${sound} keysOpen=${keys.listOpen.value} setKeysOpen=${(/** @type {boolean} */ open) => { keys.listOpen.value = open; }} signOut=${signOut} />
    <main class=${`board ${watch.reading.value === null ? "" : "board--reading"} ${watch.line.value === "connected" ? "" : "board--still"}`}>
      <h1 class="visually-hidden">${t("supervisor.page.heading")}</h1>
      <${Ways} watch=${watch} />
      <div class="board__top">
        <${EscalationStrip} watch=${watch} read=${read} />
        <${Warnings} watch=${watch} sound=${sound} />
        <${BookedVideo} watch=${watch} />
      </div>
      <${BoardTable} watch=${watch} read=${read} />
      <${ReadingPane} watch=${watch} />
    </main>
    <${LateQuestions} watch=${watch} />
    <${Leaving} watch=${watch} signOut=${signOut} />
    <${LiveRegions} />`;
}

/**
 * Said at once, and shown outside the page when it is not in front. Never a word from a conversation,
 * and outside the page no call word either.
 *
 * @param {Escalation} one
 * @param {SoundControl} sound
 */
function announce(one, sound) {
  const level = `${one.level} ${t(`level.${one.level}`)}`;
  sayAtOnce(t("supervisor.escalations.said", { name: one.call_word, level }));
  if (isShown() || sound.desktop.value !== "on") return;
  showOutside(t("supervisor.escalations.notified", { level: one.level }), one.escalation_id);
}

/**
 * @param {string} body
 * @param {string} tag one notice a case, however often it calls
 */
function showOutside(body, tag) {
  try {
    const note = new Notification(t("supervisor.page.title"), { body, tag });
    note.addEventListener("click", () => window.focus());
  } catch (error) {
    // Chrome on Android has the word but not the thing; the page itself still calls.
    if (!(error instanceof TypeError)) throw error;
  }
}
