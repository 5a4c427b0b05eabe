/** How long a gesture has to show its effect before it is made again. */
const PATIENCE = 5_000;

/** Gestures in the workbench, as a person makes them: looking whether it took them, and making them again if it did not. */
export class Workbench {
  constructor(page) {
    this.page = page;
  }

  async ready() {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await this.page.locator('.statusbar').waitFor();
  }

  /** Opens the palette and picks from it, until it has taken the choice: what moves beside it may take keys away from it. */
  async command(title) {
    const box = this.page.locator('.quick-input-widget input');
    await this.again(`the command ${title} cannot be chosen`, async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      await box.fill('>' + title, { timeout: PATIENCE });
      await this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: title }).first().waitFor({ timeout: PATIENCE });
      await box.press('Enter', { timeout: PATIENCE });
      await this.until(async () => !await box.isVisible() || await box.inputValue() !== '>' + title, () => 'the palette stays', PATIENCE);
    });
  }

  /** Out of a page within a page, from which the workbench hears no keys. */
  async focusEditor() {
    await this.page.locator('.editor-instance .view-lines').first().click();
  }

  /** A view container of the side bar; a click on its tab would hide one that is open. */
  async show(view) {
    await this.command(`View: Show ${view}`);
  }

  /** Files are found while a search goes on, which may begin anew: Enter between two rounds of results picks nothing. */
  async open(file) {
    const tab = this.page.locator(`.tab[data-resource-name="${file}"]`);
    let afterMillis = 0;
    await this.again(`${file} does not open`, async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+P');
      const box = this.page.locator('.quick-input-widget input');
      await box.fill(file, { timeout: PATIENCE });
      await this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: file }).first().waitFor({ timeout: PATIENCE });
      await this.page.waitForTimeout(afterMillis += 500);
      await box.press('Enter', { timeout: PATIENCE });
      await tab.waitFor({ timeout: PATIENCE });
    });
  }

  async goToLine(line) {
    const box = this.page.locator('.quick-input-widget input');
    const cursor = this.page.locator('.statusbar-item[id="status.editor.selection"]').filter({ hasText: new RegExp(`Ln ${line},`) });
    await this.again(`the cursor does not get to line ${line}`, async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+G');
      await box.fill(`:${line}`, { timeout: PATIENCE });
      await box.press('Enter', { timeout: PATIENCE });
      await cursor.waitFor({ timeout: PATIENCE });
    });
  }

  /** Clicks Record above the visible line with that text, when it is there. */
  async clickRecord(text) {
    let index;
    await this.until(async () => (index = await this.lensAbove(text)) >= 0, () => `no Record above ${text}`);
    await this.page.locator('.codelens-decoration').nth(index).locator('a').filter({ hasText: 'Record' }).click({ timeout: PATIENCE });
  }

  async lensAbove(text) {
    return await this.page.evaluate(wanted => {
      const line = [...document.querySelectorAll('.editor-instance .view-line')].find(each => each.textContent.replaceAll('\u00a0', ' ').includes(wanted));
      const above = element => line.getBoundingClientRect().top - element.getBoundingClientRect().top;
      return line ? [...document.querySelectorAll('.codelens-decoration')].findIndex(lens => above(lens) > 0 && above(lens) < 40) : -1;
    }, text);
  }

  /** F9 goes to the editor that has the focus, which comes and goes while views open. */
  async setBreakpoint(line) {
    const shown = this.page.locator('.editor-instance').locator('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified').first();
    await this.again(`no breakpoint in line ${line}`, async () => {
      if (!await shown.isVisible()) {
        await this.page.locator('.editor-instance .view-lines').first().click({ timeout: PATIENCE });
        await this.goToLine(line);
        await this.page.keyboard.press('F9');
        await shown.waitFor({ timeout: PATIENCE });
      }
    });
  }

  /** Types into the box with that title, which a command has opened. */
  async answer(title, text) {
    const box = this.page.locator('.quick-input-widget').filter({ has: this.page.locator('.quick-input-title', { hasText: title }) });
    await this.again(`the box '${title}' does not take an answer`, async () => {
      await box.locator('input').fill(text, { timeout: PATIENCE });
      await box.locator('input').press('Enter', { timeout: PATIENCE });
      await box.waitFor({ state: 'hidden', timeout: PATIENCE });
    });
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
    const box = this.page.locator('.debug-variables input');
    await this.again(`${name} cannot be set`, async () => {
      await this.variableMenu(name, 'Set Value');
      await box.fill(value, { timeout: PATIENCE });
      await box.press('Enter', { timeout: PATIENCE });
    });
  }

  /** A gesture that starts a session; returns where that stands first. Building the project comes before. */
  async start(gesture) {
    const signs = this.page.locator('.statusbar.debugging, .statusbar-item:has-text("Backstep: "), .statusbar-item[id$="backstep.position"]').first();
    await this.again('no session starts', async () => {
      await gesture();
      await signs.waitFor({ timeout: 2 * PATIENCE });
    });
    return await this.positionOtherThan('', 300_000);
  }

  /** A gesture that moves the session; returns where it stands then. */
  async move(gesture) {
    const before = await this.positionOtherThan('');
    const text = await this.status();
    await this.again(`still at '${text}'`, async () => {
      await gesture();
      await this.until(async () => await this.status() !== text, () => 'it does not move', 2 * PATIENCE);
    });
    return await this.positionOtherThan(before);
  }

  /** Moves by a button of the debug toolbar. */
  async press(name) {
    return await this.move(() => this.page.getByRole('button', { name }).first().click({ timeout: PATIENCE }));
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
    await this.again(`${name} does not open`, async () => {
      await row.waitFor({ timeout: PATIENCE });
      if (await row.getAttribute('aria-expanded') !== 'true') {
        await row.locator('.monaco-tl-twistie').click({ timeout: PATIENCE });
        await this.until(async () => await row.getAttribute('aria-expanded') === 'true', () => 'it stays closed', PATIENCE);
      }
    });
  }

  async variableMenu(name, item) {
    await this.menu(this.variableRow(name), item);
  }

  /** A menu that has just opened takes a click for the end of the one that opened it; and a view that is drawn anew takes its menu away. */
  async menu(place, item) {
    const menu = this.page.locator('.monaco-menu').first();
    await this.again(`'${item}' cannot be chosen`, async () => {
      if (!await menu.isVisible()) {
        await place.first().click({ button: 'right', timeout: PATIENCE });
      }
      await menu.getByText(item).first().waitFor({ timeout: PATIENCE });
      await this.page.waitForTimeout(500);
      await menu.getByText(item).first().click({ timeout: PATIENCE });
      await menu.waitFor({ state: 'hidden', timeout: PATIENCE });
    });
  }

  /** Starts a configuration of launch.json, and shows the debug toolbar. */
  async startByName(name) {
    await this.start(async () => {
      await this.command('Debug: Select and Start Debugging');
      const box = this.page.locator('.quick-input-widget input');
      await box.fill(`debug ${name}`, { timeout: PATIENCE });
      await this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: name }).first().waitFor({ timeout: PATIENCE });
      await box.press('Enter');
    });
    await this.show('Run and Debug');
  }

  /** No failure of a test before goes on into the next one: without a session there is nothing to do. */
  async endSession() {
    const signs = this.page.locator('.statusbar.debugging, .statusbar-item[id$="backstep.position"]').first();
    await this.again('the session goes on', async () => {
      if (await signs.isVisible()) {
        await this.show('Run and Debug');
        await this.page.getByRole('button', { name: /^(Stop|Disconnect)/ }).first().click({ timeout: PATIENCE });
        await signs.waitFor({ state: 'hidden', timeout: 2 * PATIENCE });
      }
    });
  }

  /** Makes a gesture until it has the effect that it waits for itself. */
  async again(problem, gesture) {
    let last;
    for (let i = 0; i < 8; i++) {
      try {
        return await gesture();
      } catch (e) {
        last = e;
      }
    }
    throw new Error(`${problem}: ${last.message}`);
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
