import type { Breakpoint, CodeLocation } from '../api/types';
import type { Session } from './session.svelte';

/** Of a line, on the timeline: what one answer holds. */
const MOST_HITS = 10_000;

/** A breakpoint as it is asked for; the server gives new ones an id. */
export type Wanted = Record<string, unknown> & { id?: number; kind: string };

/** The breakpoints of the session, and where those at lines are hit. */
export class Breakpoints {
  all = $state.raw<Breakpoint[]>([]);
  /** Positions at which a breakpoint at a line is reached, ascending. */
  hitSteps = $state.raw<Float64Array>(new Float64Array(0));
  /** Whether there are more of some line than are known: then the first ones are. */
  hitsAreCut = $state(false);
  private hitsOf = '';

  constructor(private readonly session: Session) {}

  async load(): Promise<void> {
    await this.session.guard(async () => this.take(await this.session.api.breakpoints()));
  }

  private take(all: Breakpoint[]): void {
    this.all = all;
    void this.loadHits();
  }

  at(source: string, line: number): Breakpoint | undefined {
    return this.all.find((one) => one.kind === 'line' && one.source === source && (one.line === line || one.actualLine === line));
  }

  private get ours(): Wanted[] {
    return this.all.filter((one) => one.ours);
  }

  private async set(wanted: Wanted[]): Promise<void> {
    await this.session.guard(async () => this.take(await this.session.api.setBreakpoints(wanted)));
  }

  async toggle(source: string, line: number, className: string | null): Promise<void> {
    const there = this.at(source, line);
    if (there === undefined) {
      await this.add({ kind: 'line', source, line, className });
    } else if (there.ours) {
      await this.remove(there.id);
    } else {
      this.session.tell('this breakpoint was set in the IDE: remove it there');
    }
  }

  add(wanted: Wanted): Promise<void> {
    return this.set([...this.ours, wanted]);
  }

  remove(id: number): Promise<void> {
    return this.set(this.ours.filter((one) => one.id !== id));
  }

  change(id: number, fields: Record<string, unknown>): Promise<void> {
    return this.set(this.ours.map((one) => (one.id === id ? { ...one, ...fields } : one)));
  }

  /** For the timeline. A question about the whole recording, so asked only when lines changed. */
  private async loadHits(): Promise<void> {
    const lines = this.all.flatMap((one): CodeLocation[] => (one.kind === 'line' && one.className !== null && one.problem === ''
      ? [{ className: one.className, method: '', line: one.actualLine || one.line }] : []));
    const key = JSON.stringify(lines);
    if (key === this.hitsOf) {
      return;
    }
    this.hitsOf = key;
    try {
      const hits = await Promise.all(lines.map((line) => this.session.api.hits(line, [], 0, MOST_HITS)));
      if (key === this.hitsOf) {
        this.hitsAreCut = hits.some((of) => of.length === MOST_HITS);
        this.hitSteps = Float64Array.from(hits.flat().map((hit) => hit.step)).sort();
      }
    } catch (error) {
      this.hitSteps = new Float64Array(0);
      this.session.fail(error);
    }
  }
}
