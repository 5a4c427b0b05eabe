import type { CodeLocation, Hit } from '../api/types';
import { sentence, type Session } from './session.svelte';

const PAGE = 500;

/** What expressions were worth each time a line ran: a print statement that is added after the run. */
export class Print {
  hits = $state.raw<Hit[]>([]);
  busy = $state(false);
  complete = $state(false);
  problem = $state<string | null>(null);

  constructor(
    private readonly session: Session,
    readonly line: CodeLocation,
    readonly source: string,
    readonly expressions: string[],
  ) {}

  async more(): Promise<void> {
    this.busy = true;
    try {
      const next = await this.session.api.hits(this.line, this.expressions, this.hits.length, PAGE);
      this.hits = [...this.hits, ...next];
      this.complete = next.length < PAGE;
      this.problem = null;
    } catch (error) {
      this.problem = sentence(error);
    } finally {
      this.busy = false;
    }
  }
}

export class Prints {
  all = $state.raw<Print[]>([]);
  /** Line for which an expression is being typed. */
  draft = $state.raw<{ line: CodeLocation; source: string } | null>(null);

  constructor(private readonly session: Session) {}

  ask(line: CodeLocation, source: string, expressions: string[]): void {
    const print = new Print(this.session, line, source, expressions);
    this.all = [print, ...this.all];
    this.draft = null;
    void print.more();
  }

  remove(print: Print): void {
    this.all = this.all.filter((one) => one !== print);
  }
}
