/**
 * What a picture of the timeline consists of, computed without drawing. All arrays are sorted by step, so each pixel column costs one
 * binary search, however many events lie in it.
 */
import type { Marks, Slice, ThreadLane } from './slice';
import type { View } from './view';

export const STATES = ['RUNNING', 'RUNNABLE', 'BLOCKED', 'WAITING', 'PARKED', 'SLEEPING', 'IN_NATIVE', 'ENDED'] as const;
export const RUNNING = 0;
const ENDED = 7;

/** In the order of the server's MarkKind. */
export const MARK_KINDS = [
  'CONSOLE',
  'EXCEPTION',
  'UNCAUGHT_EXCEPTION',
  'FILE',
  'NETWORK',
  'PROCESS',
  'THREAD_START',
  'THREAD_END',
  'DEADLOCK',
  'SIGNAL',
  'EVENT',
  'LABEL',
] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** The first index whose value is greater than a limit, or the length. */
export function firstAbove(values: Float64Array, limit: number, low = 0, high = values.length): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] > limit) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** The first index whose value is at least a limit, or the length. */
export function firstAtLeast(values: Float64Array, limit: number, low = 0, high = values.length): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] >= limit) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/**
 * Like the two above, for an index that is probably near: looks 1, 2, 4 … further before it searches, so that neighbouring columns touch
 * neighbouring memory.
 */
function gallopAbove(values: Float64Array, limit: number, from: number): number {
  let step = 1;
  let high = from;
  while (high < values.length && values[high] <= limit) {
    from = high + 1;
    high += step;
    step *= 2;
  }
  return firstAbove(values, limit, from, Math.min(high, values.length));
}

function gallopAtLeast(values: Float64Array, limit: number, from: number): number {
  let step = 1;
  let high = from;
  while (high < values.length && values[high] < limit) {
    from = high + 1;
    high += step;
    step *= 2;
  }
  return firstAtLeast(values, limit, from, Math.min(high, values.length));
}

/** The states of a thread, and how long it ran before each span. */
export class SpanLane {
  private readonly ranBefore: Float64Array;

  constructor(readonly lane: ThreadLane) {
    const { from, to, state } = lane;
    this.ranBefore = new Float64Array(from.length + 1);
    for (let i = 0; i < from.length; i++) {
      this.ranBefore[i + 1] = this.ranBefore[i] + (state[i] === RUNNING ? to[i] - from[i] : 0);
    }
  }

  /** Steps that the thread took before a step. @param span the first one that ends after it */
  private ranUntil(step: number, span: number): number {
    const { from, state } = this.lane;
    const inside = span < from.length && state[span] === RUNNING ? Math.max(0, step - from[span]) : 0;
    return this.ranBefore[span] + inside;
  }

  /**
   * For each column one octet: 0 for nothing, else 1 + state + 8 × level, where the level (0 to 8) says which part of the column the
   * thread was running in and the state what it did otherwise.
   */
  columns(view: View, columns: Uint8Array): void {
    const { from, to, state } = this.lane;
    const width = columns.length;
    const perColumn = (view.to - view.from) / width;
    let span = firstAbove(to, view.from);
    for (let x = 0; x < width; x++) {
      const begin = view.from + x * perColumn;
      const end = begin + perColumn;
      const next = gallopAbove(to, end, span);
      if (next === span) {
        columns[x] = span < from.length && from[span] < end && state[span] !== ENDED ? whole(state[span]) : 0;
      } else {
        const ran = (this.ranUntil(end, next) - this.ranUntil(begin, span)) / perColumn;
        columns[x] = mixed(this.otherState(span, next), ran);
      }
      span = next;
    }
  }

  /** What a thread does in a column where it does several things; the first few spans stand for all. */
  private otherState(span: number, next: number): number {
    const { from, to, state } = this.lane;
    let best = ENDED;
    let longest = 0;
    const last = Math.min(next, span + 8, from.length - 1);
    for (let i = span; i <= last; i++) {
      const length = to[i] - from[i];
      if (state[i] !== RUNNING && state[i] !== ENDED && length > longest) {
        longest = length;
        best = state[i];
      }
    }
    return best;
  }

  /** Index of the span at a step, -1 if there is none. */
  at(step: number): number {
    const { from, to } = this.lane;
    const span = firstAbove(to, step);
    return span < from.length && from[span] <= step ? span : -1;
  }
}

const LEVELS = 8;

function whole(state: number): number {
  return state === RUNNING ? 1 + RUNNING + 8 * LEVELS : 1 + state;
}

function mixed(other: number, ran: number): number {
  const level = ran <= 0 ? 0 : Math.min(LEVELS, Math.max(1, Math.round(ran * LEVELS)));
  if (level === LEVELS) {
    return whole(RUNNING);
  }
  return level === 0 && other === ENDED ? 0 : 1 + other + 8 * level;
}

export function stateOf(column: number): number {
  return (column - 1) & 7;
}

export function levelOf(column: number): number {
  return (column - 1) >> 3;
}

/** Moments of some kinds, in order. */
export class MarkLane {
  private readonly countBefore: Float64Array;

  constructor(
    readonly step: Float64Array,
    readonly kind: Uint8Array,
    readonly count: Uint32Array,
    readonly thread: Int32Array,
  ) {
    this.countBefore = new Float64Array(step.length + 1);
    for (let i = 0; i < step.length; i++) {
      this.countBefore[i + 1] = this.countBefore[i] + count[i];
    }
  }

  get total(): number {
    return this.countBefore[this.step.length];
  }

  /** For each column how many moments it has, and the kind that matters most. */
  columns(view: View, counts: Float64Array, kinds: Uint8Array): void {
    const width = counts.length;
    const perColumn = (view.to - view.from) / width;
    let index = firstAtLeast(this.step, view.from);
    for (let x = 0; x < width; x++) {
      const end = view.from + (x + 1) * perColumn;
      if (index >= this.step.length || this.step[index] >= end) {
        counts[x] = 0;
        continue;
      }
      const next = gallopAtLeast(this.step, end, index + 1);
      counts[x] = this.countBefore[next] - this.countBefore[index];
      kinds[x] = this.gravest(index, next);
      index = next;
    }
  }

  private gravest(index: number, next: number): number {
    let kind = this.kind[index];
    // A column of thousands is told by its first ones; few enough are looked at all.
    for (let i = index + 1; i < Math.min(next, index + 16); i++) {
      if (gravity(this.kind[i]) > gravity(kind)) {
        kind = this.kind[i];
      }
    }
    return kind;
  }

  /** Indices of the marks in an interval. */
  between(from: number, to: number): [number, number] {
    return [firstAtLeast(this.step, from), firstAtLeast(this.step, to)];
  }

  /** The mark next to a step, not farther than a distance; -1 if there is none. */
  nearest(step: number, distance: number): number {
    const after = firstAtLeast(this.step, step);
    let best = -1;
    let bestDistance = distance;
    for (const i of [after - 1, after]) {
      if (i >= 0 && i < this.step.length && Math.abs(this.step[i] - step) <= bestDistance) {
        best = i;
        bestDistance = Math.abs(this.step[i] - step);
      }
    }
    return best;
  }
}

const GRAVITY = new Uint8Array(MARK_KINDS.map((kind) => (kind === 'UNCAUGHT_EXCEPTION' || kind === 'DEADLOCK' ? 2 : kind === 'SIGNAL' ? 1 : 0)));

function gravity(kind: number): number {
  return GRAVITY[kind];
}

/** Splits the marks of a slice by the lane that shows them. @param laneOfKind −1 for none */
export function splitMarks(marks: Marks, laneOfKind: readonly number[], lanes: number): MarkLane[] {
  const sizes = new Uint32Array(lanes);
  for (let i = 0; i < marks.kind.length; i++) {
    const lane = laneOfKind[marks.kind[i]];
    if (lane >= 0) {
      sizes[lane]++;
    }
  }
  const parts = Array.from(sizes, (size) => ({
    step: new Float64Array(size),
    kind: new Uint8Array(size),
    count: new Uint32Array(size),
    thread: new Int32Array(size),
  }));
  const filled = new Uint32Array(lanes);
  for (let i = 0; i < marks.kind.length; i++) {
    const lane = laneOfKind[marks.kind[i]];
    if (lane >= 0) {
      const at = filled[lane]++;
      parts[lane].step[at] = marks.step[i];
      parts[lane].kind[at] = marks.kind[i];
      parts[lane].count[at] = marks.count[i];
      parts[lane].thread[at] = marks.thread[i];
    }
  }
  return parts.map((part) => new MarkLane(part.step, part.kind, part.count, part.thread));
}

/** Lanes of moments, and whether they are above or below those of the threads. Starts and ends of threads show in their own lanes. */
export const MARK_LANES: readonly { name: string; place: 'top' | 'bottom' | 'nowhere'; kinds: readonly MarkKind[] }[] = [
  { name: 'Failures', place: 'top', kinds: ['EXCEPTION', 'UNCAUGHT_EXCEPTION', 'DEADLOCK', 'SIGNAL'] },
  { name: 'Console', place: 'top', kinds: ['CONSOLE'] },
  { name: 'Files', place: 'bottom', kinds: ['FILE'] },
  { name: 'Network', place: 'bottom', kinds: ['NETWORK'] },
  { name: 'Processes', place: 'bottom', kinds: ['PROCESS'] },
  { name: 'Marks', place: 'bottom', kinds: ['LABEL'] },
  { name: 'Threads', place: 'nowhere', kinds: ['THREAD_START', 'THREAD_END'] },
];

const LANE_OF_KIND = MARK_KINDS.map((kind) => MARK_LANES.findIndex((lane) => lane.kinds.includes(kind)));

/** When a thread had events: all that the log tells of it. */
export interface EventLane {
  thread: number;
  name: string;
  marks: MarkLane;
}

function eventLanes(slice: Slice): EventLane[] {
  const { step, kind, count, thread } = slice.marks;
  return slice.threads.map((lane) => {
    const of = Array.from(thread.keys()).filter((i) => thread[i] === lane.thread);
    const pick = <A extends { [i: number]: number }>(values: A): number[] => of.map((i) => values[i]);
    return {
      thread: lane.thread,
      name: lane.name,
      marks: new MarkLane(Float64Array.from(pick(step)), Uint8Array.from(pick(kind)), Uint32Array.from(pick(count)), Int32Array.from(pick(thread))),
    };
  });
}

/** Everything that can be drawn of a slice. */
export class TimelineModel {
  /** None while only the log is known: then the threads have events instead. */
  readonly threads: SpanLane[];
  readonly events: EventLane[];
  readonly marks: MarkLane[];

  constructor(
    readonly slice: Slice,
    /** What the slice covers. */
    readonly extent: View,
  ) {
    const replayed = slice.axis === 'steps';
    this.threads = replayed ? slice.threads.map((lane) => new SpanLane(lane)) : [];
    this.events = replayed ? [] : eventLanes(slice);
    this.marks = splitMarks(slice.marks, LANE_OF_KIND, MARK_LANES.length);
  }

  /** Time of the recording at a step, in nanoseconds from its start. */
  nanosAt(step: number): number {
    const { clockSteps, clockNanos } = this.slice;
    if (clockSteps.length === 0) {
      return 0;
    }
    const after = firstAbove(clockSteps, step);
    if (after === 0) {
      return clockNanos[0];
    }
    if (after === clockSteps.length) {
      return clockNanos[after - 1];
    }
    const share = (step - clockSteps[after - 1]) / (clockSteps[after] - clockSteps[after - 1]);
    return clockNanos[after - 1] + share * (clockNanos[after] - clockNanos[after - 1]);
  }

  /** The step, or tick, of a time of the recording. */
  stepAt(nanos: number): number {
    const { clockSteps, clockNanos } = this.slice;
    const after = firstAbove(clockNanos, nanos);
    if (after === 0 || after === clockNanos.length) {
      return after === 0 ? 0 : this.extent.to;
    }
    const share = (nanos - clockNanos[after - 1]) / (clockNanos[after] - clockNanos[after - 1]);
    return clockSteps[after - 1] + share * (clockSteps[after] - clockSteps[after - 1]);
  }
}
