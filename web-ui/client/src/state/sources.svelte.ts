import { highlight, type Piece } from '../source/highlight';
import type { SourceRef } from '../api/types';
import type { Session } from './session.svelte';

/** A source file that was opened, and what is known of its lines. */
export class OpenSource {
  lines = $state.raw<string[]>([]);
  pieces = $state.raw<Piece[][]>([]);
  breakable = $state.raw<Set<number>>(new Set());
  /** null until known: counting takes a replay of its own. */
  counts = $state.raw<Map<number, number> | null>(null);
  problem = $state<string | null>(null);

  constructor(readonly ref: SourceRef) {}
}

/** Sources are asked for once each. */
export class Sources {
  private readonly open = new Map<number, OpenSource>();

  constructor(private readonly session: Session) {}

  get(ref: SourceRef): OpenSource {
    let source = this.open.get(ref.id);
    if (source === undefined) {
      source = new OpenSource(ref);
      this.open.set(ref.id, source);
      void this.load(source);
    }
    return source;
  }

  private async load(source: OpenSource): Promise<void> {
    try {
      const text = await this.session.api.sourceText(source.ref.id);
      source.lines = text.replace(/\n$/, '').split(/\r?\n/);
      source.pieces = source.lines.map((line) => [{ text: line, style: '' }]);
      source.pieces = await highlight(text, source.lines.length);
    } catch (error) {
      source.problem = error instanceof Error ? error.message : String(error);
      this.open.delete(source.ref.id);
      return;
    }
    if (source.ref.origin === 'JDK') {
      return; // no steps there
    }
    await this.session.guard(async () => {
      source.breakable = new Set(await this.session.api.breakableLines(source.ref.key));
    });
    await this.session.guard(async () => {
      source.counts = await this.session.api.lineCounts(source.ref.key);
    });
  }
}
