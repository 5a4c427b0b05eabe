import * as vscode from 'vscode';
import type { Sessions } from './sessions';

interface Row { label: string; description: string; tooltip: string; icon: string; context?: string; id?: number; command?: vscode.Command }

const MOST = 500;

/** One list of moments; a click goes there. */
class MomentView implements vscode.TreeDataProvider<Row> {
  private readonly changed = new vscode.EventEmitter<void>();
  private known: Row[] = [];
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly sessions: Sessions, private readonly rows: (sessions: Sessions) => Promise<Row[]>) {}

  refresh(): void {
    this.changed.fire();
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const item = new vscode.TreeItem(row.label);
    item.description = row.description;
    item.tooltip = row.tooltip;
    item.iconPath = new vscode.ThemeIcon(row.icon);
    item.contextValue = row.context;
    item.command = row.command;
    return item;
  }

  /** While the session moves nothing is asked: the rows of before stay, and the next stop refreshes them. */
  async getChildren(parent?: Row): Promise<Row[]> {
    if (parent || !this.sessions.active) {
      this.known = [];
      return [];
    }
    if (!this.sessions.stop) {
      return this.known;
    }
    try {
      this.known = await this.rows(this.sessions);
      return this.known;
    } catch (e) {
      return [{ label: (e as Error).message, description: '', tooltip: '', icon: 'warning' }];
    }
  }
}

function jump(to: string): vscode.Command {
  return { command: 'backstep.jump', title: 'Go There', arguments: [to] };
}

async function checkpoints(sessions: Sessions): Promise<Row[]> {
  const { checkpoints: items } = await sessions.request('backstep/checkpoints', {});
  return items.map(each => ({
    label: each.label || each.position, description: each.label ? each.position : each.reason, tooltip: `Checkpoint ${each.id}: ${each.reason}`,
    icon: each.live ? 'circle-filled' : 'circle-outline', command: jump(each.position),
  }));
}

async function exceptions(sessions: Sessions): Promise<Row[]> {
  const { exceptions: items } = await sessions.request('backstep/exceptions', { first: 0, most: MOST });
  return items.map(each => ({
    label: each.className.replace(/^.*\./, ''), description: each.message, tooltip: `${each.className}: ${each.message}\n${each.location}\n${each.position}`,
    icon: each.caught ? 'info' : 'error', command: jump(each.position),
  }));
}

async function bookmarks(sessions: Sessions): Promise<Row[]> {
  const { bookmarks: items } = await sessions.request('backstep/bookmarks', {});
  return items.map(each => ({
    label: each.note || each.position, description: each.position, tooltip: each.note, icon: 'bookmark', context: 'bookmark', id: each.id,
    command: jump(each.position),
  }));
}

async function consoleLines(sessions: Sessions): Promise<Row[]> {
  const { lines } = await sessions.request('backstep/console', { first: 0, most: MOST });
  return lines.map(each => ({
    label: each.text, description: each.position, tooltip: each.text, icon: each.error ? 'warning' : 'output', command: jump(each.position),
  }));
}

async function visited(sessions: Sessions): Promise<Row[]> {
  return sessions.visited.all.map((visit, index) => ({
    label: visit.text || visit.position, description: visit.position, tooltip: visit.text,
    icon: index === sessions.visited.index ? 'arrow-right' : 'history', command: jump(visit.position),
  })).reverse();
}

/** The view container: five lists, refreshed whenever the session stands. */
export function registerViews(sessions: Sessions): { disposables: vscode.Disposable[]; refresh: () => void } {
  const lists = { checkpoints, exceptions, bookmarks, console: consoleLines, visited };
  const views = Object.entries(lists).map(([name, rows]) => ({ name, view: new MomentView(sessions, rows) }));
  const refresh = () => views.forEach(each => each.view.refresh());
  return {
    refresh,
    disposables: [
      ...views.map(each => vscode.window.registerTreeDataProvider(`backstep.${each.name}`, each.view)),
      sessions.onDidChange(() => {
        if (sessions.stop || !sessions.active) {
          refresh();
        }
      }),
    ],
  };
}
