import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtClassPath, fetchedByMaven, sentenceOf, type Run } from '../src/build';

let root: string;
let asked: { command: string; args: string[]; folder: string; jdk: string }[];

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'backstep-'));
  asked = [];
});

afterEach(() => fs.rmSync(root, { recursive: true }));

function make(...files: string[]): void {
  for (const file of files) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), '');
  }
}

/** A build tool that needs the network, or does not. */
function tool(classPath: string, worksOffline = true): Run {
  return async (command, args, folder, jdk) => {
    asked.push({ command, args, folder, jdk });
    if (!worksOffline && (args.includes('-o') || args.includes('--offline'))) {
      return { status: 1, output: '[ERROR] Could not resolve dependencies' };
    }
    fs.writeFileSync(fileAskedFor(args), classPath);
    return { status: 0, output: '' };
  };
}

/** Where the class path is to be written: an option of Maven, or in the script that Gradle is given. */
function fileAskedFor(args: string[]): string {
  const option = args.find(each => each.startsWith('-Dmdep.outputFile='));
  return option?.replace(/.*=/, '') ?? /new File\('([^']*)'\)\.text/.exec(fs.readFileSync(args[args.indexOf('-I') + 1]!, 'utf8'))![1]!;
}

test('Maven compiles the tests and tells their libraries, without network', async () => {
  make('pom.xml', 'target/classes/A.class', 'target/test-classes/T.class');
  expect(await builtClassPath(root, root, 'test', tool('/m2/a.jar:/m2/b.jar\n')))
    .toEqual([path.join(root, 'target/test-classes'), path.join(root, 'target/classes'), '/m2/a.jar', '/m2/b.jar']);
  expect(asked).toHaveLength(1);
  expect(asked[0]!.command).toBe('mvn');
  expect(asked[0]!.args).toEqual(expect.arrayContaining(['-o', 'test-compile', '-Dmdep.includeScope=test']));
});

test('what is not on this machine yet is fetched by the build', async () => {
  make('pom.xml', 'target/classes/A.class');
  expect(await builtClassPath(root, root, 'main', tool('', false))).toEqual([path.join(root, 'target/classes')]);
  expect(asked.map(each => each.args.includes('-o'))).toEqual([true, false]);
});

test('a wrapper above the project goes before a tool that is installed', async () => {
  make('gradlew', 'app/build.gradle.kts');
  expect(await builtClassPath(path.join(root, 'app'), root, 'main', tool('/app/build/classes/java/main'))).toEqual(['/app/build/classes/java/main']);
  expect(asked[0]!.command).toBe(path.join(root, 'gradlew'));
});

test('a module is built from the outermost project that lists it, with the modules that it needs', async () => {
  make('libs/app/pom.xml', 'libs/app/target/classes/A.class', 'other/pom.xml');
  fs.writeFileSync(path.join(root, 'pom.xml'), '<modules>\n<module>libs</module> <module> other </module>\n</modules>');
  fs.writeFileSync(path.join(root, 'libs/pom.xml'), '<modules><module>app</module></modules>');
  const app = path.join(root, 'libs/app');
  expect(await builtClassPath(app, root, 'main', tool(path.join(root, 'other/target/classes')))).toEqual([path.join(app, 'target/classes'), path.join(root, 'other/target/classes')]);
  expect(asked[0]!.folder).toBe(root);
  expect(asked[0]!.args.join(' ')).toContain('-pl libs/app -am compile');
});

test('a project that no other one lists is built alone', async () => {
  make('app/pom.xml', 'app/target/classes/A.class');
  fs.writeFileSync(path.join(root, 'pom.xml'), '<modules><module>other</module></modules>');
  await builtClassPath(path.join(root, 'app'), root, 'main', tool(''));
  expect(asked[0]!.folder).toBe(path.join(root, 'app'));
  expect(asked[0]!.args).not.toContain('-pl');
});

test('Gradle runs on the JDK of the environment, and on ours if it cannot', async () => {
  make('build.gradle');
  const onlyOurs: Run = async (command, args, folder, jdk) => jdk === 'recorder' ? tool('/classes')(command, args, folder, jdk)
    : { status: 1, output: asked.push({ command, args, folder, jdk }) + ' Could not determine java version' };
  expect(await builtClassPath(root, root, 'main', onlyOurs)).toEqual(['/classes']);
  expect(asked.map(each => [each.jdk, each.args.includes('--offline')])).toEqual([['environment', true], ['recorder', true]]);
});

test('an artifact is fetched by Maven for projects of Maven alone', async () => {
  const fetching: Run = async (command, args, folder, jdk) => {
    asked.push({ command, args, folder, jdk });
    return { status: 0, output: '' };
  };
  expect(await fetchedByMaven('g:a:1', root, root, fetching)).toBe(false);
  make('pom.xml', 'mvnw');
  expect(await fetchedByMaven('g:a:1', root, root, fetching)).toBe(true);
  expect(asked).toHaveLength(1);
  expect(asked[0]!.command).toBe(path.join(root, 'mvnw'));
  expect(asked[0]!.args).toContain('-Dartifact=g:a:1');
});

test('a build that fails says why', async () => {
  make('pom.xml');
  const failing: Run = async () => ({ status: 1, output: '[INFO] Scanning\n[ERROR] A.java:[3,5] cannot find symbol\n[ERROR] more\n' });
  await expect(builtClassPath(root, root, 'main', failing)).rejects.toThrow('mvn could not build the project: A.java:[3,5] cannot find symbol');
});

test('a folder without a build has no class path from one', async () => {
  expect(await builtClassPath(root, root, 'main', tool(''))).toBeUndefined();
});

test("Gradle's reason is the two lines after its heading", () => {
  expect(sentenceOf('FAILURE: Build failed\n\n* What went wrong:\nExecution failed.\n> No network\n\n* Try:\n')).toBe('Execution failed. > No network');
  expect(sentenceOf('')).toBe('it said nothing');
});
