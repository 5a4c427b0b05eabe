import type { View } from './view';

/** Steps to label: round numbers, not closer than a number of pixels. */
export function axisSteps(view: View, width: number, leastPixels: number): number[] {
  const most = Math.max(1, Math.floor(width / leastPixels));
  const distance = roundUp((view.to - view.from) / most);
  const steps: number[] = [];
  for (let step = Math.ceil(view.from / distance) * distance; step < view.to; step += distance) {
    steps.push(step);
  }
  return steps;
}

/** The next of 1, 2, 5, 10, 20, 50 … */
export function roundUp(distance: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(distance, 1)));
  for (const factor of [1, 2, 5, 10]) {
    if (factor * power >= distance) {
      return factor * power;
    }
  }
  return 10 * power;
}

const NUMBER = new Intl.NumberFormat('en-US');

export function stepText(step: number): string {
  return NUMBER.format(Math.round(step)).replaceAll(',', ' ');
}

/** A time of the recording, as exact as a range of such times needs. */
export function timeText(nanos: number, rangeNanos: number): string {
  if (rangeNanos >= 60e9) {
    const seconds = Math.floor(nanos / 1e9);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
  }
  if (rangeNanos >= 2e9) {
    return `${(nanos / 1e9).toFixed(rangeNanos >= 20e9 ? 1 : 2)} s`;
  }
  if (rangeNanos >= 2e6) {
    return `${(nanos / 1e6).toFixed(rangeNanos >= 20e6 ? 0 : 2)} ms`;
  }
  return `${(nanos / 1e3).toFixed(rangeNanos >= 20e3 ? 0 : 1)} µs`;
}
