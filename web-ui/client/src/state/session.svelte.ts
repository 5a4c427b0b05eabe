import { Api, ApiError } from '../api/client';
import type { CodeLocation, Direction, Divergence, Frame, LiveMessage, Overview, RecordingFacts, SeekTarget, StepKind, Stop, ThreadView } from '../api/types';
import { readPlace, writePlace } from './place';
import { Trail } from './trail';

/** Where the session stands, how it moves, and what is known at the position. The panes read it; nobody else moves the session. */
export class Session {
  recording = $state.raw<RecordingFacts | null>(null);
  stop = $state.raw<Stop | null>(null);
  moving = $state<Direction | null>(null);
  task = $state<{ text: string; fraction: number } | null>(null);
  overview = $state.raw<Overview | null>(null);
  /** Where the replay left the recording: there is nothing to see behind it. */
  divergence = $state.raw<Divergence | null>(null);
  threads = $state.raw<ThreadView[]>([]);
  /** Thread whose stack is shown; that which runs next, unless the user chose another one. */
  thread = $state<number | null>(null);
  frames = $state.raw<Frame[]>([]);
  frameCount = $state(0);
  /** Whose stack is shown; another than the chosen one while that is being asked for. */
  framesThread = $state<number | null>(null);
  frameIndex = $state(0);
  /** Position of which threads and stack are shown; another than that of the stop while they are being asked for. */
  shown = $state<number | null>(null);
  /** Names of all threads of the recording: those at a position do not include the ended ones. */
  threadNames = new Map<number, string>();
  viewers = $state(1);
  /** A sentence when something failed or is worth knowing; gone after a while. */
  notice = $state<{ text: string; grave: boolean } | null>(null);
  /** Set when the server cannot be used any more. */
  ended = $state<string | null>(null);
  /** Counts changes that others may have made, so that panes look again. */
  breakpointsVersion = $state(0);
  checkpointsVersion = $state(0);
  notesVersion = $state(0);

  private readonly trail = new Trail();
  private lastStop = '';
  private generation = 0;
  private noticeTimer = 0;

  constructor(readonly api: Api) {}

  get frame(): Frame | null {
    return this.frames[this.frameIndex] ?? null;
  }

  /** Whether what is shown is that of the position; else it is still that of the one before. */
  get settled(): boolean {
    return this.shown !== null && this.shown === this.stop?.step;
  }

  threadName(id: number): string {
    return this.threads.find((thread) => thread.id === id)?.name ?? this.threadNames.get(id) ?? `thread ${id}`;
  }

  async open(): Promise<void> {
    const own = new URLSearchParams(location.search).has('own');
    await this.chooseSession(own);
    const facts = await this.api.facts();
    this.recording = facts.recording;
    this.listen();
    this.arrived(facts.stop, false);
    this.followAddress();
    addEventListener('hashchange', () => this.followAddress());
  }

  /** Takes a replay of the whole recording the first time; motions need not wait for it. */
  async survey(): Promise<void> {
    this.overview = await this.api.overview();
    this.divergence = this.overview.divergence;
  }

  /** A viewer of their own keeps their session when the page is loaded again. */
  private async chooseSession(own: boolean): Promise<void> {
    if (!own) {
      return;
    }
    const key = 'backstep.own';
    const known = sessionStorage.getItem(key);
    if (known !== null) {
      this.api.useSession(known);
      try {
        await this.api.facts();
        return;
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 404)) {
          throw error;
        }
      }
    }
    const id = await this.api.createSession();
    sessionStorage.setItem(key, id);
    this.api.useSession(id);
  }

  private listen(): void {
    const socket = this.api.live();
    socket.onmessage = (event) => this.hear(JSON.parse(event.data as string) as LiveMessage);
    socket.onclose = (event) => {
      if (event.code === 4004 || event.code === 1013) {
        this.ended = event.reason;
        return;
      }
      // A server that went away may come back; then all is asked again.
      setTimeout(() => void this.relisten(), 1500);
    };
  }

  private async relisten(): Promise<void> {
    try {
      const facts = await this.api.facts();
      this.ended = null;
      this.listen();
      this.arrived(facts.stop, false);
    } catch (error) {
      this.ended = sentence(error);
      setTimeout(() => void this.relisten(), 3000);
    }
  }

  private hear(message: LiveMessage): void {
    switch (message.type) {
      case 'moving':
        this.moving = message.direction === 'BACKWARD' ? 'backward' : 'forward';
        break;
      case 'stopped':
        this.arrived(message.stop, true);
        break;
      case 'progress':
        this.task = message.task === '' || message.fraction >= 1 ? null : { text: message.task, fraction: message.fraction };
        break;
      case 'message':
        this.tell(message.text);
        break;
      case 'viewers':
        this.viewers = message.number;
        break;
      case 'breakpoints':
        this.breakpointsVersion++;
        break;
      case 'checkpoints':
        this.checkpointsVersion++;
        break;
      case 'notes':
        this.notesVersion++;
        break;
      case 'ended':
        if (this.api.sessionId !== 'shared') {
          this.ended = `${message.reason || 'the session is over'}: load the page again for a new one`;
        } else if (message.reason !== '') {
          this.tell(message.reason); // the next request opens it again
        }
    }
  }

  private arrived(stop: Stop, write: boolean): void {
    const key = JSON.stringify(stop);
    const same = key === this.lastStop && this.moving === null;
    this.moving = null;
    if (same) {
      return;
    }
    this.lastStop = key;
    this.stop = stop;
    this.thread = stop.thread;
    this.trail.visit(stop.step);
    if (write) {
      history.replaceState(null, '', location.pathname + location.search + writePlace({ step: stop.step, thread: stop.thread }));
    }
    void this.look();
  }

  private followAddress(): void {
    const place = readPlace(location.hash);
    if (place === null || this.stop === null) {
      return;
    }
    if (place.step !== this.stop.step) {
      void this.seek({ step: place.step }).then(() => {
        if (place.thread !== null && place.thread !== this.thread) {
          this.chooseThread(place.thread);
        }
      });
    } else if (place.thread !== null && place.thread !== this.thread) {
      this.chooseThread(place.thread);
    }
  }

  /** Asks for what the panes show at this position. Answers that come after the next stop are dropped. */
  private async look(): Promise<void> {
    const generation = ++this.generation;
    const stop = this.stop;
    if (stop === null) {
      return;
    }
    try {
      const [threads] = await Promise.all([this.api.threads(), this.loadFrames(generation)]);
      if (generation === this.generation) {
        this.threads = threads;
        this.shown = stop.step;
      }
    } catch (error) {
      if (generation === this.generation && this.moving === null) {
        this.threads = [];
        this.frames = [];
        this.shown = stop.step;
        this.fail(error);
      }
    }
  }

  private async loadFrames(generation: number): Promise<void> {
    const thread = this.thread;
    if (thread === null) {
      return;
    }
    const { frames, count } = await this.api.frames(thread, 0, 50);
    if (generation === this.generation && thread === this.thread) {
      this.frames = frames;
      this.framesThread = thread;
      this.frameCount = count;
      const first = frames.findIndex((frame) => frame.application);
      this.frameIndex = Math.max(0, first);
    }
  }

  async moreFrames(): Promise<void> {
    const thread = this.thread;
    if (thread !== null) {
      await this.guard(async () => {
        const { frames } = await this.api.frames(thread, this.frames.length, 200);
        this.frames = [...this.frames, ...frames];
      });
    }
  }

  chooseThread(thread: number): void {
    this.thread = thread;
    const generation = this.generation;
    void this.guard(() => this.loadFrames(generation));
    if (this.stop !== null) {
      history.replaceState(null, '', location.pathname + location.search + writePlace({ step: this.stop.step, thread }));
    }
  }

  // Motions

  private async move(direction: Direction, motion: () => Promise<Stop>): Promise<void> {
    if (this.moving !== null) {
      return; // one at a time; keys that repeat faster than the session moves are dropped
    }
    this.moving = direction;
    try {
      this.arrived(await motion(), true);
    } catch (error) {
      this.fail(error);
    } finally {
      this.moving = null;
    }
  }

  step(kind: StepKind, direction: Direction): Promise<void> {
    return this.move(direction, () => this.api.step(kind, direction, this.thread ?? undefined));
  }

  resume(direction: Direction): Promise<void> {
    return this.move(direction, () => this.api.resume(direction));
  }

  runTo(line: CodeLocation, direction: Direction): Promise<void> {
    return this.move(direction, () => this.api.runTo(line, direction));
  }

  seek(target: SeekTarget): Promise<void> {
    const { stop } = this;
    const back = stop !== null && (('step' in target && target.step < stop.step) || ('tick' in target && target.tick < stop.tick));
    return this.move(back ? 'backward' : 'forward', () => this.api.seek(target));
  }

  endDiversion(): Promise<void> {
    return this.move('forward', () => this.api.endDiversion());
  }

  async goBack(): Promise<void> {
    const step = this.trail.back();
    if (step !== null) {
      await this.seek({ step });
    }
  }

  async goForward(): Promise<void> {
    const step = this.trail.forward();
    if (step !== null) {
      await this.seek({ step });
    }
  }

  pause(): Promise<void> {
    return this.guard(() => this.api.pause());
  }

  // Telling the user

  tell(text: string, grave = false): void {
    this.notice = { text, grave };
    clearTimeout(this.noticeTimer);
    this.noticeTimer = window.setTimeout(() => (this.notice = null), grave ? 12_000 : 5_000);
  }

  fail(error: unknown): void {
    if (error instanceof ApiError && error.divergence !== null) {
      this.divergence = error.divergence;
    }
    this.tell(sentence(error), true);
  }

  async guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.fail(error);
    }
  }
}

export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
