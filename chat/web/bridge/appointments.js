// @ts-check
/* What a bridge-builder has to be there for (aftaler): tasks to look at again, and video talks that are agreed to. */

/** @import { Appointment } from "../staff/calendar.js" */
/** @import { Task } from "./task_list.js" */

/**
 * @param {readonly Task[]} tasks
 * @param {string} staffId whose
 * @param {{ followUp: string, video: string }} titles
 * @returns {Appointment[]} each by the list's own name of its task, which leads to nobody
 */
export function appointmentsOf(tasks, staffId, titles) {
  const mine = tasks.filter(({ owner, ended_at: ended }) => owner?.staff_id === staffId && !ended);
  return mine.flatMap((task) => [
    ...(task.due_at === null ? [] : [{ id: task.bridge_id, at: task.due_at, title: titles.followUp }]),
    ...videoOf(task, titles.video),
  ]);
}

/**
 * @param {Task} task
 * @param {string} title
 * @returns {Appointment[]} none while nobody has said yes to a time
 */
export function videoOf({ bridge_id: id, video }, title) {
  if (!video || video.status !== "accepted" || video.at === null) return [];
  return [{ id: `${id}-video-${video.seq}`, at: video.at, title }];
}
