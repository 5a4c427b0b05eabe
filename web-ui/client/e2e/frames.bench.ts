/**
 * How long does the timeline take to draw, at 100 k, 1 M and 5 M events? Run by hand: sh build.sh frames
 *
 * A made-up run is served (FakeRun of the server's tests), so that the size is known; the page does not know the difference. Times are of
 * drawing one frame in the page (performance.measure), and of the first picture since the navigation began.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { launch } from './page';

const ROOT = new URL('../../../', import.meta.url).pathname;
const JAVA = process.env.JAVA_HOME === undefined ? 'java' : join(process.env.JAVA_HOME, 'bin/java');
const rows: Record<string, string | number>[] = [];

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  console.table(rows);
});

async function serve(events: number): Promise<{ link: string; server: ChildProcess }> {
  const library = join(ROOT, 'cli/target/lib');
  const jars = readdirSync(library).map((jar) => join(library, jar));
  const classPath = [join(ROOT, 'web-ui/server/target/test-classes'), ...jars].join(':');
  const server = spawn(JAVA, ['-Xmx4g', '-cp', classPath, 'dev.backstep.web.fake.ServeFake', String(events)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const link = await new Promise<string>((resolve, reject) => {
    server.stdout!.once('data', (data: Buffer) => resolve(data.toString().trim()));
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { link, server };
}

async function frames(page: Page, action: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => performance.clearMeasures('timeline'));
  await action();
  const times = await page.evaluate(() => performance.getEntriesByName('timeline').map((entry) => entry.duration));
  return times.sort((a, b) => a - b);
}

function at(times: number[], share: number): string {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
}

describe.each([100_000, 1_000_000, 5_000_000])('%i events', (events) => {
  it('are drawn', async () => {
    const { link, server } = await serve(events);
    try {
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
      await page.goto(link); // once for the server's JVM to warm up
      await page.waitForFunction(() => performance.getEntriesByName('timeline-complete').length > 0, null, { timeout: 120_000 });
      await page.reload();
      await page.waitForFunction(() => performance.getEntriesByName('timeline-complete').length > 0, null, { timeout: 120_000 });
      const first = await page.evaluate(() => performance.getEntriesByName('timeline')[0].startTime);
      const complete = await page.evaluate(() => performance.getEntriesByName('timeline-complete')[0].startTime);
      await page.waitForTimeout(1500);
      await page.mouse.move(900, 180);
      const wheel = async (by: number): Promise<void> => {
        for (let i = 0; i < 40; i++) {
          await page.mouse.wheel(0, by);
          await page.waitForTimeout(16);
        }
      };
      const zoom = await frames(page, async () => {
        await wheel(-120);
        await wheel(120);
      });
      await page.mouse.wheel(0, -800);
      await page.waitForTimeout(100);
      const pan = await frames(page, async () => {
        await page.mouse.down();
        for (let i = 0; i < 60; i++) {
          await page.mouse.move(900 - i * 8, 180);
          await page.waitForTimeout(16);
        }
        await page.mouse.up();
      });
      rows.push({
        events,
        'first picture, ms': Math.round(first),
        'all events, ms': Math.round(complete),
        'zoom, median ms': at(zoom, 0.5),
        'zoom, 95 %': at(zoom, 0.95),
        'pan, median ms': at(pan, 0.5),
        'pan, 95 %': at(pan, 0.95),
      });
      await page.close();
    } finally {
      server.kill();
    }
  });
});
