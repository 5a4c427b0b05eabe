// End to end: a real VS Code workbench in headless Chromium, our extension, a recorded program.
//
//   node --test e2e/workbench.e2e.mjs        after e2e/setup.sh, npm run package and a build of backstep
//
// Screenshots and logs stay in target/e2e.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { Stage, backstep, extension, makeProject } from './stage.mjs';

const SOURCE = 'Counter.java';
const REVERSE = /^Reverse \(|^Reverse$/;

const stage = new Stage('workbench');
const workspace = path.join(stage.folder, 'workspace');
const shot = name => stage.shot(name);
let page;
let bench;

before(async () => {
  makeWorkspace();
  await stage.open(workspace);
  ({ page, bench } = stage);
}, { timeout: 300_000 });

after(() => stage.close());
afterEach(context => stage.note(context));

/** A project of Maven, and a recording of its program. */
function makeWorkspace() {
  makeProject(workspace, {
    main: 'src/main/java', test: 'src/test/java',
    files: {
      'pom.xml': fs.readFileSync(path.join(extension, 'e2e/pom.xml')),
      '.vscode/launch.json': JSON.stringify({
        version: '0.2.0',
        configurations: [{ type: 'backstep', request: 'launch', name: 'Record Counter', mainClass: 'shop.Counter' }],
      }),
    },
  });
  const classes = path.join(stage.folder, 'classes'); // the extension builds the project itself
  const javaHome = process.env.JAVA_HOME;
  execFileSync(path.join(javaHome, 'bin/javac'), ['-g', '-d', classes, path.join(workspace, 'src/main/java/shop', SOURCE)]);
  try {
    execFileSync(backstep, ['record', '-q', '-o', path.join(workspace, 'counter.backstep'), '--', path.join(javaHome, 'bin/java'), '-cp', classes, 'shop.Counter'],
      { env: { ...process.env, BACKSTEP_NO_BUILD: '1' }, stdio: 'ignore' });
  } catch {
    // the program fails on purpose, and so does record
  }
}

test('a recording opens with what it is and how it ended', async () => {
  await bench.open('counter.backstep');
  const frame = page.frameLocator('iframe.webview').frameLocator('iframe');
  await frame.getByText('exited with exit code 1').waitFor();
  await frame.getByText('shop.Counter', { exact: true }).waitFor();
  await frame.getByRole('button', { name: 'Start debugging at the failure' }).waitFor();
  await shot('recording');
});

test('main methods have a Record lens', async () => {
  await bench.open(SOURCE);
  await page.locator('.codelens-decoration a').filter({ hasText: 'Record' }).first().waitFor();
  await shot('lens');
});

test('F5 records and stops where the program failed', async () => {
  await bench.show('Run and Debug');
  await page.locator('.debug-toolbar, .monaco-action-bar').getByText('Record Counter').first().waitFor();
  await bench.open(SOURCE);
  await bench.start(() => page.keyboard.press('F5'));
  await bench.standsAt(18);
  await page.locator('.debug-call-stack').getByText('average').first().waitFor();
  await shot('failure');
});

test('Step Back goes to the call, and forward again to where it failed', async () => {
  await bench.press(/^Step Back/);
  await bench.standsAt(26);
  await bench.press(/^Step Into/);
  await bench.standsAt(18);
});

test('Reverse goes to the last hit of a breakpoint', async () => {
  await bench.setBreakpoint(13);
  await bench.press(REVERSE);
  await bench.standsAt(13);
  await bench.variable('price', '-2');
  await shot('reverse');
  await bench.press(REVERSE);
  await bench.variable('price', '4');
});

test('a variable that is set leads into a what-if, and the status bar leads back', async () => {
  const recorded = await bench.positionOtherThan('');
  await bench.setVariable('price', '40');
  await bench.until(async () => (await bench.status()).includes('what if'), async () => `the status bar says '${await bench.status()}'`);
  await bench.variable('price', '40');
  await shot('what-if');
  await bench.again('the what-if goes on', async () => {
    await bench.statusItem().click();
    await bench.until(async () => !(await bench.status()).includes('what if'), async () => `the status bar says '${await bench.status()}'`, 10_000);
  });
  assert.equal(await bench.positionOtherThan(''), recorded);
  await bench.variable('price', '4');
});

test('Reverse Step Out goes to the caller', async () => {
  await bench.press('Reverse Step Out');
  await bench.standsAt(24);
});

test('keys step backwards: into the call before, over a line, out to the caller, and back to the breakpoint', async () => {
  const press = key => bench.move(async () => {
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.press(key);
  });
  await press('Shift+Alt+F11');
  await bench.standsAt(15);
  await press('Alt+F10');
  await bench.standsAt(14);
  await press('Control+Alt+F11');
  await bench.standsAt(13); // a breakpoint on the way
  await press('Control+Alt+F11');
  await bench.standsAt(23);
  await press('F5');
  await bench.standsAt(13);
  await press('F5');
  await press('Alt+F5');
  await bench.variable('price', '3');
});

test('the status bar leads to a position that is typed', async () => {
  await bench.move(() => bench.command('Backstep: Go to End'));
  await shot('end');
});

test('Who Wrote This Value leads to the write', async () => {
  await bench.move(() => bench.command('Backstep: Go to Start'));
  await bench.press(/^Continue/);
  await bench.press(/^Continue/);
  await bench.variable('price', '4');
  await bench.expandVariable('this');
  await bench.move(() => bench.variableMenu('total', 'Who Wrote This Value?'));
  await bench.variable('price', '3');
  await bench.standsAt(13);
  await shot('who-wrote');
});

test('Print at Every Hit is a table whose rows lead to the hits', async () => {
  await bench.open(SOURCE);
  await bench.goToLine(13);
  await bench.menu(page.locator('.editor-instance .view-line').filter({ hasText: 'total += price;' }), 'Print at Every Hit…');
  await bench.answer('Print at every hit of line 13', 'name; price; total + price');
  const table = bench.table(/^Counter\.java:13 · 3 hits/);
  const rows = table.locator('tbody tr');
  await rows.first().waitFor();
  const texts = await rows.evaluateAll(all => all.map(row => [...row.querySelectorAll('td')].slice(2).map(cell => cell.textContent)));
  assert.deepEqual(texts, [['"tea"', '3', '3'], ['"bread"', '4', '7'], ['"butter"', '-2', '5']]);
  await shot('prints');
  const position = await rows.nth(2).locator('button').innerText();
  assert.equal(await bench.move(() => rows.nth(2).locator('button').click()), position);
  await bench.variable('price', '-2');
  await bench.closeEditors();
});

test('History of This Value is a table whose rows lead to the writes', async () => {
  await bench.expandVariable('this');
  await bench.variableMenu('total', 'History of This Value');
  const table = bench.table(/^History of total/);
  await table.locator('tbody tr').first().waitFor();
  await shot('history');
  await bench.move(() => table.locator('tbody tr button').last().click());
  await bench.standsAt(13);
  await bench.closeEditors();
});

test('the Backstep views lead to exceptions, bookmarks, console lines and visited positions', async () => {
  await bench.open(SOURCE);
  const bookmarked = await bench.positionOtherThan('');
  await bench.command('Backstep: Bookmark This Moment');
  await bench.answer('Bookmark this moment', 'the refund');
  await bench.show('Backstep');
  await bench.move(() => bench.row('ArithmeticException').click());
  await bench.standsAt(18);
  assert.equal(await bench.move(() => bench.row('the refund').click()), bookmarked);
  await bench.move(() => bench.row('bread makes 7').click());
  await bench.standsAt(14);
  await shot('views');
  const visited = await bench.move(() => bench.command('Backstep: Back to Visited Position'));
  await bench.move(() => bench.command('Backstep: Forward to Visited Position'));
  await bench.standsAt(14);
  assert.equal(await bench.move(() => bench.command('Backstep: Back to Visited Position')), visited);
  await bench.command('Backstep: Take a Checkpoint');
  await bench.answer('Take a checkpoint', 'before the refund');
  await bench.row('before the refund').waitFor();
  await bench.move(() => bench.command('Backstep: Go to Start'));
  assert.equal(await bench.move(() => bench.row('before the refund').click()), visited);
});

test('the timeline opens beside the source, through the proxy of the workbench, and a click on it moves the session', async () => {
  await bench.show('Run and Debug');
  await page.getByRole('button', { name: 'Open Timeline' }).first().click();
  const frame = page.frameLocator('iframe.webview').last().frameLocator('iframe').frameLocator('iframe[title="Backstep timeline"]');
  const lanes = frame.getByRole('slider', { name: 'Position in the recording' });
  await lanes.waitFor();
  await frame.getByText('tea makes 3').waitFor(); // the survey is there
  // From within the frame: where frames lie in frames, places on the screen are not to be had.
  const height = await lanes.evaluate(element => element.clientHeight);
  const position = Number((await bench.move(() => lanes.click({ position: { x: 300, y: height - 8 }, force: true }))).slice('t='.length));
  assert.match(await lanes.evaluate(() => location.href), /^http:\/\/workbench\.localhost:\d+\/proxy\/\d+\//);
  await page.locator('.debug-call-stack').getByText('PAUSED').first().waitFor();
  if (position > 11 && position < 17) { // the third time that add runs
    await bench.variable('name', '"butter');
  }
  await shot('timeline');
  await bench.focusEditor();
  const before = (await bench.press(/^Step Back/)).slice('t='.length); // and the other way round
  await bench.until(async () => await lanes.getAttribute('aria-valuenow') === before, async () => `the timeline stands at ${await lanes.getAttribute('aria-valuenow')}`);
});

test('a double-clicked recording starts debugging at its failure, or at its start', async () => {
  await bench.endSession();
  await bench.closeEditors();
  await bench.show('Explorer');
  await bench.again('it does not open', async () => {
    await bench.row('counter.backstep').dblclick({ timeout: 5_000 });
    await page.locator('.tab[data-resource-name="counter.backstep"]').waitFor({ timeout: 5_000 });
  });
  const frame = page.frameLocator('iframe.webview').first().frameLocator('iframe');
  await bench.start(() => frame.getByRole('button', { name: 'Start debugging at the failure' }).click());
  await bench.standsAt(18);
  await bench.endSession();
  await bench.open('counter.backstep');
  await bench.start(() => frame.getByRole('button', { name: 'Start debugging at the start' }).click());
  await bench.standsAt(22);
  await bench.endSession();
});

test('launch.json has snippets and descriptions; what it says is taken', async () => {
  const served = await serve(path.join(workspace, 'counter.backstep'));
  try {
    fs.writeFileSync(path.join(workspace, '.vscode/launch.json'), `{
  "version": "0.2.0",
  "configurations": [
    {
      "type": "backstep", "request": "attach", "name": "Join",
      "port": ${served.port},
      "token": "${served.token}"
    },
    {
      "type": "backstep", "request": "launch", "name": "Open",
      "recording": "\${workspaceFolder}/counter.backstep",
      "startAt": "start"
    },


  ]
}
`);
    await bench.open('launch.json');
    await bench.goToLine(14);
    await bench.again('no snippets', async () => {
      await page.keyboard.press('Escape'); // words of the file come first, the snippets when the server for JSON runs
      await page.keyboard.press('Control+Space');
      await page.locator('.suggest-widget .monaco-list-row').filter({ hasText: 'Backstep: debug a recording' }).first().waitFor({ timeout: 5_000 });
    });
    await shot('snippets');
    await page.keyboard.press('Escape');
    await bench.again('no description', async () => {
      await page.mouse.move(10, 10);
      await page.locator('.editor-instance .view-lines .view-line span').filter({ hasText: /^"startAt"$/ }).first().hover({ timeout: 5_000 });
      await page.locator('.monaco-hover').getByText('Where to stop first').first().waitFor({ timeout: 5_000 });
    });
    await bench.startByName('Join');
    await bench.press(/^Step Over/); // it stood at its start
    await bench.press(/^Step Back/);
    await bench.endSession();
    await bench.startByName('Open');
    await bench.standsAt(22);
    await bench.endSession();
  } finally {
    served.stop();
  }
});

/** A recording that is served by a process of its own, as on another desk. */
function serve(recording) {
  const child = spawn(backstep, ['dap', '--port', '0', recording], { env: { ...process.env, BACKSTEP_NO_BUILD: '1' }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`backstep dap ended: ${said}`)));
    child.stderr.on('data', chunk => {
      const match = /127\.0\.0\.1:(\d+), token (\w+)/.exec(said += chunk);
      if (match) {
        resolve({ port: match[1], token: match[2], stop: () => child.kill() });
      }
    });
  });
}

test('Record above a test runs it by the JUnit of the project, and stops where it failed', async () => {
  await bench.closeEditors();
  await bench.open('CounterTest.java');
  await bench.start(() => bench.clickRecord('void averageOfTwoPrices'));
  await bench.standsAt(14);
  await bench.variable('average', '-7');
  await page.locator('.debug-call-stack').getByText('averageOfTwoPrices').first().waitFor();
  await shot('junit');
  await bench.endSession();
});

test('Record and Debug takes the class of the open file', async () => {
  await bench.open(SOURCE);
  await bench.start(() => bench.command('Backstep: Record and Debug'));
  await bench.standsAt(18);
  await bench.endSession();
});
