import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { escapeHtml } from './report';
import type { Sessions } from './sessions';

/**
 * The browser's timeline in a panel. The debug adapter serves the page for the very session it debugs, so that both follow
 * each other without our help.
 */
export class TimelinePanel {
  private panel: vscode.WebviewPanel | undefined;

  constructor(private readonly sessions: Sessions) {}

  async open(): Promise<void> {
    const { url } = await this.sessions.request('backstep/serve', {});
    const address = await reachable(url);
    if (!this.panel) {
      this.panel = vscode.window.createWebviewPanel('backstep.timeline', 'Backstep Timeline', vscode.ViewColumn.Beside,
        { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [] });
      const panel = this.panel;
      const closing = this.sessions.onDidChange(() => {
        if (!this.sessions.active) {
          panel.dispose();
        }
      });
      panel.onDidDispose(() => {
        closing.dispose();
        this.panel = undefined;
      });
    }
    this.panel.webview.html = frameHtml(address);
    this.panel.reveal();
  }
}

/**
 * The address for the browser that shows the workbench. One that reached it over the loopback interface is on this machine and
 * needs nobody between; the page refuses requests that come by other names.
 */
async function reachable(url: string): Promise<string> {
  const external = (await vscode.env.asExternalUri(vscode.Uri.parse(url, true))).toString(true);
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(external).hostname) ? url : external;
}

/** No script of ours; but what may not run in the panel may not run in the frame either. */
function frameHtml(url: string): string {
  const origin = new URL(url).origin;
  const nonce = randomBytes(16).toString('hex');
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; frame-src ${escapeHtml(origin)}; style-src 'nonce-${nonce}'">
<style nonce="${nonce}">html, body { margin: 0; padding: 0; height: 100%; } iframe { border: 0; width: 100%; height: 100%; display: block; }</style>
</head><body><iframe title="Backstep timeline" src="${escapeHtml(url)}"></iframe></body></html>`;
}
