import { layoutRows } from '../src/timeline/rows';
import { describe, expect, it } from 'vitest';
import { MARK_KINDS, MarkLane, SpanLane, TimelineModel, firstAbove, firstAtLeast, levelOf, splitMarks, stateOf } from '../src/timeline/model';
import type { Slice } from '../src/timeline/slice';

const RUNNING = 0;
const BLOCKED = 2;
const ENDED = 7;

function lane(...spans: [number, number, number][]): SpanLane {
  return new SpanLane({
    thread: 1,
    name: 'main',
    from: Float64Array.from(spans, (span) => span[0]),
    to: Float64Array.from(spans, (span) => span[1]),
    state: Uint8Array.from(spans, (span) => span[2]),
  });
}

function columns(spans: SpanLane, from: number, to: number, width: number): string[] {
  const octets = new Uint8Array(width);
  spans.columns({ from, to }, octets);
  return Array.from(octets, (octet) => (octet === 0 ? '-' : `${stateOf(octet)}/${levelOf(octet)}`));
}

function marks(...steps: number[]): MarkLane {
  return new MarkLane(Float64Array.from(steps), new Uint8Array(steps.length), new Uint32Array(steps.length).fill(1), new Int32Array(steps.length));
}

describe('searches', () => {
  const values = Float64Array.of(1, 3, 3, 7);

  it('find the first value above or at least a limit', () => {
    expect([0, 1, 3, 7].map((limit) => firstAbove(values, limit))).toEqual([0, 1, 3, 4]);
    expect([0, 1, 2, 3, 8].map((limit) => firstAtLeast(values, limit))).toEqual([0, 0, 1, 1, 4]);
  });
});

describe('columns of a thread', () => {
  it('are of one state where a span covers them', () => {
    expect(columns(lane([0, 10, RUNNING], [10, 20, BLOCKED]), 0, 20, 4)).toEqual(['0/8', '0/8', '2/0', '2/0']);
  });

  it('are empty before the thread starts, after it ends and in gaps', () => {
    expect(columns(lane([4, 6, RUNNING], [8, 10, RUNNING], [10, 12, ENDED]), 0, 12, 6)).toEqual(['-', '-', '0/8', '-', '0/8', '-']);
  });

  it('say which part was running where spans are smaller than a column', () => {
    const spans: [number, number, number][] = [];
    for (let i = 0; i < 100; i++) {
      spans.push([i * 4, i * 4 + 1, RUNNING], [i * 4 + 1, i * 4 + 4, BLOCKED]);
    }
    expect(columns(lane(...spans), 0, 400, 4)).toEqual(['2/2', '2/2', '2/2', '2/2']);
  });

  it('show a single moment of running in a long wait', () => {
    expect(columns(lane([0, 500, BLOCKED], [500, 501, RUNNING], [501, 1000, BLOCKED]), 0, 1000, 2)).toEqual(['2/0', '2/1']);
  });

  it('agree with counting each step', () => {
    let seed = 7;
    const random = (most: number): number => (seed = (seed * 48271) % 2147483647) % most;
    const spans: [number, number, number][] = [];
    let at = 0;
    while (at < 4000) {
      const length = 1 + random(23);
      spans.push([at, at + length, random(3) === 0 ? RUNNING : BLOCKED]);
      at += length;
    }
    const octets = new Uint8Array(40);
    lane(...spans).columns({ from: 0, to: 4000 }, octets);
    octets.forEach((octet, x) => {
      let ran = 0;
      for (let step = x * 100; step < (x + 1) * 100; step++) {
        ran += spans.some(([from, to, state]) => state === RUNNING && from <= step && step < to) ? 1 : 0;
      }
      expect(levelOf(octet), `column ${x}`).toBe(ran === 0 ? 0 : Math.max(1, Math.round((ran / 100) * 8)));
    });
  });

  it('find the span at a step', () => {
    const spans = lane([2, 4, RUNNING], [6, 8, BLOCKED]);
    expect([1, 2, 4, 6, 9].map((step) => spans.at(step))).toEqual([-1, 0, -1, 1, -1]);
  });
});

describe('columns of marks', () => {
  function counted(lane: MarkLane, from: number, to: number, width: number): number[] {
    const counts = new Float64Array(width);
    lane.columns({ from, to }, counts, new Uint8Array(width));
    return [...counts];
  }

  it('count each mark once', () => {
    expect(counted(marks(0, 1, 9, 10, 19), 0, 20, 2)).toEqual([3, 2]);
  });

  it('leave out what is outside the view', () => {
    expect(counted(marks(0, 10, 11, 30), 10, 20, 5)).toEqual([2, 0, 0, 0, 0]);
  });

  it('weigh merged marks by their number', () => {
    const lane = new MarkLane(Float64Array.of(1, 2), new Uint8Array(2), Uint32Array.of(40, 2), new Int32Array(2));
    expect(counted(lane, 0, 10, 1)).toEqual([42]);
    expect(lane.total).toBe(42);
  });

  it('show the kind that matters most', () => {
    const uncaught = MARK_KINDS.indexOf('UNCAUGHT_EXCEPTION');
    const lane = new MarkLane(Float64Array.of(1, 2, 3), Uint8Array.of(1, uncaught, 1), Uint32Array.of(1, 1, 1), new Int32Array(3));
    const kinds = new Uint8Array(1);
    lane.columns({ from: 0, to: 10 }, new Float64Array(1), kinds);
    expect(kinds[0]).toBe(uncaught);
  });

  it('find the nearest within a distance', () => {
    const lane = marks(10, 20);
    expect(lane.nearest(13, 5)).toBe(0);
    expect(lane.nearest(15.1, 5)).toBe(1);
    expect(lane.nearest(40, 5)).toBe(-1);
  });
});

describe('a model', () => {
  const slice: Slice = {
    threads: [],
    marks: { step: Float64Array.of(1, 2, 3), kind: Uint8Array.of(0, 3, 0), count: Uint32Array.of(1, 1, 1), thread: Int32Array.of(5, 6, 7), text: [] },
    clockSteps: Float64Array.of(0, 100, 200),
    clockNanos: Float64Array.of(0, 1000, 9000),
    axis: 'steps',
    end: 200,
    events: 3,
  };

  it('splits marks by lane and keeps their order', () => {
    const [console, files] = splitMarks(slice.marks, [0, -1, -1, 1], 2);
    expect([...console.step]).toEqual([1, 3]);
    expect([...console.thread]).toEqual([5, 7]);
    expect([...files.step]).toEqual([2]);
  });

  it('knows the time of each step', () => {
    const model = new TimelineModel(slice, { from: 0, to: 200 });
    expect([0, 50, 100, 150, 999].map((step) => model.nanosAt(step))).toEqual([0, 500, 1000, 5000, 9000]);
  });

  it('knows the step of each time', () => {
    const model = new TimelineModel(slice, { from: 0, to: 200 });
    expect([0, 500, 1000, 5000].map((nanos) => model.stepAt(nanos))).toEqual([0, 50, 100, 150]);
  });

  it('of a log has the events of each thread, and no lane of what the log does not say', () => {
    const none = { from: new Float64Array(0), to: new Float64Array(0), state: new Uint8Array(0) };
    const event = MARK_KINDS.indexOf('EVENT');
    const outline: Slice = {
      ...slice,
      axis: 'ticks',
      threads: [{ thread: 0, name: 'main', ...none }, { thread: 5, name: 'anna', ...none }],
      marks: { step: Float64Array.of(1, 2, 3), kind: Uint8Array.of(event, event, event), count: Uint32Array.of(1, 4, 1), thread: Int32Array.of(5, 0, 5), text: [] },
    };
    const rows = layoutRows(new TimelineModel(outline, { from: 0, to: 200 }), []);
    expect(rows.map((row) => row.label)).toEqual(['main', 'anna']);
    expect(rows.map((row) => row.kind === 'events' && [...row.lane.step])).toEqual([[2], [1, 3]]);
    expect(rows.map((row) => row.kind === 'events' && row.lane.total)).toEqual([4, 2]);
  });
});
