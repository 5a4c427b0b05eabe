import type {
  Breakpoint,
  Checkpoint,
  CodeLocation,
  ConsoleLine,
  Direction,
  Divergence,
  ExceptionView,
  Frame,
  Hit,
  Lock,
  Note,
  Overview,
  Scope,
  SeekTarget,
  SessionFacts,
  SourceRef,
  StepKind,
  Stop,
  ThreadView,
  Thrown,
  Variable,
  Write,
} from './types';

/** A refusal of the server: its message is a sentence for the user. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    message: string,
    readonly divergence: Divergence | null = null,
  ) {
    super(message);
  }
}

type Query = Record<string, string | number | boolean | undefined>;

/** The REST interface, version 1, for one session. The only place of the page that knows addresses. */
export class Api {
  private session = 'shared';
  /** Where the page lies: at the root of its server, or below a path of a proxy. */
  private readonly home = new URL('.', location.href);

  constructor(private readonly token: string) {}

  useSession(id: string): void {
    this.session = id;
  }

  get sessionId(): string {
    return this.session;
  }

  private async request(method: string, path: string, query?: Query, body?: unknown): Promise<Response> {
    const url = new URL(`api/v1${path}`, this.home);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(name, String(value));
      }
    }
    let response: Response;
    try {
      response = await fetch(url, {
        method,
        headers: { Authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      throw new ApiError(0, 'offline', "the server does not answer: is 'backstep serve' still running?");
    }
    if (!response.ok) {
      const failure = (await response.json().catch(() => null)) as { kind?: string; error?: string; divergence?: Divergence } | null;
      throw new ApiError(response.status, failure?.kind ?? 'http', failure?.error ?? `the server answered ${response.status}`, failure?.divergence);
    }
    return response;
  }

  private async json<T>(method: string, path: string, query?: Query, body?: unknown): Promise<T> {
    const response = await this.request(method, path, query, body);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  private here(path: string): string {
    return `/sessions/${this.session}${path}`;
  }

  private ask<T>(path: string, query?: Query): Promise<T> {
    return this.json('GET', this.here(path), query);
  }

  private tell<T>(path: string, body: unknown, query?: Query): Promise<T> {
    return this.json('POST', this.here(path), query, body);
  }

  // Sessions

  facts(): Promise<SessionFacts> {
    return this.ask('');
  }

  async createSession(): Promise<string> {
    return (await this.json<{ id: string }>('POST', '/sessions')).id;
  }

  /** A WebSocket that tells what happens in the session. */
  live(): WebSocket {
    const address = new URL(`api/v1${this.here('/live')}`, this.home);
    address.protocol = address.protocol.replace('http', 'ws');
    return new WebSocket(address, ['backstep.v1', `token.${this.token}`]);
  }

  // Motions

  step(kind: StepKind, direction: Direction, thread?: number): Promise<Stop> {
    return this.tell('/step', { kind, direction, thread });
  }

  resume(direction: Direction): Promise<Stop> {
    return this.tell('/resume', { direction });
  }

  runTo(line: CodeLocation, direction: Direction): Promise<Stop> {
    return this.tell('/run-to', { ...line, direction });
  }

  seek(target: SeekTarget): Promise<Stop> {
    return this.tell('/seek', target);
  }

  pause(): Promise<void> {
    return this.tell('/pause', {});
  }

  endDiversion(): Promise<Stop> {
    return this.tell('/end-diversion', {});
  }

  // State

  async threads(): Promise<ThreadView[]> {
    return (await this.ask<{ threads: ThreadView[] }>('/threads')).threads;
  }

  frames(thread: number, first: number, most: number): Promise<{ frames: Frame[]; count: number }> {
    return this.ask(`/threads/${thread}/frames`, { first, most });
  }

  async exceptionAt(thread: number): Promise<ExceptionView | null> {
    return (await this.ask<{ exception: ExceptionView | null }>(`/threads/${thread}/exception`)).exception;
  }

  async scopes(frame: string): Promise<Scope[]> {
    return (await this.ask<{ scopes: Scope[] }>(`/frames/${frame}/scopes`)).scopes;
  }

  async parts(container: string, which: 'all' | 'named' | 'indexed', first: number, most: number): Promise<Variable[]> {
    return (await this.ask<{ variables: Variable[] }>(`/parts/${container}`, { which, first, most })).variables;
  }

  evaluate(expression: string, frame: string | undefined): Promise<Variable> {
    return this.tell('/evaluate', { expression, frame });
  }

  assign(container: string, name: string, expression: string): Promise<Variable> {
    return this.tell('/assign', { container, name, expression });
  }

  async locks(): Promise<Lock[]> {
    return (await this.ask<{ locks: Lock[] }>('/locks')).locks;
  }

  // Sources

  async sources(): Promise<SourceRef[]> {
    return (await this.ask<{ sources: SourceRef[] }>('/sources')).sources;
  }

  async sourceText(source: number): Promise<string> {
    return (await this.ask<{ text: string }>(`/sources/${source}/text`)).text;
  }

  async breakableLines(source: string): Promise<number[]> {
    return (await this.ask<{ lines: number[] }>('/breakable-lines', { source })).lines;
  }

  async lineCounts(source: string): Promise<Map<number, number>> {
    const { counts } = await this.ask<{ counts: Record<string, number> }>('/line-counts', { source });
    return new Map(Object.entries(counts).map(([line, count]) => [Number(line), count]));
  }

  // Breakpoints

  async breakpoints(): Promise<Breakpoint[]> {
    return (await this.ask<{ breakpoints: Breakpoint[] }>('/breakpoints')).breakpoints;
  }

  async setBreakpoints(breakpoints: unknown[]): Promise<Breakpoint[]> {
    return (await this.json<{ breakpoints: Breakpoint[] }>('PUT', this.here('/breakpoints'), undefined, { breakpoints })).breakpoints;
  }

  // The whole recording

  /** A picture that waits for no replay and no session. */
  async firstLook(most: number): Promise<ArrayBuffer> {
    return (await this.request('GET', '/first-look', { most })).arrayBuffer();
  }

  overview(): Promise<Overview> {
    return this.ask('/overview');
  }

  async timeline(from: number, to: number | undefined, most: number, texts = false): Promise<ArrayBuffer> {
    return (await this.request('GET', this.here('/timeline'), { from, to, most, texts })).arrayBuffer();
  }

  async console(first: number, most: number): Promise<ConsoleLine[]> {
    return (await this.ask<{ lines: ConsoleLine[] }>('/console', { first, most })).lines;
  }

  async exceptions(first: number, most: number): Promise<Thrown[]> {
    return (await this.ask<{ exceptions: Thrown[] }>('/exceptions', { first, most })).exceptions;
  }

  async history(container: string, name: string, most: number): Promise<Write[]> {
    return (await this.ask<{ writes: Write[] }>('/history', { container, name, most })).writes;
  }

  async hits(line: CodeLocation, expressions: string[], first: number, most: number): Promise<Hit[]> {
    return (await this.tell<{ hits: Hit[] }>('/hits', { ...line, expressions, first, most })).hits;
  }

  async checkpoints(): Promise<Checkpoint[]> {
    return (await this.ask<{ checkpoints: Checkpoint[] }>('/checkpoints')).checkpoints;
  }

  takeCheckpoint(label: string): Promise<Checkpoint> {
    return this.tell('/checkpoints', { label });
  }

  // Notes

  async notes(): Promise<Note[]> {
    return (await this.json<{ notes: Note[] }>('GET', '/notes')).notes;
  }

  addNote(note: Pick<Note, 'step' | 'thread' | 'title' | 'text' | 'place'>): Promise<Note> {
    return this.json('POST', '/notes', undefined, note);
  }

  changeNote(id: number, title: string, text: string): Promise<Note> {
    return this.json('PUT', `/notes/${id}`, undefined, { title, text });
  }

  removeNote(id: number): Promise<void> {
    return this.json('DELETE', `/notes/${id}`);
  }

  async notesAsMarkdown(): Promise<string> {
    return (await this.request('GET', '/notes.md')).text();
  }
}
