import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { Server } from './server.mjs';
import { Workbench } from './workbench.mjs';

export const extension = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const project = path.dirname(extension);
export const backstep = path.join(project, 'backstep');

/** A workbench with our extension in a browser, for one file of tests. Screenshots and logs stay in target/e2e/NAME. */
export class Stage {
  constructor(name) {
    this.folder = path.join(extension, 'target/e2e', name);
    fs.rmSync(this.folder, { recursive: true, force: true });
    fs.mkdirSync(this.folder, { recursive: true });
  }

  async open(workspace, extensions = []) {
    this.server = await Server.start({
      home: process.env.BACKSTEP_E2E_HOME ?? execFileSync(path.join(extension, 'e2e/setup.sh'), { encoding: 'utf8' }).trim(),
      extensions: [path.join(extension, 'target/backstep.vsix'), ...extensions], scratch: this.folder, env: { ...process.env, BACKSTEP_NO_BUILD: '1' },
    });
    this.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    this.page = await this.browser.newPage({ viewport: { width: 1440, height: 900 } });
    this.page.setDefaultTimeout(90_000);
    this.page.on('console', message => fs.appendFileSync(path.join(this.folder, 'console.log'), `${message.type()} ${message.text()}\n`));
    this.bench = new Workbench(this.page);
    await this.goTo(workspace);
  }

  /** Opens another folder in the same workbench. */
  async goTo(workspace) {
    await this.page.goto(this.server.url(workspace));
    await this.bench.ready();
  }

  async shot(name) {
    await this.page?.screenshot({ path: path.join(this.folder, `${name}.png`) }).catch(() => undefined);
  }

  /** After a test: how it looked if it failed. */
  async note(context) {
    if (context.passed === false) {
      await this.shot(`failed-${context.name.replace(/\W+/g, '-')}`);
    }
  }

  async close() {
    await this.shot('last');
    await this.browser?.close();
    await this.server?.stop();
  }
}

/** A project of ours: Counter and its test, in folders of its kind, with what else is given by path. */
export function makeProject(folder, { main, test, files = {} }) {
  for (const [source, place] of [['Counter.java', main], ['CounterTest.java', test]]) {
    if (place) {
      fs.mkdirSync(path.join(folder, place, 'shop'), { recursive: true });
      fs.copyFileSync(path.join(extension, 'e2e', source), path.join(folder, place, 'shop', source));
    }
  }
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  configure(folder);
}

export function configure(folder, settings = {}) {
  fs.mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  fs.writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify({ 'backstep.command': backstep, 'backstep.javaHome': process.env.JAVA_HOME, ...settings }));
}
