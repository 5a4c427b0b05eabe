// End to end: a real VS Code workbench in headless Chromium, our extension, a recorded program.
//
//   node --test e2e/workbench.e2e.mjs        after e2e/setup.sh, npm run package and a build of backstep
//
// Screenshots and logs stay in target/e2e.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { Server } from './server.mjs';
import { Workbench } from './workbench.mjs';

const extension = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const project = path.dirname(extension);
const output = path.join(extension, 'target/e2e');
const workspace = path.join(output, 'workspace');
const SOURCE = 'Counter.java';

let server;
let browser;
let page;
let bench;

before(async () => {
  fs.rmSync(output, { recursive: true, force: true });
  makeWorkspace();
  const env = { ...process.env, BACKSTEP_NO_BUILD: '1' };
  server = await Server.start({
    home: process.env.BACKSTEP_E2E_HOME ?? execFileSync(path.join(extension, 'e2e/setup.sh'), { encoding: 'utf8' }).trim(),
    vsix: path.join(extension, 'target/backstep.vsix'), workspace, scratch: output, env,
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(90_000);
  page.on('console', message => fs.appendFileSync(path.join(output, 'console.log'), `${message.type()} ${message.text()}\n`));
  bench = new Workbench(page);
  await page.goto(server.url);
  await bench.ready();
}, { timeout: 300_000 });

after(async () => {
  await shot('last');
  await browser?.close();
  await server?.stop();
});

afterEach(context => context.passed === false ? shot(`failed-${context.name.replace(/\W+/g, '-')}`) : undefined);

async function shot(name) {
  await page?.screenshot({ path: path.join(output, `${name}.png`) }).catch(() => undefined);
}

/** A project of Maven, and a recording of its program. */
function makeWorkspace() {
  const sources = path.join(workspace, 'src/main/java/shop');
  const tests = path.join(workspace, 'src/test/java/shop');
  fs.mkdirSync(sources, { recursive: true });
  fs.mkdirSync(tests, { recursive: true });
  fs.copyFileSync(path.join(extension, 'e2e/pom.xml'), path.join(workspace, 'pom.xml'));
  fs.copyFileSync(path.join(extension, 'e2e/CounterTest.java'), path.join(tests, 'CounterTest.java'));
  fs.mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
  fs.copyFileSync(path.join(extension, 'e2e/Counter.java'), path.join(sources, SOURCE));
  const classes = path.join(output, 'classes'); // the extension builds the project itself
  const javaHome = process.env.JAVA_HOME;
  execFileSync(path.join(javaHome, 'bin/javac'), ['-g', '-d', classes, path.join(sources, SOURCE)]);
  useCommand(path.join(project, 'backstep'));
  fs.writeFileSync(path.join(workspace, '.vscode/launch.json'), JSON.stringify({
    version: '0.2.0',
    configurations: [{ type: 'backstep', request: 'launch', name: 'Record Counter', mainClass: 'shop.Counter' }],
  }));
  try {
    execFileSync(path.join(project, 'backstep'), ['record', '-q', '-o', path.join(workspace, 'counter.backstep'), '--', path.join(javaHome, 'bin/java'), '-cp', classes,
      'shop.Counter'], { env: { ...process.env, BACKSTEP_NO_BUILD: '1' }, stdio: 'ignore' });
  } catch {
    // the program fails on purpose, and so does record
  }
}

function useCommand(command) {
  fs.writeFileSync(path.join(workspace, '.vscode/settings.json'), JSON.stringify({ 'backstep.command': command, 'backstep.javaHome': process.env.JAVA_HOME }));
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
  await page.keyboard.press('F5');
  await bench.positionOtherThan('', 300_000);
  await bench.standsAt(18);
  await page.locator('.debug-call-stack').getByText('average').first().waitFor();
  await shot('failure');
});

test('Step Back goes to the call, and forward again to where it failed', async () => {
  let position = await bench.positionOtherThan('');
  await page.getByRole('button', { name: /^Step Back/ }).first().click();
  position = await bench.positionOtherThan(position);
  await bench.standsAt(26);
  await page.getByRole('button', { name: /^Step Into/ }).first().click();
  await bench.positionOtherThan(position);
  await bench.standsAt(18);
});

test('Reverse goes to the last hit of a breakpoint', async () => {
  const failure = await bench.positionOtherThan('');
  await bench.toggleBreakpoint(13);
  await page.getByRole('button', { name: /^Reverse \(|^Reverse$/ }).first().click();
  const last = await bench.positionOtherThan(failure);
  await bench.standsAt(13);
  await bench.variable('price', '-2');
  await shot('reverse');
  await page.getByRole('button', { name: /^Reverse \(|^Reverse$/ }).first().click();
  await bench.positionOtherThan(last);
  await bench.variable('price', '4');
});

test('a variable that is set leads into a what-if, and the status bar leads back', async () => {
  const recorded = await bench.positionOtherThan('');
  await bench.setVariable('price', '40');
  await bench.until(async () => (await bench.status()).includes('what if'), async () => `the status bar says '${await bench.status()}'`);
  await bench.variable('price', '40');
  await shot('what-if');
  await bench.statusItem().click();
  await bench.until(async () => !(await bench.status()).includes('what if'), async () => `the status bar says '${await bench.status()}'`);
  assert.equal(await bench.positionOtherThan(''), recorded);
  await bench.variable('price', '4');
});

test('Reverse Step Out goes to the caller', async () => {
  const inside = await bench.positionOtherThan('');
  await page.getByRole('button', { name: 'Reverse Step Out' }).first().click();
  await bench.positionOtherThan(inside);
  await bench.standsAt(24);
});

test('the status bar leads to a position that is typed', async () => {
  const before = await bench.positionOtherThan('');
  await bench.command('Backstep: Go to End');
  await bench.positionOtherThan(before);
  await shot('end');
});

test('Who Wrote This Value leads to the write', async () => {
  let position = await bench.positionOtherThan('');
  await bench.command('Backstep: Go to Start');
  position = await bench.positionOtherThan(position);
  await page.getByRole('button', { name: /^Continue/ }).first().click();
  position = await bench.positionOtherThan(position);
  await page.getByRole('button', { name: /^Continue/ }).first().click();
  position = await bench.positionOtherThan(position);
  await bench.variable('price', '4');
  await bench.expandVariable('this');
  await bench.variableMenu('total', 'Who Wrote This Value?');
  await bench.positionOtherThan(position);
  await bench.variable('price', '3');
  await bench.standsAt(13);
  await shot('who-wrote');
});

test('Print at Every Hit is a table whose rows lead to the hits', async () => {
  await bench.open(SOURCE);
  await bench.goToLine(13);
  await bench.command('Backstep: Print at Every Hit…');
  await bench.answer('name; price; total + price');
  const table = bench.table(/^Counter\.java:13 · 3 hits/);
  const rows = table.locator('tbody tr');
  await rows.first().waitFor();
  const texts = await rows.evaluateAll(all => all.map(row => [...row.querySelectorAll('td')].slice(2).map(cell => cell.textContent)));
  assert.deepEqual(texts, [['"tea"', '3', '3'], ['"bread"', '4', '7'], ['"butter"', '-2', '5']]);
  await shot('prints');
  const position = await rows.nth(2).locator('button').innerText();
  await rows.nth(2).locator('button').click();
  await bench.until(async () => (await bench.status()).includes(position), async () => `at ${await bench.status()}, not ${position}`);
  await bench.variable('price', '-2');
  await bench.closeEditors();
});

test('History of This Value is a table whose rows lead to the writes', async () => {
  const before = await bench.positionOtherThan('');
  await bench.expandVariable('this');
  await bench.variableMenu('total', 'History of This Value');
  const table = bench.table(/^History of total/);
  await table.locator('tbody tr').first().waitFor();
  await shot('history');
  await table.locator('tbody tr button').last().click();
  await bench.positionOtherThan(before);
  await bench.standsAt(13);
  await bench.closeEditors();
});

test('the Backstep views lead to exceptions, bookmarks, console lines and visited positions', async () => {
  await bench.open(SOURCE);
  let position = await bench.positionOtherThan('');
  await bench.command('Backstep: Bookmark This Moment');
  await bench.answer('the refund');
  await bench.show('Backstep');
  await bench.row('ArithmeticException').click();
  const failure = await bench.positionOtherThan(position);
  await bench.standsAt(18);
  await bench.row('the refund').click();
  assert.equal(await bench.positionOtherThan(failure), position);
  await bench.row('bread makes 7').click();
  position = await bench.positionOtherThan(position);
  await bench.standsAt(14);
  await shot('views');
  await bench.command('Backstep: Back to Visited Position');
  position = await bench.positionOtherThan(position);
  await bench.command('Backstep: Take a Checkpoint');
  await bench.answer('before the refund');
  await bench.row('before the refund').waitFor();
  await bench.command('Backstep: Go to Start');
  const start = await bench.positionOtherThan(position);
  await bench.row('before the refund').click();
  assert.equal(await bench.positionOtherThan(start), position);
});

test('the timeline opens beside the source, through the proxy of the workbench, and a click on it moves the session', async () => {
  await bench.show('Run and Debug');
  const before = await bench.positionOtherThan('');
  await page.getByRole('button', { name: 'Open Timeline' }).first().click();
  const frame = page.frameLocator('iframe.webview').last().frameLocator('iframe').frameLocator('iframe[title="Backstep timeline"]');
  const lanes = frame.getByRole('slider', { name: 'Position in the recording' });
  await lanes.waitFor();
  await frame.getByText('tea makes 3').waitFor(); // the survey is there
  // From within the frame: where frames lie in frames, places on the screen are not to be had.
  const height = await lanes.evaluate(element => element.clientHeight);
  await lanes.click({ position: { x: 300, y: height - 8 }, force: true });
  await bench.positionOtherThan(before);
  assert.match(await lanes.evaluate(() => location.href), /^http:\/\/workbench\.localhost:\d+\/proxy\/\d+\//);
  await page.locator('.debug-call-stack').getByText('PAUSED').first().waitFor();
  await shot('timeline');
});

test('a double-clicked recording starts debugging at its failure', async () => {
  await bench.endSession();
  await bench.open('counter.backstep');
  const frame = page.frameLocator('iframe.webview').first().frameLocator('iframe');
  await frame.getByRole('button', { name: 'Start debugging at the failure' }).click();
  await bench.positionOtherThan('', 300_000);
  await bench.standsAt(18);
  await bench.endSession();
});

test('Record above a test runs it by the JUnit of the project, and stops where it failed', async () => {
  await bench.closeEditors();
  await bench.open('CounterTest.java');
  await page.locator('.codelens-decoration a').filter({ hasText: 'Record' }).first().click();
  await bench.positionOtherThan('', 300_000);
  await bench.standsAt(14);
  await bench.variable('average', '-7');
  await page.locator('.debug-call-stack').getByText('averageOfTwoPrices').first().waitFor();
  await shot('junit');
  await bench.endSession();
});

test('Record and Debug takes the class of the open file', async () => {
  await bench.open(SOURCE);
  await bench.command('Backstep: Record and Debug');
  await bench.positionOtherThan('', 300_000);
  await bench.standsAt(18);
  await bench.endSession();
});

test('what is missing is said, with a way to the setting', async () => {
  useCommand('/nowhere/backstep');
  await bench.open(SOURCE);
  await bench.until(async () => {
    await bench.command('Backstep: Record and Debug');
    return await page.getByText('names /nowhere/backstep, which is not a program').first().waitFor({ timeout: 5_000 }).then(() => true, () => false);
  }, () => 'no message', 60_000);
  await page.getByRole('button', { name: 'Open Settings' }).first().click();
  await page.getByText('Java Home').first().waitFor();
  await shot('missing');
});
