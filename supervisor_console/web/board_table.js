// @ts-check
/* All live conversations (alle samtaler): the highest level first; a row keeps its place while one points at the table. */

import { Icon } from "../../chat/web/design/icon.js";
import { Since, now } from "../../chat/web/staff/clock.js";
import { LevelBadge } from "../../chat/web/staff/level_badge.js";
import { ageBand, language, municipalityName, t, topicName } from "../../chat/web/staff/words.js";
import { Component, html, useLayoutEffect, useRef, useState } from "../../chat/web/vendor/preact.js";
import { useHold } from "./hold.js";
import { inOrder } from "./rows.js";

/** @import { Watch } from "./watch.js" */
/** @import { TimedRow } from "./rows.js" */

/** Up to so many rows all are drawn; beyond, only those near the screen. Our own number. */
const ALL_DRAWN_UP_TO = 80;
/** Rows drawn above and below the screen, so that Tab and the arrow keys find their neighbours. */
const BEYOND = 15;
const ROW_PX = 46;

/** @param {{ watch: Watch, read: (conversationId: string) => void }} props */
export function BoardTable({ watch, read }) {
  const [onlyWaiting, setOnlyWaiting] = useState(false);
  const [sought, setSought] = useState("");
  const held = useHold();
  const scroller = useRef(/** @type {HTMLElement | null} */ (null));

  const all = watch.board.value.rows;
  const rows = [...all.values()].filter((row) => (!onlyWaiting || row.state === "waiting") && isNamed(row, sought));
  const sorted = inOrder(rows).map((row) => row.conversation_id);
  const order = held.places(sorted);

  const sortAgain = () => {
    scroller.current?.focus();
    held.sortAgain();
  };

  return html`<section class="panel board__table" aria-labelledby="all-conversations" ...${held.signs}>
    <div class="panel__head">
      <h2 id="all-conversations">${t("supervisor.board.title", { count: all.size })}</h2>
      <div class="panel__end">
        ${held.differs(sorted)
          ? html`<button class="button button--small" type="button" onClick=${sortAgain}><${Icon} name="refresh-cw" /> ${t("supervisor.board.sort_again")}</button>`
          : html`<p class="small soft board__order">${t("supervisor.board.order")}</p>`}
        <label class="board__find"><span class="visually-hidden">${t("supervisor.board.find_label")}</span><${Icon} name="search" />
          <input class="input" id="find" type="search" autocomplete="off" placeholder=${t("supervisor.board.find")} value=${sought}
            onInput=${(/** @type {InputEvent} */ event) => setSought(/** @type {HTMLInputElement} */ (event.target).value)} />
        </label>
        <button class="button button--small" type="button" aria-pressed=${String(onlyWaiting)} onClick=${() => setOnlyWaiting(!onlyWaiting)}>${t("supervisor.board.only_waiting")}</button>
      </div>
    </div>
    <div class="table-scroller" tabindex="0" role="group" aria-labelledby="all-conversations" ref=${scroller}>
      ${rows.length === 0
        ? html`<p class="board__empty soft">${t(all.size === 0 ? "supervisor.board.empty" : sought.trim() !== "" ? "supervisor.board.none_found" : "supervisor.board.none_waiting")}</p>`
        : html`<${Rows} rows=${order.map((id) => all.get(id))} scroller=${scroller} watch=${watch} read=${read} />`}
    </div>
  </section>`;
}

/** @param {{ rows: TimedRow[], scroller: { current: HTMLElement | null }, watch: Watch, read: (conversationId: string) => void }} props */
function Rows({ rows, scroller, watch, read }) {
  const { from, to, above, below } = useWindow(rows.length, scroller);
  const reading = watch.reading.value?.conversationId ?? null;
  const loads = new Map(watch.onShift.value.staff.filter(({ capacity }) => capacity !== 0).map(({ staff_id, load }) => [staff_id, load]));
  return html`<table class="table" aria-labelledby="all-conversations" aria-rowcount=${rows.length + 1}>
    <thead><tr aria-rowindex="1">
      <th scope="col">${t("supervisor.board.level")}</th>
      <th scope="col">${t("supervisor.board.conversation")}</th>
      <th scope="col">${t("supervisor.board.counsellor")}</th>
      <th scope="col">${t("supervisor.board.state")}</th>
      <th scope="col" class="end">${t("supervisor.board.young_wrote")}</th>
      <th scope="col" class="end">${t("supervisor.board.staff_wrote")}</th>
      <th scope="col" class="end">${t("supervisor.board.minutes")}</th>
    </tr></thead>
    <tbody>
      ${above > 0 && html`<tr key="above" class="table__spacer" aria-hidden="true"><td colspan="7" style=${{ blockSize: `${above}px` }}></td></tr>`}
      ${rows.slice(from, to).map((row, place) => html`<${BoardRow}
        key=${row.conversation_id} row=${row} place=${from + place + 2} read=${read} words=${language()}
        reading=${row.conversation_id === reading} load=${row.counsellor === null ? undefined : loads.get(row.counsellor.staff_id)} />`)}
      ${below > 0 && html`<tr key="below" class="table__spacer" aria-hidden="true"><td colspan="7" style=${{ blockSize: `${below}px` }}></td></tr>`}
    </tbody>
  </table>`;
}

/**
 * Which rows are near the screen, and how high those above and below are.
 *
 * @param {number} count
 * @param {{ current: HTMLElement | null }} scroller
 */
function useWindow(count, scroller) {
  const [view, setView] = useState({ top: 0, height: 0, row: ROW_PX });
  const many = count > ALL_DRAWN_UP_TO;
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!many || box === null) return;
    const look = () => {
      const row = box.querySelector("tbody tr:not(.table__spacer)")?.getBoundingClientRect().height || ROW_PX;
      setView({ top: box.scrollTop, height: box.clientHeight, row });
    };
    look();
    box.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(box);
    return () => {
      box.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [many]);
  if (!many) return { from: 0, to: count, above: 0, below: 0 };
  const from = Math.min(Math.max(0, Math.floor(view.top / view.row) - BEYOND), Math.max(0, count - 1));
  const to = Math.min(count, from + Math.ceil(view.height / view.row) + 2 * BEYOND);
  return { from, to, above: from * view.row, below: (count - to) * view.row };
}

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
class BoardRow extends Component {
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
      <td class="board__level"><${LevelBadge} level=${row.level} assessed=${row.assessed} /></td>
      <td class="board__who">
        <button class="rowlink" type="button" aria-current=${reading ? "true" : undefined}>${row.call_word}</button>
        <small title=${facts(row).join(" · ")}>${facts(row).join(" · ")}</small>
      </td>
      <td class="board__counsellor" title=${row.counsellor?.display_name}>${row.counsellor?.display_name ?? t("supervisor.board.nobody_yet")}<small>${beside(row, load)}</small></td>
      <td class="board__state">${t(`supervisor.state.${row.state}`)}${note(row) !== "" && html`<small>${note(row)}</small>`}</td>
      <td class="end figures" data-label=${t("supervisor.board.young_wrote")}><${Ago} at=${row.young_wrote_at} /></td>
      <td class=${`end figures ${row.late && !waits ? "late" : ""}`} data-label=${t("supervisor.board.staff_wrote")}>
        ${row.late && !waits && html`<${Late} />`}<${Ago} at=${row.staff_wrote_at} />
      </td>
      <td class="end figures" data-label=${t("supervisor.board.minutes")}><${Minutes} at=${Date.parse(row.opened_at)} /></td>
    </tr>`;
  }
}

/**
 * @param {TimedRow} row
 * @param {string} sought the beginning of its call word, or of its counsellor's name
 */
function isNamed(row, sought) {
  const begin = sought.trim().toLocaleLowerCase();
  return [row.call_word, row.counsellor?.display_name ?? ""].some((name) => name.toLocaleLowerCase().startsWith(begin));
}

/** @param {TimedRow} row age and topics; of what they wrote never a word */
function facts(row) {
  const topics = row.topics.slice(0, 2).map((topic) => topicName(topic).toLocaleLowerCase());
  const place = row.municipality === null ? [] : [municipalityName(row.municipality)];
  return [ageBand(row.age_band), ...place, ...topics];
}

/**
 * @param {TimedRow} row
 * @param {number | undefined} load
 */
function beside(row, load) {
  if (row.waiting_since !== null) {
    return html`<span class=${row.late ? "late" : ""}>${row.late && html`<${Late} />`}${t("supervisor.board.waits")} <${Since} at=${row.waiting_since} /></span>`;
  }
  return row.counsellor === null || load === undefined ? "" : t("supervisor.board.load", { count: load });
}

/** @param {TimedRow} row */
function note(row) {
  if (row.escalation !== null) return t(row.escalation.state === "acknowledged" ? "supervisor.board.escalation_taken" : "supervisor.board.escalated");
  return row.state !== "closed" && !row.young_present ? t("supervisor.board.young_away") : "";
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
