// @ts-check
/* Texts: what the house counts in code points after NFC, a browser counts in UTF-16. */

/** @typedef {import("./wire.d.ts").Span} Span */

/** Control characters but tab and line feed; they show nothing and upset stores (Unicode, category Cc). */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * A text as it is sent: whole characters, composed (NFC), without edges of white space.
 *
 * @param {string} text
 */
export function cleaned(text) {
  const whole = /** @type {any} */ (text).toWellFormed?.() ?? text;
  return whole.replace(/\r\n?/g, "\n").replace(CONTROL, "").normalize("NFC").trim();
}

/** @param {string} text @returns {number} its length as the house counts it */
export function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * Where code point number `offset` of a text stands in UTF-16.
 *
 * @param {string} text
 * @param {number} offset
 */
export function utf16Offset(text, offset) {
  let index = 0;
  for (const character of text) {
    if (offset <= 0) break;
    offset -= 1;
    index += character.length;
  }
  return index;
}

/**
 * Cut a text at the edges of its spans, so that each piece carries the spans that cover all of it.
 * The pieces put together are the text again, whatever the spans say.
 *
 * @param {string} text
 * @param {readonly Span[]} spans in code points; they may overlap
 * @returns {Array<{ text: string, spans: Span[] }>}
 */
export function pieces(text, spans) {
  const characters = Array.from(text);
  const edges = new Set([0, characters.length]);
  for (const { start, end } of spans) {
    edges.add(Math.min(Math.max(start, 0), characters.length));
    edges.add(Math.min(Math.max(end, 0), characters.length));
  }
  const cuts = [...edges].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((from, number) => {
    const to = cuts[number + 1];
    return {
      text: characters.slice(from, to).join(""),
      spans: spans.filter((span) => span.start <= from && span.end >= to && span.start < span.end),
    };
  });
}
