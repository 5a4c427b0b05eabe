import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { debugRecording } from './record';
import { escapeHtml } from './report';
import { backstepProgram } from './settings';
import { summaryRows, type RecordingInfo } from './recordingInfo';

/** What opens on a double-click on a recording: what it is, how it ended, and where to start debugging. */
export class RecordingEditor implements vscode.CustomReadonlyEditorProvider {
  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor(document: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    panel.webview.options = { enableScripts: true, localResourceRoots: [] };
    panel.webview.onDidReceiveMessage((message: { startAt?: string }) => {
      if (message.startAt === 'failure' || message.startAt === 'start') {
        void debugRecording(document.uri.fsPath, message.startAt);
      }
    });
    panel.webview.html = await page(document.uri.fsPath);
  }
}

async function page(file: string): Promise<string> {
  const name = file.replace(/^.*\//, '');
  try {
    const info = await infoOf(file);
    const rows = summaryRows(info).map(([label, value]) => `<tr><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`).join('\n');
    return html(name, `<table>${rows}</table><p><button data-start="failure">Start debugging at the failure</button>
      <button data-start="start" class="secondary">Start debugging at the start</button></p>`);
  } catch (e) {
    const text = (e as { stderr?: string }).stderr?.trim() || (e as Error).message;
    return html(name, `<p role="alert">${escapeHtml(text)}</p>`);
  }
}

async function infoOf(file: string): Promise<RecordingInfo> {
  const { command, env } = backstepProgram();
  const { stdout } = await promisify(execFile)(command, ['info', '--json', '--', file], { env, timeout: 120_000, maxBuffer: 16 << 20 });
  return JSON.parse(stdout) as RecordingInfo;
}

function html(name: string, body: string): string {
  const nonce = randomBytes(16).toString('hex');
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<style nonce="${nonce}">
body { font: var(--vscode-font-size) var(--vscode-font-family); color: var(--vscode-foreground); max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.4em; font-weight: 600; }
th { text-align: left; font-weight: normal; color: var(--vscode-descriptionForeground); vertical-align: top; padding-right: 2em; white-space: nowrap; }
td { font-family: var(--vscode-editor-font-family); word-break: break-word; }
button { border: 0; padding: 6px 14px; margin-right: 8px; cursor: pointer; background: var(--vscode-button-background); color: var(--vscode-button-foreground); }
button:hover { background: var(--vscode-button-hoverBackground); }
button.secondary { background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground); }
</style></head><body><h1>${escapeHtml(name)}</h1>${body}
<script nonce="${nonce}">
const api = acquireVsCodeApi();
for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => api.postMessage({ startAt: button.dataset.start }));
}
</script></body></html>`;
}
