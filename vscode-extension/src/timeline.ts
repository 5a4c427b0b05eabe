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
    const address = await this.address();
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

  /**
   * The page's address for the browser that shows the workbench. That may be on another machine and reach this one by a proxy or a tunnel:
   * then the server is told by which address, because it answers to no other names than it knows.
   */
  private async address(): Promise<string> {
    const { url } = await this.sessions.request('backstep/serve', {});
    const local = new URL('/', url).toString();
    const proxied = (await vscode.env.asExternalUri(vscode.Uri.parse(local, true))).toString(true);
    return new URL(proxied).href === local ? url : (await this.sessions.request('backstep/serve', { proxied })).url;
  }
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
