// @ts-check
/* One conversation on the board (en række): level, call word, who has it, and how long since each side wrote. */

import { Icon } from "../../chat/web/design/icon.js";
import { Since, now } from "../../chat/web/staff/clock.js";
import { LevelBadge } from "../../chat/web/staff/level_badge.js";
import { ageBand, clock, municipalityName, t, topicName } from "../../chat/web/staff/words.js";
import { Component, html } from "../../chat/web/vendor/preact.js";
import { calls } from "./escalations.js";

/** @import { TimedRow } from "./rows.js" */

/**
 * @typedef {object} BoardRowProps
 * @property {TimedRow} row
 * @property {number} place its number in the table, the head being 1
 * @property {boolean} reading
 * @property {number | undefined} load how many conversations its counsellor has
 * @property {string} words the language it is said in
 * @property {(conversationId: string) => void} read
 */

/**
 * Draws itself again only when something in it has changed; the clocks in it tick by themselves.
 *
 * @extends {Component<BoardRowProps>}
 */
export class BoardRow extends Component {
  /**
   * @override
   * @param {BoardRowProps} next
   */
  shouldComponentUpdate(next) {
    const was = this.props;
    return was.row !== next.row || was.reading !== next.reading || was.load !== next.load || was.place !== next.place || was.words !== next.words;
  }

  /** @override */
  render() {
    const { row, place, reading, load, read } = this.props;
    const waits = row.waiting_since !== null;
    return html`<tr aria-rowindex=${place} class=${reading ? "table__read" : ""} onClick=${() => read(row.conversation_id)}>
      <td class="board__level"><${LevelBadge} level=${row.level} assessed=${row.assessed} /><${LevelCourse} moves=${row.level_moves ?? []} /></td>
      <td class="board__who">
        <button class="rowlink" type="button" id=${`row-${row.conversation_id}`} aria-current=${reading ? "true" : undefined}>${row.call_word}</button>
        <small title=${facts(row).join(" · ")}>${facts(row).join(" · ")}</small>
      </td>
      <td class="board__counsellor" title=${row.counsellor?.display_name}>${row.counsellor?.display_name ?? t("supervisor.board.nobody_yet")}<small>${beside(row, load)}</small></td>
      <td class="board__state">${t(`supervisor.state.${row.state}`)}<${Flags} count=${row.flags ?? 0} />${note(row) !== "" && html`<small>${note(row)}</small>`}</td>
      <td class="end figures" data-label=${t("supervisor.board.young_wrote")}><${Ago} at=${row.young_wrote_at} /></td>
      <td class=${`end figures ${row.late && !waits ? "late" : ""}`} data-label=${t("supervisor.board.staff_wrote")}>
        ${row.late && !waits && html`<${Late} />`}<${Ago} at=${row.staff_wrote_at} />
      </td>
      <td class="end figures" data-label=${t("supervisor.board.minutes")}><${Minutes} at=${Date.parse(row.opened_at)} /></td>
    </tr>`;
  }
}

/** @param {TimedRow} row age, what it is about, and where, as far as there is room; of what they wrote never a word */
function facts(row) {
  const topics = row.topics.slice(0, 2).map((topic) => topicName(topic).toLocaleLowerCase());
  const place = row.municipality === null ? [] : [municipalityName(row.municipality)];
  return [ageBand(row.age_band), ...topics, ...place];
}

/**
 * @param {TimedRow} row
 * @param {number | undefined} load
 */
function beside(row, load) {
  if (row.waiting_since !== null) {
    return html`<span class=${row.late ? "late" : ""}>${row.late && html`<${Late} />`}${t("supervisor.board.waits")} <${Since} at=${row.waiting_since} /></span>`;
  }
  if (row.beside !== null) return t(row.beside.writes ? "supervisor.board.writes" : "supervisor.board.is_in", { name: row.beside.display_name });
  const { companion } = row;
  if (companion?.display_name) return t(companion.writes ? "supervisor.board.writes" : "supervisor.board.companion", { name: companion.display_name });
  return row.counsellor === null || load === undefined ? "" : t("supervisor.board.load", { count: load });
}

/** @param {TimedRow} row */
function note(row) {
  if (row.escalation !== null) return t(calls(row.escalation) ? "supervisor.board.escalated" : "supervisor.board.escalation_taken");
  return row.state !== "closed" && !row.young_present ? t("supervisor.board.young_away") : "";
}

/** As many moves as the house tells of; where it tells so many, there were more before (`level_course.py` `KEPT`). */
const TOLD_AT_MOST = 8;
/** As many levels as stand beside each other in the narrow column. */
const SHOWN_AT_MOST = 4;

/**
 * The levels a talk has been at, the last ones, oldest first; each began at none.
 *
 * @param {readonly { at: string, to: number }[]} moves
 * @returns {{ levels: number[], cut: boolean }} `cut`: there were others before
 */
export function courseOf(moves) {
  const all = [...(moves.length < TOLD_AT_MOST ? [0] : []), ...moves.map(({ to }) => to)];
  return { levels: all.slice(-SHOWN_AT_MOST), cut: all.length > SHOWN_AT_MOST };
}

/** How the level came to be what it is, and how long ago it moved last. @param {{ moves: readonly { at: string, to: number }[] }} props */
function LevelCourse({ moves }) {
  const last = moves.at(-1);
  if (last === undefined) return null;
  const { levels, cut } = courseOf(moves);
  const course = `${cut ? "… " : ""}${levels.join(" → ")}`;
  return html`<small class="figures" title=${moves.map(({ at, to }) => `${clock(at)}: ${to} ${t(`level.${to}`)}`).join(", ")}>
    <span aria-hidden="true">${course} · </span><span class="visually-hidden">${t("supervisor.board.level_course", { course: levels.join(", ") })} </span><${Since} at=${Date.parse(last.at)} /></small>`;
}

/** @param {{ count: number }} props */
function Flags({ count }) {
  if (count === 0) return null;
  const words = t("supervisor.board.flags", { count });
  return html` <span class="board__flags figures" title=${words}><${Icon} name="flag" /><span aria-hidden="true">${count}</span><span class="visually-hidden">${words}</span></span>`;
}

function Late() {
  return html`<${Icon} name="hourglass" /><span class="visually-hidden">${t("supervisor.board.too_long")} </span>`;
}

/** @param {{ at: string | null }} props */
function Ago({ at }) {
  return at === null ? "–" : html`<${Since} at=${Date.parse(at)} />`;
}

/** @param {{ at: number }} props */
function Minutes({ at }) {
  return Math.max(0, Math.floor((now.value - at) / 60_000));
}
