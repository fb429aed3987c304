// @ts-check
/* All live conversations (alle samtaler): the highest level first; a row keeps its place while one points at the table. */

import { Icon } from "../../chat/web/design/icon.js";
import { language, t } from "../../chat/web/staff/words.js";
import { html, useRef, useState } from "../../chat/web/vendor/preact.js";
import { BoardRow } from "./board_row.js";
import { useHold } from "./hold.js";
import { useRowWindow } from "./row_window.js";
import { inOrder } from "./rows.js";
import { todayWords } from "./today.js";

/** @import { Watch } from "./watch.js" */
/** @import { TimedRow } from "./rows.js" */

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
      ${watch.today.value !== null && html`<p class="small soft board__today">${todayWords(watch.today.value)}</p>`}
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
  const { from, to, above, below } = useRowWindow(rows.length, scroller);
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
 * @param {TimedRow} row
 * @param {string} sought the beginning of its call word, or of its counsellor's name
 */
function isNamed(row, sought) {
  const begin = sought.trim().toLocaleLowerCase();
  return [row.call_word, row.counsellor?.display_name ?? ""].some((name) => name.toLocaleLowerCase().startsWith(begin));
}
