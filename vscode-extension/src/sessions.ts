import * as vscode from 'vscode';
import type { PositionEvent, Requests } from './protocol';
import { Visited } from './visited';

export const DEBUG_TYPE = 'backstep';

/** Requests that move the session: nothing can be asked of it from here on until it stands again. */
const MOTIONS = new Set(['next', 'stepIn', 'stepOut', 'stepBack', 'continue', 'reverseContinue', 'goto', 'restartFrame', 'backstep/seek', 'backstep/runTo',
  'backstep/jumpToCheckpoint', 'backstep/reverseStepIn', 'backstep/reverseStepOut', 'backstep/endDiversion']);

/** `Counter.add:13` of `shop.Counter.add:13` */
function placeName(location: string | undefined): string | undefined {
  return location?.replace(/^([a-z_]\w*\.)+(?=[A-Z])/, '');
}

/** What we look at in a message of the protocol. */
interface Message { seq: number; type: string; command?: string; request_seq?: number; success?: boolean; event?: string; body?: unknown }

/**
 * Follows the debug sessions of our type: which one is active, where it stands, what it visited. Everything else in the
 * extension listens here.
 */
export class Sessions implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** The active session has come to another position, has begun or ended. */
  readonly onDidChange = this.changed.event;
  readonly visited = new Visited();
  /** By id of the session: its first position may come before VS Code says that it has started. */
  private readonly standings = new Map<string, PositionEvent>();
  private readonly disposables: vscode.Disposable[] = [this.changed];

  constructor() {
    this.disposables.push(
      vscode.debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, { createDebugAdapterTracker: session => this.track(session) }),
      vscode.debug.onDidChangeActiveDebugSession(() => this.announce()),
      vscode.debug.onDidStartDebugSession(() => this.announce()),
      vscode.debug.onDidTerminateDebugSession(session => {
        this.standings.delete(session.id);
        this.announce();
      }),
    );
  }

  get active(): vscode.DebugSession | undefined {
    const session = vscode.debug.activeDebugSession;
    return session?.type === DEBUG_TYPE ? session : undefined;
  }

  /** Where the active session stands; undefined while it moves. */
  get stop(): PositionEvent | undefined {
    return this.active && this.standings.get(this.active.id);
  }

  /** @throws Error with the server's sentence if it refuses */
  async request<K extends keyof Requests>(name: K, args: Requests[K][0]): Promise<Requests[K][1]> {
    const session = this.active;
    if (!session) {
      throw new Error('No Backstep debug session is active.');
    }
    return await session.customRequest(name, args) as Requests[K][1];
  }

  private track(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    this.visited.clear();
    const motions = new Map<number, PositionEvent | undefined>();
    return {
      onWillReceiveMessage: (message: Message) => {
        if (message.type === 'request' && MOTIONS.has(message.command!)) {
          motions.set(message.seq, this.standings.get(session.id));
          this.standings.delete(session.id);
          this.announce();
        }
      },
      onDidSendMessage: (message: Message) => {
        if (message.type === 'response') {
          const before = motions.get(message.request_seq!);
          motions.delete(message.request_seq!);
          if (before && !message.success && !this.standings.has(session.id)) { // refused: it stands where it stood
            this.standings.set(session.id, before);
            this.announce();
          }
        } else if (message.event === 'backstep/position') {
          const { position, location, text, threadId, diverted } = message.body as PositionEvent;
          this.standings.set(session.id, { position, location, text, threadId, diverted });
          this.visited.stoppedAt({ position, text: placeName(location) ?? text });
          this.announce();
        } else if (message.event === 'continued') { // somebody else moves it
          this.standings.delete(session.id);
          this.announce();
        } else if (message.event === 'backstep/changed') {
          this.announce();
        }
      },
    };
  }

  private announce(): void {
    const set = (key: string, value: boolean) => void vscode.commands.executeCommand('setContext', `backstep.${key}`, value);
    set('active', this.active !== undefined);
    set('stopped', this.stop !== undefined);
    set('diverted', this.stop?.diverted ?? false);
    set('canGoBack', this.visited.canGoBack);
    set('canGoForward', this.visited.canGoForward);
    this.changed.fire();
  }

  dispose(): void {
    this.disposables.forEach(each => each.dispose());
  }
}
