import type { Write } from '../api/types';

export interface Chart {
  path: string;
  dots: { step: number; x: number; y: number }[];
  least: number;
  most: number;
}

/** Numbers over time as a line of steps: a value holds until the next write. null if they are not numbers, or fewer than two. */
export function chartPoints(writes: readonly Write[], width: number, height: number): Chart | null {
  const values = writes.map((write) => (/^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(write.value) ? Number(write.value) : Number.NaN)).reverse();
  if (values.length < 2 || values.some(Number.isNaN)) {
    return null;
  }
  const steps = writes.map((write) => write.step).reverse();
  const least = Math.min(...values);
  const most = Math.max(...values);
  const margin = 6;
  const x = (step: number): number => margin + ((step - steps[0]) / Math.max(1, steps[steps.length - 1] - steps[0])) * (width - 2 * margin);
  const y = (value: number): number => height - margin - ((value - least) / (most - least || 1)) * (height - 2 * margin);
  const dots = steps.map((step, i) => ({ step, x: x(step), y: y(values[i]) }));
  const path = dots.map((dot, i) => (i === 0 ? `M${dot.x.toFixed(1)} ${dot.y.toFixed(1)}` : `H${dot.x.toFixed(1)}V${dot.y.toFixed(1)}`)).join('');
  return { path, dots, least, most };
}
