// @ts-check
/* The dialogs of a conversation, one at a time: which one is open stands in the view. */

import { html } from "../vendor/preact.js";
import { CallDialog } from "./call_dialog.js";
import { CardDialog, HelpDialog, PlanDialog, RiskDialog, VideoDialog } from "./care_dialogs.js";
import { CloseDialog } from "./close_dialog.js";
import { CompanionDialog } from "./companion_dialog.js";
import { EscalateDialog } from "./escalate_dialog.js";
import { LevelDialog } from "./level_dialog.js";
import { PauseDialog } from "./pause_dialog.js";
import { ReportDialog } from "./report_dialog.js";
import { SignOutDialog } from "./sign_out_dialog.js";
import { SummaryDialog } from "./summary_dialog.js";
import { TransferDialog } from "./transfer_dialog.js";

/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */

const DIALOGS = {
  escalate: EscalateDialog,
  level: LevelDialog,
  transfer: TransferDialog,
  pause: PauseDialog,
  report: ReportDialog,
  close: CloseDialog,
  risk: RiskDialog,
  plan: PlanDialog,
  card: CardDialog,
  help: HelpDialog,
  summary: SummaryDialog,
  call: CallDialog,
  companion: CompanionDialog,
  video: VideoDialog,
};

/** @param {{ desk: Desk, view: View, signOut: () => void }} props */
export function Dialogs({ desk, view, signOut }) {
  const open = view.dialog.value;
  if (open === null) return null;
  // An answer that comes late finds another dialog open, and leaves it.
  const close = () => { if (view.dialog.value === open) view.dialog.value = null; };
  if (open.kind === "sign_out") return html`<${SignOutDialog} desk=${desk} signOut=${signOut} close=${close} />`;
  const conversation = desk.of(open.id).conversation.value;
  if (conversation === undefined) return null;
  return html`<${DIALOGS[open.kind]} key=${open.id} conversation=${conversation} desk=${desk} view=${view}
    close=${close} />`;
}
