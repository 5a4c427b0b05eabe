import { existsSync, readFileSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const AXE = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const CHROMIUM = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file));

/** Chromium as it is on servers; nothing of it talks to anybody else. */
export function launch(): Promise<Browser> {
  if (CHROMIUM === undefined) {
    throw new Error('no Chromium found: install it (Debian: apt-get install chromium), or name it in CHROMIUM');
  }
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A window with the page in it, and everything in it that should not have happened. */
export class Viewer {
  readonly problems: string[] = [];
  readonly foreign: string[] = [];

  private constructor(
    readonly page: Page,
    origin: string,
  ) {
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && !message.text().startsWith('Failed to load resource') && this.problems.push(message.text()));
    page.on('response', (response) => {
      if (response.status() >= 400) {
        void response.text().then((text) => {
          // Somebody else moved the session while values were asked for: the page drops the answer and asks again.
          if (!text.includes('ids are good until the next motion')) {
            this.problems.push(`${response.status()} ${response.url()}: ${text}`);
          }
        });
      }
    });
    page.on('request', (request) => !request.url().startsWith(origin) && !/^(data|blob):/.test(request.url()) && this.foreign.push(request.url()));
  }

  static async open(context: BrowserContext, link: string): Promise<Viewer> {
    const page = await context.newPage();
    const viewer = new Viewer(page, new URL(link).origin);
    await page.goto(link);
    await page.waitForFunction(() => performance.getEntriesByName('timeline-complete').length > 0, null, { timeout: 90_000 }); // looked through
    await viewer.settled();
    return viewer;
  }

  /** The position that the page shows. */
  async step(): Promise<number> {
    return Number((await this.page.locator('.position .step').innerText()).replace(/\s/g, ''));
  }

  /** Waits until the session stands and the source shows where. */
  async settled(): Promise<void> {
    await this.page.locator('.position .step').waitFor({ timeout: 60_000 });
    await this.page.locator('main[aria-busy="false"]').waitFor({ timeout: 60_000 });
  }

  /** Does something that moves the session. @return the position then */
  async moves(action: () => Promise<unknown>): Promise<number> {
    const before = await this.step();
    await action();
    await this.page.waitForFunction((old) => {
      const shown = document.querySelector('.position .step');
      return shown !== null && Number(shown.textContent!.replace(/\s/g, '')) !== old;
    }, before, { timeout: 60_000 });
    await this.settled();
    return this.step();
  }

  /** Number of the line that runs next, as the source pane marks it. The source may come a moment later than the stack. */
  async line(): Promise<number> {
    const line = this.page.locator('.line[aria-current="step"]');
    await line.waitFor();
    return Number(await line.getAttribute('data-line'));
  }

  async key(key: string): Promise<number> {
    await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    return this.moves(() => this.page.keyboard.press(key));
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  }

  async goTo(step: number): Promise<void> {
    if ((await this.step()) !== step) {
      await this.moves(async () => {
        await this.page.keyboard.press('/');
        await this.page.getByRole('combobox', { name: 'Search' }).fill(String(step));
        await this.page.keyboard.press('Enter');
      });
    }
  }

  private variable(name: string) {
    return this.page.getByRole('treeitem').filter({ has: this.page.getByText(name, { exact: true }) }).first();
  }

  /** Shows the parts of a variable, if they are not shown. */
  async unfold(name: string): Promise<void> {
    await this.variable(name).waitFor();
    const button = this.page.getByRole('button', { name: `Unfold ${name}`, exact: true });
    if (await button.isVisible()) {
      await button.click();
    }
  }

  async value(name: string): Promise<string> {
    return (await this.variable(name).locator('.value').innerText()).trim();
  }

  async change(name: string, value: string): Promise<void> {
    await this.variable(name).hover();
    await this.page.getByRole('button', { name: `Change ${name}`, exact: true }).click();
    await this.page.getByLabel(`New value of ${name}`).fill(value);
    await this.page.keyboard.press('Enter');
    await this.page.getByLabel(`New value of ${name}`).waitFor({ state: 'hidden' });
  }
}

/** Serious and critical ones. The policy allows no script but ours, so axe runs by the debugger's door. */
export async function faultsOf(of: Page): Promise<string[]> {
  await of.evaluate(AXE);
  return of.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } };
    const { violations } = await axe.run();
    return violations
      .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
      .map((violation) => `${violation.id}: ${violation.nodes[0].html.slice(0, 160)}`);
  });
}
