/* The shapes on the wire that the pages read. Servers may add fields; a page ignores what it does not know. */

export type Sender = "young" | "counsellor" | "supervisor" | "bridge" | "system";

/** One event of a conversation's log. */
export interface WireEvent {
  conversation_id: string;
  seq: number;
  /** The event before it for this reader; 0 before the first. */
  prev: number;
  kind: string;
  at: string;
  from: Sender;
  data: Record<string, any>;
}

/** A page of the log: the answer to `events:since`, `conversation:open`, `conversation:accept`. */
export interface Page {
  events: WireEvent[];
  last_seq: number;
  more: boolean;
}

export interface WireError {
  code: string;
  message: string;
  retry_after_s?: number;
  by?: string;
  told_seq?: number;
}

export interface Refusal {
  ok: false;
  error: WireError;
}

export type Ack<T extends object = Record<string, any>> = ({ ok: true } & T) | Refusal;

/** What a committed text is answered with. */
export interface Committed {
  seq: number;
  prev: number;
  at: string;
}

export interface Span {
  start: number;
  end: number;
  rule: string;
  topic: string;
  why: string;
}

export interface Verdict {
  status: "assessed" | "unassessed";
  level: number;
  topics: string[];
  acute: boolean;
  subject: "self" | "other" | "none";
  spans: Span[];
  lexicon: string;
  /** What was found within a graver mark, and is told with it. */
  beneath?: Span[];
}

/** A help line (hjælp nu) of the directory; only checked ones are ever sent. */
export interface HelpLine {
  name: string;
  phone: string | null;
  open_now: boolean | null;
  /** Whom it is for, in a few words. */
  about?: string | null;
  hours?: string | null;
  anonymous?: boolean | null;
  web?: string | null;
  /** Who is met there; left out, everybody is. */
  whom?: Array<"under_12" | "young" | "over_25" | "relative">;
}

/** `GET /api/service`. */
export interface Service {
  state: "open" | "busy" | "full" | "held" | "closed" | "starting";
  next_open: string | null;
  closing_at: string | null;
  wait_low_s: number | null;
  wait_high_s: number | null;
  help: HelpLine[];
}
