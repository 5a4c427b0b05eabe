// End to end: projects of all kinds, as people have them, in one real VS Code workbench. See workbench.e2e.mjs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { maven, unpackLibrary } from './library.mjs';
import { Stage, backstep, configure, extension, makeProject } from './stage.mjs';

const REVERSE = /^Reverse \(|^Reverse$/;

const JDKS = '/usr/lib/jvm';
const java17 = (fs.existsSync(JDKS) ? fs.readdirSync(JDKS) : []).map(name => path.join(JDKS, name))
  .find(jdk => /-17-/.test(jdk) && fs.existsSync(path.join(jdk, 'bin/javac')));
const gradle = ['/usr/share/gradle/bin/gradle'].find(file => fs.existsSync(file));
const noGradle = gradle && java17 ? false : 'needs Debian\'s Gradle and a JDK 17 (apt-get install gradle openjdk-17-jdk-headless): no registry of the build has a Gradle';

const stage = new Stage('projects');
const folder = name => path.join(stage.folder, name);
const LIBRARY = folder('commons-codec');
const shot = name => stage.shot(name);
let page;
let bench;

before(async () => {
  makeEclipseProject();
  makeGradleProject();
  unpackLibrary('commons-codec', 'commons-codec', '1.19.0', LIBRARY);
  configure(LIBRARY);
  await stage.open(folder('eclipse'), [packStandIn()]);
  ({ page, bench } = stage);
}, { timeout: 300_000 });

after(() => stage.close());
afterEach(context => stage.note(context));

/** See java-extension/extension.js. */
function packStandIn() {
  const vsix = folder('java.vsix');
  execFileSync(path.join(extension, 'node_modules/.bin/vsce'), ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '-o', vsix],
    { cwd: path.join(extension, 'e2e/java-extension'), stdio: 'ignore' });
  return vsix;
}

/** Neither Maven nor Gradle, and classes in folders where no convention looks: only the Java extension can tell the class path. */
function makeEclipseProject() {
  const list = folder('libraries');
  maven(path.join(extension, 'e2e'), ['org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath', '-Dmdep.includeScope=test', `-Dmdep.outputFile=${list}`]);
  const libraries = fs.readFileSync(list, 'utf8').trim().split(':').map(jar => `  <classpathentry kind="lib" path="${jar}" test="true"/>`);
  makeProject(folder('eclipse'), {
    main: 'code', test: 'checks',
    files: {
      '.classpath': `<classpath>
  <classpathentry kind="src" path="code" output="compiled/code"/>
  <classpathentry kind="src" path="checks" output="compiled/checks" test="true"/>
${libraries.join('\n')}
</classpath>
`,
    },
  });
}

/** With a wrapper, as such projects have: here it starts the Gradle that Debian has, on the youngest JDK that that one runs on. */
function makeGradleProject() {
  makeProject(folder('gradle'), {
    main: 'src/main/java', test: undefined,
    files: {
      'settings.gradle': "rootProject.name = 'counter'\n",
      'build.gradle': "apply plugin: 'java'\nsourceCompatibility = '17'\n",
      'gradle.properties': 'org.gradle.daemon=false\n',
      gradlew: `#!/bin/sh\nJAVA_HOME=${java17} GRADLE_USER_HOME=${folder('gradle-home')} exec ${gradle} "$@"\n`,
    },
  });
  fs.chmodSync(path.join(folder('gradle'), 'gradlew'), 0o755);
}

/** With the debug toolbar to be seen, which is in the Run view. */
async function record(text) {
  await bench.start(() => bench.clickRecord(text));
  await bench.show('Run and Debug');
}

test('the class path comes from the Java extension, which compiles', async () => {
  await bench.open('Counter.java');
  await record('public static void main');
  await bench.standsAt(18);
  await bench.endSession();
  assert.ok(fs.existsSync(path.join(folder('eclipse'), 'compiled/code/shop/Counter.class')));
});

test('the class path of a test comes from the Java extension, with the libraries of tests', async () => {
  await bench.open('CounterTest.java');
  await record('void averageOfTwoPrices');
  await bench.standsAt(14);
  await bench.endSession();
});

test('what the Java extension cannot compile is not run unasked', async () => {
  const source = path.join(folder('eclipse'), 'code/shop/Counter.java');
  const good = fs.readFileSync(source);
  fs.writeFileSync(source, 'package shop; class Counter {\n  public static void main(String[] args) {\n    nonsense\n  }\n}\n');
  await bench.command('View: Close All Editors');
  await bench.open('Counter.java');
  await bench.again('no question', async () => {
    await bench.clickRecord('public static void main');
    await page.getByText('The Java extension found errors in the project').waitFor({ timeout: 10_000 });
  });
  await page.getByRole('button', { name: 'Run What Is Compiled' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  fs.writeFileSync(source, good);
  assert.ok(!await page.locator('.statusbar.debugging').isVisible());
});

test('a project of Gradle is built by its wrapper', { skip: noGradle }, async () => {
  await stage.goTo(folder('gradle'));
  await bench.open('Counter.java');
  await record('public static void main');
  await bench.standsAt(18);
  await bench.press(/^Step Back/);
  await bench.standsAt(26);
  await bench.endSession();
  assert.ok(fs.existsSync(path.join(folder('gradle'), 'build/classes/java/main/shop/Counter.class')));
});

test('a library that nobody here wrote: its main method is recorded, and stops where it threw', async () => {
  const source = path.join(LIBRARY, 'src/main/java/org/apache/commons/codec/cli/Digest.java');
  await stage.goTo(LIBRARY);
  await openAt(source, 'public static void main');
  await record('public static void main');
  const creation = lineOf(source, 'throw new IllegalArgumentException(');
  await bench.standsAt(creation + 1);
  await shot('library-main');
  await bench.press(/^Step Back/);
  await bench.standsAt(creation);
  await bench.press(/^Step Back/);
  await bench.standsAt(lineOf(source, 'if (argsLength == 0)'));
  await bench.endSession();
});

test('a library that nobody here wrote: one of its parametrised tests is recorded and walked backwards', async () => {
  const checks = path.join(LIBRARY, 'src/test/java/org/apache/commons/codec/digest/XXHash32Test.java');
  const source = path.join(LIBRARY, 'src/main/java/org/apache/commons/codec/digest/XXHash32.java');
  const addition = lineOf(source, 'totalLen += len;');
  await openAt(checks, 'void verifyIncrementalChecksum');
  await record('void verifyIncrementalChecksum');
  await openAt(source, 'totalLen += len;');
  await bench.setBreakpoint(addition);
  await bench.press(REVERSE);
  await bench.standsAt(addition);
  await bench.variable('len', '1');
  await bench.press(/^Step Back/);
  await bench.standsAt(lineOf(source, 'if (len <= 0)'));
  await bench.press(/^Step Over/);
  await bench.expandVariable('this');
  await bench.move(() => bench.variableMenu('totalLen', 'Who Wrote This Value?'));
  await bench.standsAt(addition);
  await shot('library-who-wrote');
  await bench.press('Reverse Step Out');
  await page.locator('.debug-call-stack .monaco-list-row.selected, .debug-call-stack .monaco-list-row').filter({ hasText: 'verifyIncrementalChecksum' }).first().waitFor();
  await page.getByRole('button', { name: 'Open Timeline' }).first().click();
  const lanes = page.frameLocator('iframe.webview').last().frameLocator('iframe').frameLocator('iframe[title="Backstep timeline"]').getByRole('slider', { name: 'Position in the recording' });
  await lanes.waitFor();
  const height = await lanes.evaluate(element => element.clientHeight);
  await bench.move(() => lanes.click({ position: { x: 300, y: height - 8 }, force: true }));
  await shot('library-timeline');
  await bench.focusEditor();
  await bench.endSession();
});

test('a JDK of another version is said, with ways to the setting and to a JDK', async () => {
  const jdk = folder('java-17');
  fs.mkdirSync(jdk);
  fs.writeFileSync(path.join(jdk, 'release'), 'JAVA_VERSION="17.0.17"\n');
  configure(folder('eclipse'), { 'backstep.javaHome': jdk });
  await stage.goTo(folder('eclipse'));
  await bench.open('Counter.java');
  await bench.again('no message', async () => {
    await bench.clickRecord('public static void main');
    await page.getByText(/which is Java 17\.0\.17\. Backstep needs a JDK 25/).first().waitFor({ timeout: 5_000 });
  });
  await shot('another-jdk');
  await page.getByRole('button', { name: 'Get a JDK 25' }).first().click();
  await page.getByText('adoptium.net/temurin/releases').first().waitFor(); // the workbench asks before it opens a page
  await page.keyboard.press('Escape');
  await bench.command('Notifications: Clear All Notifications');
});

test('where no JDK 25 is to be found, that is said, with ways to the setting and to a JDK', async () => {
  configure(folder('eclipse'), { 'backstep.javaHome': '', 'backstep.command': commandWithoutJdk() });
  await bench.again('no message', async () => {
    await bench.clickRecord('public static void main');
    await page.getByText(/Backstep needs a JDK 25: no JDK 25 found: install one/).first().waitFor({ timeout: 20_000 });
  });
  await shot('no-jdk');
  assert.ok(!await page.locator('.monaco-dialog-box').isVisible(), 'nothing else is said over it');
  await page.getByRole('button', { name: 'Get a JDK 25' }).first().waitFor();
  await page.getByRole('button', { name: 'Open Settings' }).first().click();
  await page.getByText('Java Home').first().waitFor();
});

test('a program that is not there is said, with a way to the setting', async () => {
  configure(folder('eclipse'), { 'backstep.command': '/nowhere/backstep' });
  await bench.command('Notifications: Clear All Notifications');
  await bench.open('Counter.java');
  await bench.again('no message', async () => {
    await bench.command('Backstep: Record and Debug');
    await page.getByText('names /nowhere/backstep, which is not a program').first().waitFor({ timeout: 5_000 });
  });
  await page.getByRole('button', { name: 'Open Settings' }).first().waitFor();
  await shot('missing');
});

/** The real command where all folders are empty in which a JDK could lie. */
function commandWithoutJdk() {
  const file = folder('backstep');
  fs.writeFileSync(file, `#!/bin/sh
exec unshare --map-root-user --mount sh -c '
  for folder in "${process.env.JAVA_HOME}" /usr/lib/jvm /usr/lib64/jvm /usr/java /opt /usr/local; do
    [ ! -d "$folder" ] || mount -t tmpfs none "$folder" || exit
  done
  unset JAVA_HOME
  HOME=/nonexistent exec "$0" "$@"' ${backstep} "$@"
`, { mode: 0o755 });
  return file;
}

function lineOf(file, text) {
  const line = fs.readFileSync(file, 'utf8').split('\n').findIndex(each => each.includes(text));
  assert.ok(line >= 0, `${text} in ${file}`);
  return line + 1;
}

async function openAt(file, text) {
  await bench.open(path.basename(file));
  await bench.goToLine(lineOf(file, text));
}
