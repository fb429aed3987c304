// @ts-check
/* Choosing a canned reply (svarforslag): it stands between log and box, and covers no message. Nothing here sends. */

import { html, signal, useEffect, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { SearchList } from "../staff/search_list.js";
import { t, topicName } from "../staff/words.js";
import { readLog } from "./log_facts.js";
import { GAP, found, inLanguage, loadReplies, marked, shelvesFor } from "./replies.js";

/** @import { Reply } from "./replies.js" */
/** @import { Held } from "./held.js" */

/** All there are; read once, when first asked for. */
const replies = signal(/** @type {readonly Reply[] | null} */ (null));
const failed = signal(false);

async function fetchReplies() {
  failed.value = false;
  await loadReplies().then((all) => { replies.value = all; }, () => { failed.value = true; });
}

/**
 * @param {object} props
 * @param {string} props.id of the conversation
 * @param {Held} props.held
 * @param {string} props.name one's own to the young
 * @param {(text: string) => void} props.insert
 * @param {() => void} props.close back to the box
 * @param {() => void} props.slash a second `/` means the letter itself
 */
export function ReplyPicker({ id, held, name, insert, close, slash }) {
  const [query, setQuery] = useState("");
  useEffect(() => { if (replies.value === null) void fetchReplies(); }, []);
  const conversation = held.conversation.value;
  const all = replies.value;
  if (all === null || conversation === undefined) return html`<${NotYet} failed=${failed.value} close=${close} />`;

  const { level, events } = conversation;
  const topics = events.flatMap(({ data }) => [...(data["verdict"]?.topics ?? []), ...(data["about"] ? [data["about"]] : [])]);
  const { lang } = readLog(events).opened ?? {};
  const shelves = found(shelvesFor(inLanguage(all, lang), { phase: held.phase.value, level, topics }), query, namesOf);
  const groups = shelves.map(({ shelf, replies: on }) => ({
    id: shelf,
    name: t(`desk.shelf.${shelf}`),
    options: on.map((reply) => ({
      id: reply.id,
      words: html`<${Words} text=${reply.text} name=${name} query=${query} />`,
      end: topicsIn(reply, topics),
      act: () => insert(reply.text),
    })),
  }));
  const count = shelves.reduce((sum, { replies: on }) => sum + on.length, 0);
  return html`<div class="popover replies" role="group" aria-label=${t("desk.replies.title")}
    onFocusOut=${(/** @type {FocusEvent} */ event) => { if (isOutside(event)) close(); }}>
    <div class="replies__head"><h3>${t("desk.replies.of", { shown: count, count: all.length })}</h3>
      <button class="button button--icon button--small" type="button" aria-label=${t("desk.replies.close")}
        onClick=${close}><${Icon} name="x" /></button></div>
    <${SearchList} id=${`replies-${id}`} label=${t("desk.replies.search")} query=${query} setQuery=${setQuery} groups=${groups}
      none=${t("desk.replies.none")} numbers=${true} close=${close}
      onKey=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "/" || query !== "") return false;
        slash();
        return true;
      }} />
  </div>`;
}

/** @param {{ failed: boolean, close: () => void }} props */
function NotYet({ failed: lost, close }) {
  return html`<div class="popover replies" role="group" aria-label=${t("desk.replies.title")}>
    <p class="soft small">${t(lost ? "desk.replies.failed" : "desk.replies.loading")}</p>
    ${lost && html`<p><button class="button button--small" type="button"
      onClick=${() => void fetchReplies()}>${t("staff.log.try_again")}</button>${" "}
      <button class="button button--small" type="button" onClick=${close}>${t("desk.replies.close")}</button></p>`}
  </div>`;
}

/** @param {{ text: string, name: string, query: string }} props a gap stands as a line one can see */
function Words({ text, name, query }) {
  return marked(text.replaceAll(GAP, "____").replace("{display_name}", () => name), query)
    .map(({ text: piece, hit }) => (hit ? html`<mark>${piece}</mark>` : piece));
}

/**
 * @param {Reply} reply
 * @param {readonly string[]} topics of the talk: the one that brought the reply here is told
 */
function topicsIn(reply, topics) {
  const topic = reply.topics.find((one) => topics.includes(one)) ?? reply.topics[0];
  return topic === undefined ? null : topicName(topic);
}

/** @param {Reply} reply */
function namesOf({ shelf, topics }) {
  return [t(`desk.shelf.${shelf}`), ...topics.map(topicName)].join(" ");
}

/** @param {FocusEvent} event */
function isOutside({ currentTarget, relatedTarget }) {
  return relatedTarget instanceof Node && !(/** @type {Node} */ (currentTarget).contains(relatedTarget));
}
