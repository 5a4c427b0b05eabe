/** Gestures in the workbench, as a person makes them. */
export class Workbench {
  constructor(page) {
    this.page = page;
  }

  async ready() {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await this.page.locator('.statusbar').waitFor();
  }

  async command(title) {
    await this.page.keyboard.press('F1');
    const box = this.page.locator('.quick-input-widget input');
    await box.fill('>' + title);
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().waitFor();
    await box.press('Enter');
  }

  /** A view container of the side bar; a click on its tab would hide one that is open. */
  async show(view) {
    await this.command(`View: Show ${view}`);
  }

  /** Until the file is open: files are found while a search goes on, which may begin anew. */
  async open(file) {
    const tab = this.page.locator(`.tab[data-resource-name="${file}"]`);
    for (let i = 0; i < 10; i++) {
      try {
        await this.pick(file, 500 * (i + 1));
        await tab.waitFor({ timeout: 5_000 });
        return;
      } catch {
        await this.page.keyboard.press('Escape');
      }
    }
    throw new Error(`${file} does not open`);
  }

  /** Results come in two rounds, and Enter between them picks nothing: so not at once. */
  async pick(file, afterMillis) {
    await this.page.keyboard.press('Control+P');
    const box = this.page.locator('.quick-input-widget input');
    await box.waitFor({ timeout: 5_000 });
    await box.fill(file, { timeout: 5_000 });
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: file }).first().waitFor({ timeout: 10_000 });
    await this.page.waitForTimeout(afterMillis);
    await box.press('Enter');
  }

  async goToLine(line) {
    await this.page.keyboard.press('Control+G');
    const box = this.page.locator('.quick-input-widget input');
    await box.fill(`:${line}`);
    await box.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** F9 goes to the editor that has the focus, which comes and goes while views open: so until it shows. */
  async toggleBreakpoint(line) {
    for (let i = 0; i < 10; i++) {
      await this.page.locator('.editor-instance .view-lines').first().click();
      await this.goToLine(line);
      await this.page.keyboard.press('F9');
      try {
        await this.page.locator('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified').first().waitFor({ timeout: 2_000 });
        return;
      } catch {
        // again
      }
    }
    throw new Error(`no breakpoint in line ${line}`);
  }

  /** Types into the box that a command has opened. */
  async answer(text) {
    const box = this.page.locator('.quick-input-widget input');
    await this.page.locator('.quick-input-list').waitFor({ state: 'hidden' });
    await box.fill(text);
    await box.press('Enter');
  }

  statusItem() {
    return this.page.locator('[id="backstep.backstep.backstep.position"], [id$="backstep.position"]').first();
  }

  /** What the status bar says of our position. */
  async status() {
    return (await this.statusItem().innerText()).trim();
  }

  /** The page of a table that a command has shown. */
  table(title) {
    return this.page.frameLocator('iframe.webview').frameLocator('iframe').locator('body').filter({ has: this.page.locator('h1', { hasText: title }) });
  }

  /** A row of one of our views. */
  row(text) {
    return this.page.locator('.sidebar .monaco-list-row, .part.sidebar .monaco-list-row').filter({ hasText: text }).first();
  }

  async closeEditors() {
    await this.command('View: Close All Editors');
  }

  async setVariable(name, value) {
    await this.variableMenu(name, 'Set Value');
    const box = this.page.locator('.debug-variables input');
    await box.fill(value);
    await box.press('Enter');
  }

  /** Waits until the session stands at another position than the given one; returns it. */
  async positionOtherThan(old, timeout = 60_000) {
    const end = Date.now() + timeout;
    for (;;) {
      const text = await this.status().catch(() => '');
      const position = text.match(/t=\d+/)?.[0];
      if (position && position !== old && !text.includes('moving')) {
        return position;
      }
      if (Date.now() > end) {
        throw new Error(`still at '${text}'`);
      }
      await this.page.waitForTimeout(100);
    }
  }

  /** Line of the arrow that shows where the program stands; 0 if none is visible. */
  async currentLine() {
    return this.page.evaluate(() => {
      const arrow = document.querySelector('.codicon-debug-stackframe, .codicon-debug-breakpoint-stackframe, .codicon-debug-stackframe-dot');
      if (!arrow) {
        return 0;
      }
      const top = arrow.getBoundingClientRect().top;
      for (const number of document.querySelectorAll('.line-numbers')) {
        if (Math.abs(number.getBoundingClientRect().top - top) < 4) {
          return Number(number.textContent);
        }
      }
      return 0;
    });
  }

  async standsAt(line) {
    await this.until(async () => (await this.currentLine()) === line, async () => `in line ${await this.currentLine()} instead of ${line}`);
  }

  /** Waits until the Variables view shows a variable with a value. */
  async variable(name, value) {
    await this.page.locator('.debug-variables .monaco-list-row').filter({ hasText: new RegExp(`^\\s*${name}\\s*=?:?\\s*${value}\\b`) }).first().waitFor();
  }

  variableRow(name) {
    return this.page.locator('.debug-variables .monaco-list-row').filter({ hasText: new RegExp(`^\\s*${name}\\s*[=:]`) }).first();
  }

  async expandVariable(name) {
    const row = this.variableRow(name);
    await row.waitFor();
    if (await row.getAttribute('aria-expanded') !== 'true') {
      await row.click();
      await this.page.keyboard.press('ArrowRight');
    }
  }

  async variableMenu(name, item) {
    await this.variableRow(name).click({ button: 'right' });
    const menu = this.page.locator('.monaco-menu').first();
    await menu.getByText(item).first().waitFor();
    // A menu that has just opened takes a click for the end of the one that opened it.
    await this.until(async () => {
      await menu.getByText(item).first().click({ timeout: 2_000 }).catch(() => undefined);
      await this.page.waitForTimeout(500);
      return !await menu.isVisible();
    }, () => 'the menu stays open');
  }

  /** No failure of a test before goes on into the next one: without a session there is nothing to do. */
  async endSession() {
    if (await this.statusItem().isVisible()) {
      await this.show('Run and Debug');
      await this.page.getByRole('button', { name: /^(Stop|Disconnect)/ }).first().click();
    }
    await this.until(async () => !(await this.page.locator('.statusbar.debugging, .statusbar-item[id$="backstep.position"]').first().isVisible()), () => 'the session goes on');
  }

  async until(condition, problem, timeout = 30_000) {
    const end = Date.now() + timeout;
    while (!await condition()) {
      if (Date.now() > end) {
        throw new Error(await problem());
      }
      await this.page.waitForTimeout(100);
    }
  }
}
