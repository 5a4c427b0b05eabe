import { describe, expect, it } from 'vitest';
import { chartPoints } from '../src/state/chart';
import { bytesText, countText } from '../src/state/counts';
import { readPlace, writePlace } from '../src/state/place';
import { search, type Searched } from '../src/state/search';
import { Trail } from '../src/state/trail';

const SEARCHED: Searched = {
  console: [{ index: 3, step: 77, thread: 1, error: false, text: 'tom pays 1.95 for 1 tea' }],
  exceptions: [{ index: 0, step: 90, thread: 1, className: 'java.lang.IllegalStateException', message: 'no tea', location: { className: 'a.B', method: 'c', line: 1 }, caught: false }],
  notes: [],
  threads: [{ id: 4, name: 'tea-maker', state: 'BLOCKED', waitsFor: '', daemon: false, virtual: false }],
  sources: [{ id: 1, name: 'Tea.java', key: 'shop/Tea.java', origin: 'PROJECT' }],
};

describe('links', () => {
  it('name a moment and a thread', () => {
    expect(readPlace('#t=48213&thread=3')).toEqual({ step: 48213, thread: 3 });
    expect(readPlace('#thread=3')).toBeNull();
    expect(readPlace('#t=-1')).toBeNull();
    expect(readPlace('#t=1e9')).toBeNull();
    expect(readPlace(writePlace({ step: 5, thread: null }))).toEqual({ step: 5, thread: null });
  });
});

describe('search', () => {
  it('finds texts of all kinds, exceptions first', () => {
    expect(search('TEA', SEARCHED).map((found) => found.kind)).toEqual(['exception', 'console', 'thread', 'source']);
  });

  it('understands positions', () => {
    const target = (query: string): unknown => search(query, SEARCHED)[0]?.target;
    expect(target('48 213')).toEqual({ step: 48213 });
    expect(target('t=9')).toEqual({ step: 9 });
    expect(target('tick 12')).toEqual({ tick: 12 });
    expect(target('event 7')).toEqual({ event: 7 });
    expect(target('1.5 s')).toEqual({ timeNanos: 1_500_000_000 });
    expect(target('20 ms')).toEqual({ timeNanos: 20_000_000 });
    expect(search('', SEARCHED)).toEqual([]);
  });
});

describe('the trail', () => {
  it('leads back and forward, and forgets what lay ahead after a turn', () => {
    const trail = new Trail();
    [1, 2, 3].forEach((step) => trail.visit(step));
    expect([trail.back(), trail.back(), trail.back()]).toEqual([2, 1, null]);
    trail.visit(1); // arrived where it led
    expect(trail.forward()).toBe(2);
    trail.visit(2);
    trail.visit(9);
    expect(trail.forward()).toBeNull();
    expect(trail.back()).toBe(2);
  });
});

describe('numbers', () => {
  it('are short in the gutter', () => {
    expect([0, 7, 999, 1000, 12_345, 123_456, 4_000_000, 2e9].map(countText)).toEqual(['0', '7', '999', '1.0k', '12.3k', '123k', '4.0M', '2.0G']);
    expect(bytesText(9_400_000)).toBe('9.0 MB');
  });

  it('become a chart if all are', () => {
    const at = { thread: 0, location: { className: 'A', method: 'b', line: 1 } };
    const chart = chartPoints([{ step: 30, value: '5', ...at }, { step: 10, value: '-1', ...at }], 100, 50);
    expect(chart).toMatchObject({ least: -1, most: 5 });
    expect(chart?.dots.map((dot) => dot.step)).toEqual([10, 30]);
    expect(chartPoints([{ step: 1, value: 'null', ...at }, { step: 2, value: '3', ...at }], 100, 50)).toBeNull();
    expect(chartPoints([{ step: 1, value: '3', ...at }], 100, 50)).toBeNull();
  });
});
