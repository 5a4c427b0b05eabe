import * as vscode from 'vscode';
import type { PositionEvent, Requests } from './protocol';
import { Visited } from './visited';

export const DEBUG_TYPE = 'backstep';

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
    return {
      onDidSendMessage: message => {
        if (message.type !== 'event') {
          return;
        }
        if (message.event === 'backstep/position') {
          const { position, text, threadId, diverted } = message.body as PositionEvent;
          this.standings.set(session.id, { position, text, threadId, diverted });
          this.visited.stoppedAt({ position, text });
          this.announce();
        } else if (message.event === 'continued') {
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
