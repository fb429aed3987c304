// @ts-check
/*
 * The line to the house (forbindelse): one namespace over websocket, that comes back by itself for
 * as long as the page is open, and wakes when the page does.
 */

import { io } from "../vendor/socket.io.js";

/** @typedef {import("./wire.d.ts").Ack} Ack */
/** @typedef {"connecting" | "connected" | "away"} LineStatus */
/** @typedef {Error & { data?: { code?: string, message?: string } }} Failure */
/**
 * @typedef {object} Line
 * @property {(event: string, payload: object, options?: { timeoutMs?: number }) => Promise<Ack>} request
 *   never rejects: no answer is `{ok: false, error: {code: "timeout"}}`
 * @property {(event: string, payload: object) => void} tell what needs no answer; dropped while away
 * @property {() => LineStatus} status
 * @property {() => void} close
 */

const SOONEST_MS = 500;
const LATEST_MS = 5000;
/** The server has 8 s to answer a ping (our own number); a request waits no longer either. */
const ANSWER_MS = 8000;
/** The codes after which asking again is of no use. */
const FINAL = new Set(["unauthorized", "forbidden", "not_found", "must_enrol"]);

/**
 * @param {object} options
 * @param {string} options.namespace
 * @param {() => object} [options.auth] asked at every connect, so that a reconnect sends the present one
 * @param {Record<string, (payload: any) => void>} options.on
 * @param {(packet: string) => string} [options.fill] a packet as it is to be sent; the house reads it the same
 * @param {(status: LineStatus) => void} [options.onStatus] on every change
 * @param {(error: { code: string, message: string }) => void} [options.onRefused] the house will not
 *   have this connection again; the line is closed
 * @returns {Line}
 */
export function openConnection({
  namespace,
  auth = () => ({}),
  on,
  fill,
  onStatus = () => {},
  onRefused = () => {},
}) {
  const socket = io(namespace, {
    transports: ["websocket"],
    auth: (give) => give(auth()),
    autoConnect: false,
    reconnectionDelay: SOONEST_MS,
    reconnectionDelayMax: LATEST_MS,
    randomizationFactor: 0.5,
    timeout: ANSWER_MS,
  });
  if (fill) {
    // The library offers no other place between its packets and the line; a journey in a browser holds it.
    const { encoder } = /** @type {{ encoder: { encode: (packet: object) => string[] } }} */ (/** @type {unknown} */ (socket.io));
    const encode = encoder.encode.bind(encoder);
    encoder.encode = (packet) => encode(packet).map(fill);
  }
  /** @type {LineStatus} */
  let status = "connecting";
  let closed = false;
  let heard = 0;
  let failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {LineStatus} next */
  function become(next) {
    if (next === status) return;
    status = next;
    onStatus(next);
  }

  function reconnect() {
    clearTimeout(timer);
    if (closed) return;
    // Disconnecting first also ends a wait between two tries, which connect() alone would sit out.
    socket.disconnect();
    socket.connect();
  }

  /** @param {number} delay_ms */
  function reconnectIn(delay_ms) {
    clearTimeout(timer);
    timer = setTimeout(reconnect, delay_ms);
  }

  function close() {
    closed = true;
    clearTimeout(timer);
    for (const [target, event] of wakings()) target.removeEventListener(event, wake);
    socket.disconnect();
  }

  function wake() {
    if (document.visibilityState !== "hidden" && !socket.connected) reconnect();
  }

  socket.on("connect", () => {
    failures = 0;
    become("connected");
  });
  socket.on("disconnect", (reason) => {
    become("away");
    // Put off by the server, the client would not come back of itself.
    if (reason === "io server disconnect") reconnectIn(pause(failures++));
  });
  socket.on("connect_error", (error) => {
    const { code = "", message = "" } = /** @type {Failure} */ (error).data ?? {};
    if (FINAL.has(code)) {
      close();
      become("away");
      onRefused({ code, message });
      return;
    }
    become("away");
    // Refused by the namespace, for now: the client gives up, so we ask again.
    if (!socket.active) reconnectIn(pause(failures++));
  });
  socket.on("moving", (/** @type {{ in_s: number }} */ { in_s }) => {
    reconnectIn(Math.random() * in_s * 1000);
  });
  socket.onAny(() => { heard += 1; });
  for (const [event, handler] of Object.entries(on)) socket.on(event, handler);
  for (const [target, event] of wakings()) target.addEventListener(event, wake);
  socket.connect();

  return {
    status: () => status,
    close,
    tell(event, payload) {
      if (socket.connected) socket.volatile.emit(event, payload);
    },
    async request(event, payload, { timeoutMs = ANSWER_MS } = {}) {
      if (!socket.connected) return noAnswer();
      const heardBefore = heard;
      try {
        const ack = await socket.timeout(timeoutMs).emitWithAck(event, payload);
        return isAck(ack) ? ack : noAnswer();
      } catch {
        // Silent since we asked: a line that only looks alive. A new one finds out.
        if (socket.connected && heard === heardBefore) reconnect();
        return noAnswer();
      }
    },
  };
}

/** @returns {Array<[EventTarget, string]>} when a sleeping page may have woken */
function wakings() {
  return [[document, "visibilitychange"], [window, "pageshow"], [window, "online"]];
}

/** @param {number} failures so far */
function pause(failures) {
  return Math.min(LATEST_MS, SOONEST_MS * 2 ** failures) * (0.5 + Math.random() / 2);
}

/** @returns {Ack} */
function noAnswer() {
  return { ok: false, error: { code: "timeout", message: "" } };
}

/** @param {any} value @returns {value is Ack} */
function isAck(value) {
  return typeof value === "object" && typeof value?.ok === "boolean";
}
