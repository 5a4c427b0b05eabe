import { MARK_LANES, MarkLane, type SpanLane, type TimelineModel } from './model';

/** Moments that are not in the slice: they come and go while one works. */
export interface PointLane {
  name: string;
  shape: 'diamond' | 'flag' | 'dot';
  colour: 'checkpoint' | 'note' | 'hit';
  steps: Float64Array;
}

export type Row =
  | { kind: 'events'; lane: MarkLane; thread: number; label: string; y: number; height: number }
  | { kind: 'thread'; lane: SpanLane; label: string; y: number; height: number }
  | { kind: 'marks'; lane: MarkLane; label: string; y: number; height: number }
  | { kind: 'points'; lane: PointLane; label: string; y: number; height: number };

const THREAD_HEIGHT = 17;
const MARK_HEIGHT = 20;
const POINT_HEIGHT = 16;

/**
 * Lanes from top to bottom: what one looks for first, then the threads, then what they did outside. Lanes that never have anything are left
 * out, failures and console excepted: that they are empty says something. Before the first replay only the log is known: when threads had
 * events, and nothing of the rest, which is not shown as if there were none.
 */
export function layoutRows(model: TimelineModel, points: readonly PointLane[]): Row[] {
  const rows: Row[] = [];
  let y = 0;
  const add = (row: Row): void => {
    rows.push(row);
    y += row.height;
  };
  const addMarks = (i: number): void => add({ kind: 'marks', lane: model.marks[i], label: MARK_LANES[i].name, y, height: MARK_HEIGHT });
  if (model.events.length > 0) {
    for (const { thread, name, marks } of model.events) {
      add({ kind: 'events', lane: marks, thread, label: name, y, height: THREAD_HEIGHT });
    }
    return rows;
  }
  for (const lane of points) {
    if (lane.steps.length > 0) {
      add({ kind: 'points', lane, label: lane.name, y, height: POINT_HEIGHT });
    }
  }
  MARK_LANES.forEach((lane, i) => lane.place === 'top' && addMarks(i));
  for (const lane of model.threads) {
    add({ kind: 'thread', lane, label: lane.lane.name, y, height: THREAD_HEIGHT });
  }
  MARK_LANES.forEach((lane, i) => lane.place === 'bottom' && model.marks[i].step.length > 0 && addMarks(i));
  return rows;
}

export function heightOf(rows: readonly Row[]): number {
  const last = rows.at(-1);
  return last === undefined ? 0 : last.y + last.height;
}

export function rowAt(rows: readonly Row[], y: number): Row | undefined {
  return rows.find((row) => y >= row.y && y < row.y + row.height);
}
