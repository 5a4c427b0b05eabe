import type { ConsoleLine, Note, SeekTarget, SourceRef, ThreadView, Thrown } from '../api/types';
import { stepText } from '../timeline/axis';

/** Something that a search found. */
export interface Found {
  kind: 'position' | 'console' | 'exception' | 'note' | 'thread' | 'source';
  title: string;
  detail: string;
  target?: SeekTarget;
  thread?: number;
  source?: SourceRef;
}

export interface Searched {
  console: readonly ConsoleLine[];
  exceptions: readonly Thrown[];
  notes: readonly Note[];
  threads: readonly ThreadView[];
  sources: readonly SourceRef[];
}

const MOST_OF_A_KIND = 20;

/** Finds positions (`48213`, `t=48213`, `tick 99`, `event 12`, `1.5s`), and what has a text in it. */
export function search(query: string, searched: Searched): Found[] {
  const words = query.trim();
  if (words === '') {
    return [];
  }
  const text = words.toLowerCase();
  const has = (...parts: string[]): boolean => parts.some((part) => part.toLowerCase().includes(text));
  return [
    ...position(words),
    ...some(searched.exceptions, (one) => has(one.className, one.message), (one): Found => ({
      kind: 'exception', title: `${simpleName(one.className)}: ${one.message}`, detail: `t=${stepText(one.step)}`, target: { exception: one.index } })),
    ...some(searched.console, (one) => has(one.text), (one): Found => ({
      kind: 'console', title: one.text, detail: `t=${stepText(one.step)}`, target: { consoleLine: one.index } })),
    ...some(searched.notes, (one) => has(one.title, one.text), (one): Found => ({
      kind: 'note', title: one.title, detail: `t=${stepText(one.step)}`, target: { step: one.step } })),
    ...some(searched.threads, (one) => has(one.name), (one): Found => ({
      kind: 'thread', title: one.name, detail: one.state.toLowerCase(), thread: one.id })),
    ...some(searched.sources, (one) => has(one.name, one.key), (one): Found => ({
      kind: 'source', title: one.name, detail: one.key, source: one })),
  ];
}

function some<T>(list: readonly T[], matches: (one: T) => boolean, found: (one: T) => Found): Found[] {
  const all: Found[] = [];
  for (const one of list) {
    if (all.length === MOST_OF_A_KIND) {
      break;
    }
    if (matches(one)) {
      all.push(found(one));
    }
  }
  return all;
}

function position(words: string): Found[] {
  const match = /^(?:(t=|t |tick |event )?\s*)(\d[\d _,.]*)\s*(ns|us|µs|ms|s)?$/i.exec(words);
  if (match === null) {
    return [];
  }
  const [, word = '', digits, unit] = match;
  const number = Number(digits.replace(/[ _,]/g, ''));
  if (!Number.isFinite(number)) {
    return [];
  }
  if (unit !== undefined) {
    const nanos = Math.round(number * { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9 }[unit.toLowerCase() as 'ns']);
    return [{ kind: 'position', title: `Go to ${number} ${unit} of the recording`, detail: '', target: { timeNanos: nanos } }];
  }
  const whole = Math.round(number);
  switch (word.trim().toLowerCase()) {
    case 'tick':
      return [{ kind: 'position', title: `Go to tick ${stepText(whole)}`, detail: '', target: { tick: whole } }];
    case 'event':
      return [{ kind: 'position', title: `Go to event ${stepText(whole)}`, detail: '', target: { event: whole } }];
    default:
      return [{ kind: 'position', title: `Go to t=${stepText(whole)}`, detail: '', target: { step: whole } }];
  }
}

export function simpleName(className: string): string {
  return className.slice(className.lastIndexOf('.') + 1);
}
