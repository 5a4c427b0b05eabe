import type { PositionText } from './protocol';

export interface Visit { position: PositionText; text: string }

/** Positions where the session stood, as a browser keeps its history: going back and elsewhere drops what was ahead. */
export class Visited {
  private readonly visits: Visit[] = [];
  private at = -1;

  constructor(private readonly limit = 200) {}

  get all(): readonly Visit[] {
    return this.visits;
  }

  get index(): number {
    return this.at;
  }

  get canGoBack(): boolean {
    return this.at > 0;
  }

  get canGoForward(): boolean {
    return this.at < this.visits.length - 1;
  }

  /** The session stands at a position, whoever moved it there. */
  stoppedAt(visit: Visit): void {
    if (this.visits[this.at]?.position === visit.position) {
      this.visits[this.at] = visit;
      return;
    }
    this.visits.splice(this.at + 1, this.visits.length, visit);
    if (this.visits.length > this.limit) {
      this.visits.shift();
    }
    this.at = this.visits.length - 1;
  }

  /** The position to go to; the stop that follows is not a new visit. */
  back(): Visit | undefined {
    return this.canGoBack ? this.visits[--this.at] : undefined;
  }

  forward(): Visit | undefined {
    return this.canGoForward ? this.visits[++this.at] : undefined;
  }

  clear(): void {
    this.visits.length = 0;
    this.at = -1;
  }
}
