import * as vscode from 'vscode';
import type { Entry } from './javaCode';
import { historyTable, hitsTable } from './report';
import { debugRecording, pickRecording, recordMain, recordTest } from './record';
import type { Sessions } from './sessions';
import { showTable } from './tables';
import type { TimelinePanel } from './timeline';

const MOST_HITS = 1000;
const MOST_WRITES = 100;

/** The part of a variable's context menu argument that we use. */
interface VariableContext { container?: { variablesReference?: number }; variable?: { name: string } }

/** All commands. A refusal of the server is shown as its one sentence. */
export function registerCommands(sessions: Sessions, timeline: TimelinePanel, refreshViews: () => void, testRunner: string): vscode.Disposable[] {
  const seek = async (to: string) => { await sessions.request('backstep/seek', { to }); };
  const threadId = () => sessions.stop?.threadId ?? 0;
  const commands: Record<string, (...args: never[]) => unknown> = {
    recordMain,
    recordTest: (uri: vscode.Uri, entry: Entry) => recordTest(testRunner, uri, entry),
    pickRecording,
    openRecording: (uri?: vscode.Uri) => debugRecording(uri?.fsPath),
    reverseStepIn: () => sessions.request('backstep/reverseStepIn', { threadId: threadId() }),
    reverseStepOut: () => sessions.request('backstep/reverseStepOut', { threadId: threadId() }),
    seek: async () => {
      const to = await ask('Go to a position', 't=48213, tick 1000, event 17, 2.5s, start or end', sessions.stop?.position);
      if (to) {
        await seek(to.trim());
      }
    },
    jump: seek,
    goToStart: () => seek('start'),
    goToEnd: () => seek('end'),
    goBack: async () => { const visit = sessions.visited.back(); if (visit) { await seek(visit.position); } },
    goForward: async () => { const visit = sessions.visited.forward(); if (visit) { await seek(visit.position); } },
    endDiversion: () => sessions.request('backstep/endDiversion', {}),
    takeCheckpoint: async () => {
      const label = await ask('Take a checkpoint', 'Label (may be empty)');
      if (label !== undefined) {
        await sessions.request('backstep/takeCheckpoint', { label });
        refreshViews();
      }
    },
    addBookmark: async () => {
      const note = await ask('Bookmark this moment', 'What is to be seen here?');
      if (note !== undefined) {
        await sessions.request('backstep/addBookmark', { note });
        refreshViews();
      }
    },
    removeBookmark: async (row: { id: number }) => {
      await sessions.request('backstep/removeBookmark', { id: row.id });
      refreshViews();
    },
    refresh: refreshViews,
    whoWrote: async (context: VariableContext) => {
      const { write } = await sessions.request('backstep/lastWrite', { ...variable(context), go: true });
      if (!write) {
        void vscode.window.showInformationMessage(`${variable(context).name} has had its value since before the first recorded line that could be seen.`);
      }
    },
    history: async (context: VariableContext) => {
      const { writes } = await sessions.request('backstep/history', { ...variable(context), most: MOST_WRITES });
      showTable(sessions, historyTable(variable(context).name, writes));
    },
    printAtEveryHit: () => printAtEveryHit(sessions),
    openTimeline: () => timeline.open(),
    copyPosition: () => vscode.env.clipboard.writeText(sessions.stop?.position ?? ''),
  };
  return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`backstep.${name}`, async (...args: never[]) => {
    try {
      return await run(...args);
    } catch (e) {
      if (!(e instanceof vscode.CancellationError)) {
        void vscode.window.showErrorMessage((e as Error).message);
      }
      return undefined;
    }
  }));
}

/** Asks for a line of text. The box stays when the focus goes: whoever moves a shared session must not take away what is being typed here. */
function ask(title: string, prompt: string, value = ''): Thenable<string | undefined> {
  return vscode.window.showInputBox({ title, prompt, value, ignoreFocusOut: true });
}

function variable(context: VariableContext): { variablesReference: number; name: string } {
  const reference = context.container?.variablesReference;
  if (reference === undefined || context.variable === undefined) {
    throw new Error('Choose a variable in the Variables view.');
  }
  return { variablesReference: reference, name: context.variable.name };
}

async function printAtEveryHit(sessions: Sessions): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return;
  }
  const line = editor.selection.active.line + 1;
  const selected = editor.document.getText(editor.selection);
  const text = await ask(`Print at every hit of line ${line}`, 'Java expressions, separated by ";"', selected.includes('\n') ? '' : selected);
  if (text === undefined) {
    return;
  }
  const expressions = text.split(';').map(each => each.trim()).filter(each => each);
  const source = editor.document.uri.fsPath;
  const { hits, more } = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: 'Replaying for its hits…' },
    () => sessions.request('backstep/hits', { source, line, expressions, first: 0, most: MOST_HITS }));
  showTable(sessions, hitsTable(`${source.replace(/^.*\//, '')}:${line}`, expressions, hits, more));
}
