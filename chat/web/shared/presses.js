// @ts-check
/*
 * Presses (tryk): a press reaches what it began on. Where something comes in above, the page moves it from under the
 * pointer meanwhile: a browser then gives a mouse's press to nobody, and a finger's to whatever stands there now.
 */

const PRESSABLE = "a[href], button, label, summary, [role=option], tr";
/** Whoever slides further than this has thought better of it; our own choice. */
const SLIDES_PX = 10;
/** A scrollbar that comes or goes moves what is drawn anew by less; our own choice. */
const NEAR_PX = 24;

/** @typedef {{ clientX: number, clientY: number }} Pointer */
/** @typedef {{ left: number, top: number }} Corner */

/** Look after the presses on this page. */
export function connectPresses() {
  /** @type {{ on: Element | null, place: Element, corner: Corner, at: Pointer } | null} `on` is null where there was nothing to press */
  let begun = null;
  document.addEventListener("pointerdown", (event) => {
    const on = pressable(event.target);
    const place = on ?? /** @type {Element} */ (event.target);
    begun = event.isPrimary ? { on, place, corner: place.getBoundingClientRect(), at: event } : null;
  }, true);
  document.addEventListener("click", (event) => {
    const press = begun;
    begun = null;
    // A key's, a script's, or the second click by which a label presses its field.
    if (press === null || !event.isTrusted || event.detail === 0) return;
    const there = pressable(event.target);
    if (press.on === there || isAgain(press, there)) return;
    const corner = press.place.isConnected ? press.place.getBoundingClientRect() : null;
    if (!pageMoved(press.corner, corner) || slid(press.at, event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (corner !== null) /** @type {HTMLElement | null} */ (press.on)?.click();
  }, true);
}

/**
 * Whether what was pressed stands there again, drawn anew in its place: the way out, where the line has become a talk.
 *
 * @param {{ on: Element | null, corner: Corner }} press
 * @param {Element | null} there
 */
export function isAgain({ on, corner }, there) {
  if (on === null || there === null || on.isConnected || on.textContent !== there.textContent) return false;
  return apart(corner, there.getBoundingClientRect()) < NEAR_PX;
}

/**
 * Whether the page has moved what was pressed.
 *
 * @param {Corner} before
 * @param {Corner | null} now null when it is gone
 */
export function pageMoved(before, now) {
  return now === null || apart(before, now) >= 1;
}

/**
 * Whether the pointer went elsewhere by itself: then nothing is pressed for it.
 *
 * @param {Pointer} from
 * @param {Pointer} to
 */
export function slid(from, to) {
  return Math.hypot(to.clientX - from.clientX, to.clientY - from.clientY) > SLIDES_PX;
}

/** @param {Corner} one @param {Corner} other */
function apart(one, other) {
  return Math.hypot(other.left - one.left, other.top - one.top);
}

/** @param {EventTarget | null} target */
function pressable(target) {
  return target instanceof Element ? target.closest(PRESSABLE) : null;
}
