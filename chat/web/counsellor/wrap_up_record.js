// @ts-check
/* What is written down after a conversation (registrering): one main reason, at most three more, how it ended. Pure. */

/**
 * @typedef {object} WrapUpRecord
 * @property {string | null} main
 * @property {readonly string[]} topics
 * @property {string | null} outcome
 * @property {string} followUp
 * @property {Wellbeing | null} wellbeing how one is oneself, if one says so
 */

/** @typedef {"fine" | "touched" | "talk"} Wellbeing */

/** @type {readonly Wellbeing[]} */
export const WELLBEING = ["fine", "touched", "talk"];

/** As many as PROTOCOL's `wrap_up:record` takes. */
export const MOST_TOPICS = 3;

/** The first nine have a number key; in the order counsellors most often need them. */
export const MAIN_REASONS = [
  "suicide", "self_harm", "depression", "anxiety", "loneliness", "family", "abuse_violence", "school_education", "bullying",
  "relationship", "grief", "body_health", "eating", "sleep", "sexuality_identity", "substance", "job", "economy",
  "abuse_sexual", "digital_abuse", "honour_control", "neglect", "psychosis", "gambling", "other",
];

export const OUTCOMES = ["helped", "bridged", "referred", "ended_early", "no_answer", "other"];

/** @returns {WrapUpRecord} */
export function emptyRecord() {
  return { main: null, topics: [], outcome: null, followUp: "", wellbeing: null };
}

/**
 * @param {WrapUpRecord} record
 * @param {string} main
 * @returns {WrapUpRecord} the main reason is not told twice
 */
export function withMain(record, main) {
  return { ...record, main, topics: record.topics.filter((topic) => topic !== main) };
}

/**
 * @param {WrapUpRecord} record
 * @param {string} topic
 * @returns {WrapUpRecord} the same when there are three already
 */
export function withTopic(record, topic) {
  if (record.topics.includes(topic)) return { ...record, topics: record.topics.filter((one) => one !== topic) };
  if (record.topics.length >= MOST_TOPICS || topic === record.main) return record;
  return { ...record, topics: [...record.topics, topic] };
}

/** @param {WrapUpRecord} record @returns {"main" | "outcome" | null} what is still missing */
export function missing({ main, outcome }) {
  if (main === null) return "main";
  return outcome === null ? "outcome" : null;
}

/** @param {WrapUpRecord} record complete */
export function onTheWire({ main, topics, outcome, followUp, wellbeing }) {
  const follow_up = followUp.trim();
  return { main: main ?? "", topics: [...topics], outcome: outcome ?? "", follow_up: follow_up === "" ? null : follow_up, wellbeing };
}

/**
 * The topics worth offering first: what triage heard in this conversation, then the usual ones.
 *
 * @param {readonly string[]} heard
 * @param {string | null} main
 */
export function topicsToOffer(heard, main) {
  const usual = MAIN_REASONS.filter((topic) => topic !== "other");
  return [...new Set([...heard.filter((topic) => usual.includes(topic)), ...usual])].filter((topic) => topic !== main);
}
