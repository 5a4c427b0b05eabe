import { existsSync, readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Debugger } from './dap';
import { Viewer, faultsOf, launch } from './page';
import { Served } from './served';

const SOURCE = readFileSync(new URL('../../e2e/src/main/java/dev/backstep/web/e2e/Till.java', import.meta.url), 'utf8').split('\n');
const SCREENSHOTS = process.env.BACKSTEP_SCREENSHOTS;

/** Number of the line that has a text. */
function lineOf(text: string): number {
  return SOURCE.findIndex((line) => line.includes(text)) + 1;
}

const WRITE = lineOf('cents = before + amount');
const RECEIPT = lineOf('receipts.add(amount)');
const TOTAL = lineOf('"in the till: "');

let served: Served;
let browser: Browser;
let context: BrowserContext;
let viewer: Viewer;
let page: Page;

beforeAll(async () => {
  served = await Served.start('Till', 1);
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1280, height: 720 }, permissions: ['clipboard-read', 'clipboard-write'] });
  viewer = await Viewer.open(context, served.link);
  page = viewer.page;
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

async function screenshot(name: string): Promise<void> {
  if (SCREENSHOTS !== undefined) {
    await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
  }
}

describe('the timeline', () => {
  it('has a lane for each thread, and for what the program did', async () => {
    const labels = await page.locator('.labels > *').allInnerTexts();
    expect(labels).toEqual(expect.arrayContaining(['Failures', 'Console', 'main', 'anna', 'bert']));
    await screenshot('loaded');
  });

  it('takes the token out of the address', () => {
    expect(page.url()).not.toContain('token');
  });

  it('goes where one clicks', async () => {
    const box = (await page.getByRole('slider', { name: 'Position in the recording' }).boundingBox())!;
    const middle = await viewer.moves(() => page.mouse.click(box.x + box.width * 0.5, box.y + box.height - 8));
    const end = Number(await page.getByRole('slider').getAttribute('aria-valuemax'));
    expect(Math.abs(middle - end / 2)).toBeLessThanOrEqual(end * 0.05 + 2);
  });

  it('zooms around the pointer and back', async () => {
    const box = (await page.getByRole('slider').boundingBox())!;
    const window = page.locator('.minimap .window');
    const width = async (): Promise<number> => (await window.boundingBox())!.width;
    const whole = await width();
    await page.mouse.move(box.x + box.width * 0.7, box.y + 20);
    for (let i = 0; i < 6; i++) {
      await page.mouse.wheel(0, -240);
    }
    await expect.poll(width).toBeLessThan(whole / 2);
    const box2 = (await window.boundingBox())!;
    const map = (await page.locator('.minimap').boundingBox())!;
    expect((box2.x + box2.width * 0.7 - map.x) / map.width).toBeCloseTo(0.7, 1); // what was under the pointer still is
    await screenshot('zoomed');
    await page.keyboard.press('0');
    await expect.poll(width).toBeCloseTo(whole, 0);
  });

  it('steps by keys, and back to exactly where it was', async () => {
    await viewer.goTo(20);
    const on = await viewer.key('ArrowRight');
    expect(on).toBeGreaterThan(20);
    expect(await viewer.key('ArrowLeft')).toBe(20);
  });
});

describe('the debugger', () => {
  it('goes to where a line of the console was printed', async () => {
    await viewer.tab('Console');
    await viewer.moves(() => page.getByText('in the till: 1650').click());
    await expect.poll(() => viewer.line()).toBe(TOTAL);
    await screenshot('console');
  });

  it('stops at a breakpoint backwards', async () => {
    await page.getByRole('button', { name: `Breakpoint at line ${WRITE}` }).click();
    await page.getByRole('tab', { name: 'Breakpoints 1' }).waitFor();
    await viewer.key('Shift+C');
    await expect.poll(() => viewer.line()).toBe(WRITE);
    const last = await viewer.step();
    const before = await viewer.key('Shift+C');
    expect(before).toBeLessThan(last);
    await expect.poll(() => viewer.line()).toBe(WRITE);
    expect(await viewer.key('c')).toBe(last);
    await expect.poll(() => page.locator('.labels').innerText()).toContain('Breakpoint hits');
    await screenshot('breakpoint');
  });

  it('steps back into, and out to the call', async () => {
    const inside = await viewer.step();
    await viewer.key('Shift+U');
    await expect.poll(() => viewer.line()).toBe(lineOf('add(number * price)'));
    expect(await viewer.key('c')).toBe(inside);
  });

  it('shows how often lines ran', async () => {
    await expect.poll(() => page.locator(`.line[data-line="${WRITE}"] .count`).innerText(), { timeout: 60_000 }).toBe('10');
  });

  it('prints after the fact, and each print is a way there', async () => {
    await page.locator(`.line[data-line="${RECEIPT}"] .code`).click({ position: { x: 60, y: 10 } });
    await page.getByRole('button', { name: 'Print…' }).click();
    await page.getByLabel(/At each run of/).fill('amount; cents');
    await page.keyboard.press('Enter');
    const rows = page.getByRole('region', { name: `Print at line ${RECEIPT}` }).locator('tbody tr');
    await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(10);
    const values = await rows.evaluateAll((all) => all.map((row) => [...row.querySelectorAll('code')].map((cell) => Number(cell.textContent))));
    let sum = 0;
    for (const [amount, cents] of values) {
      sum += amount;
      expect(cents).toBe(sum);
    }
    expect(sum).toBe(1650);
    await screenshot('prints');
    await viewer.moves(() => rows.nth(3).getByRole('button').click());
    await expect.poll(() => viewer.line()).toBe(RECEIPT);
  });

  it('says who wrote a value', async () => {
    await viewer.tab('Console');
    await viewer.moves(() => page.getByText('in the till: 1650').click());
    await page.getByRole('button', { name: 'Unfold this' }).click();
    const field = page.getByRole('treeitem').filter({ has: page.getByText('cents', { exact: true }) });
    await field.hover();
    await page.getByRole('button', { name: 'History of cents' }).first().click();
    const history = page.getByRole('tabpanel', { name: /^History/ }).locator('tbody tr');
    await expect.poll(() => history.count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(10);
    expect(await history.first().innerText()).toContain('1650');
    await screenshot('history');
    await field.hover();
    await viewer.moves(() => page.getByRole('button', { name: 'Who wrote cents?' }).first().click());
    await expect.poll(() => viewer.line()).toBe(WRITE);
    await screenshot('who-wrote');
  });

  it('shows exceptions, and goes to the failure', async () => {
    await viewer.tab('Exceptions');
    await page.getByText('350 are missing').first().waitFor();
    await viewer.moves(() => page.getByRole('button', { name: 'Go to failure' }).click());
    await expect.poll(() => viewer.line()).toBe(lineOf('throw new IllegalStateException'));
  });

  it('evaluates expressions and stays where it is', async () => {
    const before = await viewer.step();
    await viewer.tab('Watches');
    await page.getByLabel('Expression to watch').fill('receipts.size() + 1');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('tree', { name: 'receipts.size() + 1' }).innerText(), { timeout: 30_000 }).toContain('11');
    expect(await viewer.step()).toBe(before);
    await viewer.tab('Variables');
  });
});

describe('together', () => {
  it('a link reopens the moment in another window', async () => {
    await viewer.goTo(30);
    const here = await viewer.step();
    const link = page.url();
    expect(link).toContain(`#t=${here}`);
    await viewer.key('Home');
    const other = await Viewer.open(context, link);
    await expect.poll(() => other.step()).toBe(here);
    // Both look at one session: the first has followed.
    await expect.poll(() => viewer.step()).toBe(here);
    await other.key('ArrowLeft');
    await expect.poll(() => viewer.step()).toBe(await other.step());
    await other.page.close();
  });

  it('a viewer with an own session moves alone', async () => {
    const here = await viewer.step();
    const own = await Viewer.open(context, `${new URL(page.url()).origin}/?own`);
    await own.key('End');
    expect(await own.step()).not.toBe(here);
    expect(await viewer.step()).toBe(here);
    expect(own.problems).toEqual([]);
    const id = await own.page.evaluate(() => sessionStorage.getItem('backstep.own'));
    const ended = await fetch(`${new URL(page.url()).origin}/api/v1/sessions/${id}`, { method: 'DELETE', headers: { Authorization: `Bearer ${served.token}` } });
    expect(ended.status).toBe(204);
    await expect.poll(() => own.page.locator('footer').getByRole('alert').innerText()).toMatch(/\w/); // it is said
    await own.page.close();
  });

  it('bookmarks are kept beside the recording', async () => {
    await page.keyboard.press('b');
    await page.getByLabel('Title').fill('here it went wrong');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByRole('list', { name: 'Bookmarks' }).getByRole('textbox', { name: 'Title' }).first().inputValue()).toBe('here it went wrong');
    expect(readFileSync(`${served.folder}/Till.backstep-notes.json`, 'utf8')).toContain('here it went wrong');
  });

  it('bookmarks and notes are exported as Markdown', async () => {
    const note = page.getByRole('list', { name: 'Bookmarks' }).getByRole('textbox', { name: 'Note' }).first();
    await note.fill('bert overwrote what anna had put in');
    await note.blur();
    await expect.poll(() => readFileSync(`${served.folder}/Till.backstep-notes.json`, 'utf8')).toContain('bert overwrote');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Markdown' }).click();
    const markdown = readFileSync(await (await download).path(), 'utf8');
    expect(markdown).toContain('here it went wrong');
    expect(markdown).toContain('bert overwrote what anna had put in');
    expect(markdown).toMatch(/t=\d+/);
  });
});

describe('what if', () => {
  it('sets a value, and comes back to what was recorded', async () => {
    await viewer.tab('Console');
    const total = await viewer.moves(() => page.getByText('in the till: 1650').click());
    await viewer.unfold('this');
    await viewer.change('cents', '2000');
    await expect.poll(() => page.locator('footer').innerText()).toContain('left the recorded timeline');
    await expect.poll(() => viewer.value('cents')).toBe('2000');
    await screenshot('what-if');
    await page.getByRole('button', { name: 'back to it' }).click();
    await expect.poll(() => page.locator('footer').innerText()).not.toContain('left the recorded timeline');
    await viewer.settled();
    expect(await viewer.step()).toBe(total);
    await viewer.unfold('this');
    await expect.poll(() => viewer.value('cents')).toBe('1650');
  });
});

describe('checkpoints', () => {
  it('are taken with a label, and one jumps to them', async () => {
    await viewer.goTo(25);
    await viewer.tab('Checkpoints');
    await page.getByLabel('Label of the checkpoint').fill('before the rush');
    await page.getByRole('button', { name: 'Take a checkpoint here' }).click();
    const row = page.getByRole('tabpanel', { name: 'Checkpoints' }).locator('tbody tr').filter({ hasText: 'before the rush' });
    await row.waitFor({ timeout: 60_000 });
    await viewer.key('End');
    expect(await viewer.moves(() => row.getByRole('button').click())).toBe(25);
    await expect.poll(() => page.locator('.labels').innerText()).toContain('Checkpoints');
    await screenshot('checkpoints');
  });
});

describe('a debugger at the same session', () => {
  it('and the page follow each other', async () => {
    await viewer.goTo(20);
    const client = await Debugger.attach(served.dapPort, served.token);
    try {
      await viewer.goTo(21);
      await expect.poll(() => client.place()?.step).toBe(21);
      const { threadId } = client.place()!;
      const { stackFrames } = (await client.ask('stackTrace', { threadId })) as { stackFrames: { line: number }[] };
      expect(stackFrames[0].line).toBe(await viewer.line());

      const back = await viewer.moves(() => client.ask('stepBack', { threadId }));
      expect(back).toBeLessThan(21);
      await expect.poll(() => client.place()?.step).toBe(back);

      const stops = client.stops();
      await viewer.key('ArrowRight');
      await expect.poll(() => client.stops()).toBeGreaterThan(stops);
      expect(client.place()?.step).toBe(await viewer.step());
    } finally {
      client.close();
    }
  });

  it('has breakpoints that the page shows and leaves alone', async () => {
    const client = await Debugger.attach(served.dapPort, served.token);
    try {
      const source = { path: new URL('../../e2e/src/main/java/dev/backstep/web/e2e/Till.java', import.meta.url).pathname };
      await client.ask('setBreakpoints', { source, breakpoints: [{ line: RECEIPT }] });
      await viewer.tab('Breakpoints');
      const rows = page.getByRole('tabpanel', { name: /^Breakpoints/ }).locator('tbody tr');
      const theirs = rows.filter({ hasText: `Till.java:${RECEIPT}` }).filter({ hasText: 'set in the IDE' });
      await theirs.waitFor();
      const own = page.getByRole('button', { name: `Breakpoint at line ${TOTAL}` });
      await own.click();
      await rows.filter({ hasText: new RegExp(`Till(\\.java)?:${TOTAL}`) }).waitFor();
      await viewer.goTo(20);
      await viewer.key('c'); // to theirs or to an older one of ours; all count
      await own.click();
      await rows.filter({ hasText: new RegExp(`Till(\\.java)?:${TOTAL}`) }).waitFor({ state: 'hidden' });
      expect(await theirs.count()).toBe(1);
      client.close();
      await theirs.waitFor({ state: 'hidden' }); // they go with their debugger
    } finally {
      client.close();
    }
  });

  it('is not let in without the token', async () => {
    await expect(Debugger.attach(served.dapPort, 'guess')).rejects.toThrow(/attach/);
  });
});

describe('everybody', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`finds no serious fault of accessibility, ${theme}`, async () => {
      if ((await page.locator('html').getAttribute('data-theme')) !== theme) {
        await page.keyboard.press('t');
      }
      expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
      await screenshot(theme);
      for (const tab of ['Console', 'Exceptions', 'Breakpoints', 'Checkpoints', 'Bookmarks']) {
        await viewer.tab(tab);
        const faults = await faultsOf(page);
        expect(faults, tab).toEqual([]);
      }
    });
  }

  it('reaches everything by the keyboard', async () => {
    await page.locator('body').click({ position: { x: 5, y: 5 } });
    const reached = new Set<string>();
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(() => document.activeElement?.closest('[aria-label]')?.getAttribute('aria-label') ?? ''));
    }
    expect([...reached]).toEqual(expect.arrayContaining(['Reverse continue', 'Continue', 'Position in the recording', 'Call stack', 'Light or dark']));
  });

  it.each([
    [320, 560],
    [540, 700],
    [860, 600],
    [1280, 720],
    [3840, 2160],
  ])('finds everything within a window of %i x %i', async (width, height) => {
    await page.setViewportSize({ width, height });
    for (const theme of ['dark', 'light']) {
      if ((await page.locator('html').getAttribute('data-theme')) !== theme) {
        await page.keyboard.press('t');
        await page.waitForTimeout(200); // colours fade
      }
      await screenshot(`${width}x${height}-${theme}`);
    }
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('header button, .lanes, [role="tabpanel"], footer')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().bottom > innerHeight + 1)
        .map((one) => one.getAttribute('aria-label') ?? one.className),
    );
    expect(outside).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  it('meets no error and no other host', () => {
    expect(viewer.problems).toEqual([]);
    expect(viewer.foreign).toEqual([]);
  });
});

describe('at the end', () => {
  it('no process is left, and the page says that nobody answers', async () => {
    const processes = served.children();
    expect(processes.length).toBeGreaterThan(0);
    await served.stop();
    await expect.poll(() => processes.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    await expect.poll(() => page.getByRole('alert').first().innerText()).toMatch(/server (ended|does not answer)/);
    await screenshot('server-gone');
  });
});
