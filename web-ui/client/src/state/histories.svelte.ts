import type { Variable, Write } from '../api/types';
import { sentence, type Session } from './session.svelte';

const MOST = 500;

/** The values that a variable had, last first. */
export class ValueHistory {
  writes = $state.raw<Write[]>([]);
  busy = $state(true);
  problem = $state<string | null>(null);
  /** Where it was asked: the ids of variables are good there only. */
  readonly askedAt: number;

  constructor(
    session: Session,
    readonly variable: Variable,
  ) {
    this.askedAt = session.stop?.step ?? 0;
    void this.load(session);
  }

  private async load(session: Session): Promise<void> {
    try {
      this.writes = await session.api.history(this.variable.container, this.variable.name, MOST);
    } catch (error) {
      this.problem = sentence(error);
    } finally {
      this.busy = false;
    }
  }
}

export class Histories {
  current = $state.raw<ValueHistory | null>(null);

  constructor(private readonly session: Session) {}

  show(variable: Variable): void {
    this.current = new ValueHistory(this.session, variable);
  }

  /** Goes to where a variable got the value that it has. */
  async goToWriter(variable: Variable): Promise<void> {
    await this.session.guard(async () => {
      const [write] = await this.session.api.history(variable.container, variable.name, 1);
      if (write === undefined) {
        this.session.tell(`nothing wrote ${variable.name} before this moment`);
        return;
      }
      await this.session.seek({ step: write.step });
      this.session.tell(`${variable.name} = ${write.value} was written here, by ${this.session.threadName(write.thread)}`);
    });
  }
}
