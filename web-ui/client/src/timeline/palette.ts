import { MARK_KINDS, STATES, levelOf, stateOf, type MarkKind } from './model';

/** Colours of the canvas, read from the style sheet, so that light and dark have one source. */
export interface Palette {
  /** By the octets that SpanLane.columns gives. */
  spans: string[];
  marks: string[];
  grid: string;
  rowLine: string;
  ink: string;
  muted: string;
  playhead: string;
  checkpoint: string;
  note: string;
  hit: string;
  failure: string;
  veil: string;
  font: string;
}

type Rgb = [number, number, number];

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.trim().slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function mix(a: Rgb, b: Rgb, share: number): string {
  const part = (i: number): number => Math.round(a[i] * (1 - share) + b[i] * share);
  return `rgb(${part(0)},${part(1)},${part(2)})`;
}

const MARK_COLOUR: Record<MarkKind, string> = {
  CONSOLE: '--tl-console',
  EXCEPTION: '--tl-exception',
  UNCAUGHT_EXCEPTION: '--tl-failure',
  FILE: '--tl-file',
  NETWORK: '--tl-network',
  PROCESS: '--tl-process',
  THREAD_START: '--tl-console',
  THREAD_END: '--tl-parked',
  DEADLOCK: '--tl-failure',
  SIGNAL: '--tl-exception',
  EVENT: '--tl-file',
  LABEL: '--tl-console',
};

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const background = rgb(colour('--surface'));
  const running = rgb(colour('--tl-running'));
  const states: Rgb[] = STATES.map((state) => (state === 'ENDED' ? background : rgb(colour(`--tl-${state.toLowerCase().replace('_', '-')}`))));
  const spans = ['transparent'];
  for (let column = 1; column <= 8 + 8 * 8; column++) {
    const level = levelOf(column) / 8;
    spans.push(mix(states[stateOf(column)], running, level === 0 ? 0 : 0.12 + 0.88 * level));
  }
  return {
    spans,
    marks: MARK_KINDS.map((kind) => colour(MARK_COLOUR[kind])),
    grid: colour('--tl-grid'),
    rowLine: colour('--tl-row'),
    ink: colour('--ink'),
    muted: colour('--muted'),
    playhead: colour('--tl-playhead'),
    checkpoint: colour('--tl-checkpoint'),
    note: colour('--tl-note'),
    hit: colour('--tl-hit'),
    failure: colour('--tl-failure'),
    veil: colour('--tl-veil'),
    font: `11px ${colour('--font-ui') || 'sans-serif'}`,
  };
}
