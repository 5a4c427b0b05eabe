import { describe, expect, it } from 'vitest';
import { axisSteps, roundUp, stepText, timeText } from '../src/timeline/axis';
import { clamp, pan, reveal, stepAt, whole, xOf, zoom } from '../src/timeline/view';

const END = 10_000;

describe('a view', () => {
  it('keeps the step under the pointer where it is while zooming', () => {
    const view = { from: 1000, to: 3000 };
    const x = 700;
    const step = stepAt(x, view, 1000);
    const closer = zoom(view, step, 0.5, END);
    expect(closer.to - closer.from).toBe(1000);
    expect(xOf(step, closer, 1000)).toBeCloseTo(x);
  });

  it('never leaves the recording', () => {
    expect(clamp({ from: -500, to: 500 }, END)).toEqual({ from: 0, to: 1000 });
    expect(pan({ from: 9000, to: 10_000 }, 0.9, END).to).toBe(END + 1);
    expect(zoom({ from: 0, to: 5000 }, 2500, 100, END)).toEqual(whole(END));
  });

  it('stops zooming at a few steps', () => {
    const view = zoom({ from: 100, to: 110 }, 105, 0.001, END);
    expect(view.to - view.from).toBe(8);
  });

  it('shows short recordings', () => {
    expect(whole(0)).toEqual({ from: 0, to: 8 });
    expect(clamp({ from: 5, to: 50 }, 2)).toEqual({ from: 0, to: 8 });
  });

  it('moves only as far as a step needs to be seen', () => {
    const view = { from: 1000, to: 2000 };
    expect(reveal(view, 1500, END)).toBe(view);
    expect(reveal(view, 5000, END)).toEqual({ from: 4500, to: 5500 });
    expect(reveal(whole(END), END, END)).toEqual(whole(END));
  });
});

describe('an axis', () => {
  it('labels round steps', () => {
    expect(axisSteps({ from: 0, to: 1000 }, 500, 100)).toEqual([0, 200, 400, 600, 800]);
    expect([1, 3, 7, 11, 49, 999].map(roundUp)).toEqual([1, 5, 10, 20, 50, 1000]);
  });

  it('writes times as exactly as the range needs', () => {
    expect(timeText(1_234_567, 1e6)).toBe('1235 µs');
    expect(timeText(1_234_567, 5e6)).toBe('1.23 ms');
    expect(timeText(1_234_567_890, 5e9)).toBe('1.23 s');
    expect(timeText(75e9, 100e9)).toBe('1:15 min');
    expect(stepText(1234567)).toBe('1 234 567');
  });
});
