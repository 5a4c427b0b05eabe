import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Viewer, faultsOf, launch } from './page';
import { Served } from './served';
import { spoil, type Spoilt } from './spoil';

const SCREENSHOTS = process.env.BACKSTEP_SCREENSHOTS;
/** What is printed from here on is not what the log says. */
const WRONG_PRINT = 7;

let spoilt: Spoilt;
let served: Served;
let browser: Browser;
let viewer: Viewer;

beforeAll(async () => {
  served = await Served.start('Till', 1, (backstep, recording) => (spoilt = spoil(backstep, recording, WRONG_PRINT)));
  browser = await launch();
  viewer = await Viewer.open(await browser.newContext({ viewport: { width: 1280, height: 720 } }), served.link);
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

describe('a recording that its program does not follow', () => {
  it('is shown with the place, what was expected, and what came instead', async () => {
    const alert = viewer.page.getByRole('alert', { name: 'Divergence' });
    await alert.waitFor();
    const text = await alert.innerText();
    expect(text).toContain(`tick ${spoilt.tick}, event ${spoilt.index}`);
    expect(text).toMatch(/in thread (anna|bert)/);
    expect(text).toContain('FileOutputStream.writeBytes');
    expect(await alert.locator('dd').nth(0).innerText()).toContain(spoilt.digest);
    expect(await alert.locator('dd').nth(1).innerText()).not.toContain(spoilt.digest);
    if (SCREENSHOTS !== undefined) {
      await viewer.page.screenshot({ path: `${SCREENSHOTS}/diverged.png` });
    }
    expect(await faultsOf(viewer.page)).toEqual([]);
  });

  it('has a timeline and a console up to there, and nothing behind', async () => {
    const { page } = viewer;
    await viewer.tab('Console');
    const lines = page.getByRole('tabpanel', { name: /^Console/ }).getByText(/puts in/);
    await expect.poll(() => lines.count()).toBe(WRONG_PRINT - 1);
    expect(await page.getByText('in the till').count()).toBe(0);
  });

  it('does not move to behind it, and stays where it stood', async () => {
    const { page } = viewer;
    const refusal = () => page.locator('.notice').getByText(/met another fact than the recorded one/);
    const end = Number(await page.getByRole('slider', { name: 'Position in the recording' }).getAttribute('aria-valuemax'));
    await viewer.goTo(10);
    await page.keyboard.press('End');
    await refusal().waitFor();
    await viewer.settled();
    expect(await viewer.step()).toBe(10);
    await page.locator('.notice').getByRole('button', { name: 'Close' }).click();
    await viewer.moves(() => page.getByRole('button', { name: /Go to the last position/ }).click());
    expect(await viewer.step()).toBe(end);
    await page.keyboard.press('c');
    await refusal().waitFor();
    await viewer.settled();
    expect(await viewer.step()).toBe(end);
  });

  it('is exact before it', async () => {
    const { page } = viewer;
    await viewer.tab('Console');
    await viewer.moves(() => page.getByText('anna puts in 10', { exact: true }).click());
    await viewer.unfold('this');
    await expect.poll(() => viewer.value('cents')).toMatch(/^\d+$/);
    const here = await viewer.step();
    const back = await viewer.key('ArrowLeft');
    expect(back).toBeLessThan(here);
    expect(await viewer.key('ArrowRight')).toBe(here);
    if (SCREENSHOTS !== undefined) {
      await page.screenshot({ path: `${SCREENSHOTS}/diverged-before.png` });
    }
  });
});
