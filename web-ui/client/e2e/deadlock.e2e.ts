import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Viewer, faultsOf, launch } from './page';
import { Served } from './served';

const SCREENSHOTS = process.env.BACKSTEP_SCREENSHOTS;

let served: Served;
let browser: Browser;
let viewer: Viewer;

beforeAll(async () => {
  served = await Served.start('Forks', 0);
  browser = await launch();
  viewer = await Viewer.open(await browser.newContext({ viewport: { width: 1280, height: 720 } }), served.link);
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

it('says who holds which lock, who waits, and that it is a circle', async () => {
  const { page } = viewer;
  await viewer.key('End');
  await viewer.tab('Locks');
  const panel = page.getByRole('tabpanel', { name: 'Locks' });
  await panel.getByText('Deadlock').waitFor();
  const rows = await panel.locator('tbody tr.cycle').evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].slice(1).map((cell) => cell.textContent!.trim())));
  expect(rows).toHaveLength(3);
  // Each holds one, and waits for that of the next.
  for (const [owner, waiting] of rows) {
    expect(owner).toMatch(/^philosopher-\d$/);
    expect(waiting).toMatch(/^philosopher-\d$/);
    expect(waiting).not.toBe(owner);
  }
  expect(new Set(rows.map(([owner]) => owner)).size).toBe(3);
  if (SCREENSHOTS !== undefined) {
    await page.screenshot({ path: `${SCREENSHOTS}/deadlock.png` });
  }
  expect(await faultsOf(page)).toEqual([]);
});

it('leads from a lock to the stack of the thread that holds it', async () => {
  const { page } = viewer;
  await page.getByRole('tabpanel', { name: 'Locks' }).getByRole('button', { name: 'philosopher-1' }).first().click();
  await viewer.tab('Stack');
  await expect.poll(() => page.getByRole('tabpanel', { name: 'Stack' }).innerText()).toContain('dine');
});

it('has no lock before anybody has taken one', async () => {
  await viewer.key('Home');
  await viewer.tab('Locks');
  await viewer.page.getByText('No lock is held or waited for.').waitFor();
  expect(viewer.problems).toEqual([]);
});
