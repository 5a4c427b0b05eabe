// How long does the timeline take to draw, and until its first picture? At 100 k, 1 M and 5 M events.
//
//   sh build.sh frames            a table; needs all built, and a machine that does nothing else
//   node e2e/frames.mjs --json    the same as JSON on standard output
//
// Drawing is measured on made-up runs (FakeRun of the server's tests), so that the size is known; the page does not know the
// difference. The first picture is measured on those and on a real recording (Chatter), which is served twice: the first time it is
// looked through by a replay, until which the page shows what the log says, the second time the survey is there. Times of a frame
// are of drawing it in the page (performance.measure), that of the first picture since the navigation began and since the command
// was started.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const ROOT = new URL('../../../', import.meta.url).pathname;
const BACKSTEP = join(ROOT, 'backstep');
/** The user's, else the one that built. */
const JDK = process.env.JAVA_HOME ?? readFileSync(join(ROOT, '.backstep-build/jdk'), 'utf8').trim();
const JAVA = join(JDK, 'bin/java');
const WINDOW = { width: 1920, height: 1080 };
const COMPLETE = () => performance.getEntriesByName('timeline-complete').length > 0;

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, events: { type: 'string', default: '100000,1000000,5000000' }, recorded: { type: 'string', default: '333333' } },
});

/** Starts a server. @return its link, once it has printed one */
function serve(command, args, env = process.env) {
  const server = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let printed = '';
    server.stdout.on('data', (data) => {
      printed += data;
      const link = /http:\S+#token=\w+/.exec(printed);
      if (link !== null) {
        resolve({ link: link[0], stop: () => stop(server) });
      }
    });
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)));
  });
}

async function stop(server) {
  const ended = new Promise((resolve) => server.on('exit', resolve));
  server.kill('SIGINT');
  await ended;
}

function serveMadeUp(events) {
  const library = join(ROOT, 'cli/target/lib');
  const jars = readdirSync(library).map((jar) => join(library, jar));
  const classPath = [join(ROOT, 'web-ui/server/target/test-classes'), ...jars].join(':');
  return serve(JAVA, ['-Xmx4g', '-cp', classPath, 'dev.backstep.web.fake.ServeFake', String(events)]);
}

/** @return durations in milliseconds, ascending */
async function frames(page, action) {
  await page.evaluate(() => performance.clearMeasures('timeline'));
  await action();
  const times = await page.evaluate(() => performance.getEntriesByName('timeline').map((entry) => entry.duration));
  return times.sort((a, b) => a - b);
}

function at(times, share) {
  return Number(times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1));
}

/** Milliseconds from the beginning of the navigation to the first picture, and to that of all events. */
async function pictures(page) {
  await page.waitForFunction(COMPLETE, null, { timeout: 300_000 });
  return page.evaluate(() => ({
    firstPictureMillis: Math.round(performance.getEntriesByName('timeline')[0].startTime),
    completeMillis: Math.round(performance.getEntriesByName('timeline-complete')[0].startTime),
  }));
}

async function drawing(browser, events) {
  const server = await serveMadeUp(events);
  try {
    const page = await browser.newPage({ viewport: WINDOW });
    await page.goto(server.link); // once for the server's JVM to warm up
    await pictures(page);
    await page.reload();
    const times = await pictures(page);
    await page.waitForTimeout(1500);
    await page.mouse.move(900, 180);
    const wheel = async (by) => {
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
    await page.close();
    return { events, ...times, zoomMedianMillis: at(zoom, 0.5), zoom95Millis: at(zoom, 0.95), panMedianMillis: at(pan, 0.5), pan95Millis: at(pan, 0.95) };
  } finally {
    await server.stop();
  }
}

/** A real recording; each line that is printed makes three events. */
async function recorded(browser, lines) {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-frames-'));
  const env = { ...process.env, BACKSTEP_NO_BUILD: '1' };
  const rows = [];
  try {
    const recording = join(folder, 'Chatter.backstep');
    const compiled = spawnSync(join(JDK, 'bin/javac'), ['-g', '-d', folder, join(ROOT, 'web-ui/e2e/src/main/java/dev/backstep/web/e2e/Chatter.java')], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (compiled.status !== 0) {
      throw new Error(`javac ended with ${compiled.status}`);
    }
    const run = spawnSync(BACKSTEP, ['record', '-q', '-o', recording, '--', JAVA, '-cp', folder, 'dev.backstep.web.e2e.Chatter', String(lines)],
      { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (run.status !== 0) {
      throw new Error(`the recorded program ended with ${run.status}`);
    }
    for (const survey of ['made', 'kept']) {
      const page = await browser.newPage({ viewport: WINDOW }); // a browser that is open already
      const begin = performance.now();
      const server = await serve(BACKSTEP, ['serve', '--no-open', recording], env);
      try {
        const servedMillis = Math.round(performance.now() - begin);
        await page.goto(server.link);
        const times = await pictures(page);
        const fromCommandMillis = servedMillis + times.firstPictureMillis;
        const [, port, token] = /:(\d+)\/#token=(\w+)/.exec(server.link);
        const overview = await fetch(`http://127.0.0.1:${port}/api/v1/sessions/shared/overview`, { headers: { Authorization: `Bearer ${token}` } });
        rows.push({ events: (await overview.json()).events, survey, servedMillis, ...times, fromCommandMillis });
        await page.close();
      } finally {
        await server.stop();
      }
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'] });
const result = { window: WINDOW, drawn: [], recorded: [] };
try {
  for (const events of options.events.split(',').map(Number)) {
    result.drawn.push(await drawing(browser, events));
  }
  if (Number(options.recorded) > 0) {
    result.recorded = await recorded(browser, Number(options.recorded));
  }
} finally {
  await browser.close();
}
if (options.json) {
  console.log(JSON.stringify(result));
} else {
  console.table(result.drawn);
  console.table(result.recorded);
}
