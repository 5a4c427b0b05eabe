import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { tableHtml, type Table } from './report';
import type { Sessions } from './sessions';

/** Shows a table beside the editor; a click on a row goes to its position, and the row where the session stands is marked. */
export function showTable(sessions: Sessions, table: Table): void {
  const panel = vscode.window.createWebviewPanel('backstep.table', table.title, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [] });
  panel.webview.html = tableHtml(table, randomBytes(16).toString('hex'));
  const mark = () => void panel.webview.postMessage({ position: sessions.stop?.position ?? '' });
  const following = sessions.onDidChange(mark);
  panel.webview.onDidReceiveMessage((message: { position?: string }) => {
    if (message.position && /^t=\d+$/.test(message.position)) {
      void vscode.commands.executeCommand('backstep.jump', message.position);
    }
  });
  panel.onDidDispose(() => following.dispose());
  mark();
}
