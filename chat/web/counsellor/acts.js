// @ts-check
/* All a counsellor can do on this page now (handlinger), by name. What can't be done now is left out. */

import { staying } from "../staff/asking.js";
import { language, switchLanguage, t } from "../staff/words.js";
import { PHASES } from "./replies.js";
import { refusalWords } from "../staff/refusals.js";
import { focusSoon } from "./view.js";

/** @import { Ack } from "../shared/wire.d.ts" */
/** @import { Desk } from "./desk.js" */
/** @import { OpenDialog, View } from "./view.js" */

/** @typedef {{ id: string, words: string, keys?: string, act: () => void }} Act */
/** @typedef {{ id: string, name: string, acts: Act[] }} ActGroup */

const IMMINENT = 4;
/** As many as have a key of their own. */
const KEYED = 9;

/**
 * @param {Desk} desk
 * @param {View} view
 * @param {() => void} signOut
 * @returns {ActGroup[]} none empty
 */
export function actsNow(desk, view, signOut) {
  const id = view.current.value;
  return [
    ...(id === null ? [] : [hereGroup(id, desk, view)]),
    { id: "desk", name: t("desk.acts.desk"), acts: [...goTo(desk, view), ...meet(desk, view)] },
    { id: "shift", name: t("desk.acts.shift"), acts: shiftActs(desk) },
    { id: "page", name: t("desk.acts.page"), acts: pageActs(desk, view, signOut) },
  ].filter(({ acts }) => acts.length > 0);
}

/**
 * Acts whose names hold every word that is looked for.
 *
 * @param {readonly ActGroup[]} groups
 * @param {string} query
 * @returns {ActGroup[]}
 */
export function actsNamed(groups, query) {
  const words = query.toLocaleLowerCase("da").split(/\s+/u).filter((word) => word !== "");
  return groups
    .map((group) => ({
      ...group,
      acts: group.acts.filter((one) => words.every((word) => `${group.name} ${one.words}`.toLocaleLowerCase("da").includes(word))),
    }))
    .filter(({ acts }) => acts.length > 0);
}

/**
 * @param {string} id
 * @param {Desk} desk
 * @param {View} view
 * @returns {ActGroup}
 */
function hereGroup(id, desk, view) {
  const conversation = desk.of(id).conversation.value;
  const name = conversation?.callWord || t("staff.talk.unnamed");
  if (conversation === undefined) return { id: "here", name, acts: [] };
  const open = (/** @type {OpenDialog["kind"]} */ kind) => () => { view.dialog.value = { kind, id }; };
  if (conversation.state === "closed") {
    return { id: "here", name, acts: [
      { id: "wrap-up", words: t("staff.talk.wrap_up"), act: () => { view.wrapUp.value = id; focusSoon(`write-${id}`); } },
      { id: "summary", words: t("staff.summary.open"), act: open("summary") },
      noteAct(id, view),
    ] };
  }
  const { escalation, reported, level, offeredTo, call, companion, seat } = conversation;
  const help = escalation === null ? [{ id: "escalate", words: t("staff.talk.call_supervisor"), act: open("escalate") }] : [];
  const whisper = companion?.display_name ? [{ id: "whisper", words: t("desk.keys.whisper"), keys: "Alt H", act: () => view.goToWhisper(id) }] : [];
  if (seat === "companion") return { id: "here", name, acts: [...help, ...whisper] };
  const reply = () => {
    view.goTo(id);
    view.replying.value = id;
  };
  return { id: "here", name, acts: [
    { id: "reply", words: t("desk.replies.title"), keys: "/", act: reply },
    ...help,
    ...whisper,
    ...(call === null ? [{ id: "call", words: t("desk.call.open"), act: open("call") }] : []),
    ...(companion === null ? [{ id: "companion", words: t("desk.companion.open"), act: open("companion") }] : []),
    { id: "help", words: t("staff.help.open"), act: open("help") },
    { id: "summary", words: t("staff.summary.open"), act: open("summary") },
    ...(desk.shift.value.video === true ? [{ id: "video", words: t("staff.video.open_dialog"), act: open("video") }] : []),
    noteAct(id, view),
    { id: "risk", words: t("staff.risk.open"), act: open("risk") },
    { id: "plan", words: t("staff.plan.open"), act: open("plan") },
    { id: "card", words: t("staff.card.open"), act: open("card") },
    ...(level < IMMINENT ? [{ id: "level", words: t("staff.level_dialog.title"), act: open("level") }] : []),
    ...(offeredTo === null ? [{ id: "transfer", words: t("staff.transfer.title"), act: open("transfer") }] : []),
    ...(escalation === null ? [{ id: "pause", words: t("desk.pause.title"), act: open("pause") }] : []),
    ...(reported === null ? [{ id: "report", words: t("desk.report.title"), act: open("report") }] : []),
    { id: "close", words: t("staff.close.title"), act: open("close") },
    ...phaseActs(id, desk),
  ] };
}

/**
 * @param {string} id
 * @param {View} view
 * @returns {Act}
 */
function noteAct(id, view) {
  return { id: "note", words: t("staff.keys.alt_n"), keys: "Alt N", act: () => view.goToNotes(id) };
}

/**
 * @param {string} id
 * @param {Desk} desk
 * @returns {Act[]}
 */
function phaseActs(id, desk) {
  const { phase } = desk.of(id);
  const acts = PHASES.map((one, place) => ({
    id: `phase-${one}`,
    words: t("desk.phase.set", { number: place + 1, name: t(`desk.shelf.${one}`) }),
    act: () => { phase.value = one; },
  }));
  return acts.filter((_, place) => PHASES[place] !== phase.value);
}

/**
 * @param {Desk} desk
 * @param {View} view
 * @returns {Act[]}
 */
function goTo(desk, view) {
  return desk.order.value.map((id, place) => ({
    id: `go-${id}`,
    words: t("desk.acts.go_to", { name: desk.of(id).conversation.value?.callWord || t("staff.talk.unnamed") }),
    ...(place < KEYED ? { keys: `Alt ${place + 1}` } : {}),
    act: () => view.goTo(id),
  }));
}

/**
 * @param {Desk} desk
 * @param {View} view
 * @returns {Act[]} nobody in the waiting room is named here: one takes the next
 */
function meet(desk, view) {
  const { state, load, capacity } = desk.shift.value;
  const offers = desk.offers.value.map((offer) => ({
    id: `offer-${offer.offer_id}`,
    words: `${t("staff.offer.accept")}: ${offer.call_word ?? ""}`,
    act: () => void taken(desk, view, offer.conversation_id),
  }));
  if (state !== "on" || load >= capacity || desk.waiting.value.total === 0) return offers;
  return [...offers, { id: "next", words: t("staff.waiting.take_next"), act: () => void taken(desk, view, null) }];
}

/**
 * @param {Desk} desk
 * @param {View} view
 * @param {string | null} id
 */
async function taken(desk, view, id) {
  const stays = staying();
  const ack = await desk.accept(id);
  if (ack.ok && stays()) view.goTo(ack["conversation_id"]);
  else if (!ack.ok) desk.fault(refusalWords(ack.error));
}

/** @param {Desk} desk @returns {Act[]} */
function shiftActs(desk) {
  const { state, capacity } = desk.shift.value;
  const ask = (/** @type {() => Promise<Ack>} */ what) => async () => {
    const ack = await what();
    if (!ack.ok) desk.fault(refusalWords(ack.error));
  };
  if (state === "off") return [];
  const pause = { id: "rest", words: t("staff.shift.pause"), act: ask(() => desk.house.pauseShift()) };
  const goOn = { id: "go-on", words: t("staff.shift.go_on"), act: ask(() => desk.house.startShift(capacity)) };
  return [
    state === "paused" ? goOn : pause,
    { id: "end", words: t("staff.shift.end"), act: ask(() => desk.house.endShift()) },
  ];
}

/**
 * @param {Desk} desk
 * @param {View} view
 * @param {() => void} signOut
 * @returns {Act[]}
 */
function pageActs(desk, view, signOut) {
  return [
    ...(desk.learns ? [] : [{ id: "sparring", words: t("desk.sparring.open"), act: () => { view.sparringOpen.value = true; } }]),
    { id: "sound", words: t("staff.alerts.title"), act: () => { view.alertsOpen.value = true; } },
    { id: "keys", words: t("staff.bar.keys"), keys: "?", act: () => { view.keysOpen.value = true; } },
    { id: "language", words: t("staff.bar.other_language"), act: () => void switchLanguage(language() === "da" ? "en" : "da") },
    ...(desk.me.roles.includes("supervisor")
      ? [{ id: "board", words: t("staff.bar.board"), act: () => location.assign("/supervisor") }]
      : []),
    { id: "sign-out", words: t("staff.bar.sign_out"), act: signOut },
  ];
}
