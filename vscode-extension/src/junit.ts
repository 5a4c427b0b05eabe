import * as fs from 'node:fs';
import * as path from 'node:path';

const JAR = /^junit-platform-(engine|launcher|console-standalone)-(\d[\w.-]*)\.jar$/;
const JUNIT_4 = /^junit(-dep)?-4[\w.-]*\.jar$/;

/** JUnit's launcher is not on this machine. */
export class LauncherMissing extends Error {
  readonly artifact: string;

  constructor(version: string) {
    const artifact = `org.junit.platform:junit-platform-launcher:${version}`;
    super(`JUnit's launcher (${artifact}) is not on this machine: run the tests of the project once by its build, or add the launcher to the project in scope test.`);
    this.artifact = artifact;
  }
}

/**
 * The jar that must be added to a class path so that tests can be run from it: JUnit's launcher, of the version of its engine. Builds
 * do not list it, because their own test runners bring it; so it lies beside the engine, in the local repository of Maven or
 * the cache of Gradle.
 *
 * @returns an empty list if nothing has to be added
 * @throws LauncherMissing
 * @throws Error that says what is missing and how to get it
 */
export function launcherFor(classPath: string[]): string[] {
  const jars = classPath.map(entry => ({ entry, match: JAR.exec(path.basename(entry)) })).filter(each => each.match !== null);
  if (jars.some(each => each.match![1] !== 'engine')) {
    return [];
  }
  const engine = jars[0];
  if (engine === undefined) {
    if (classPath.some(entry => JUNIT_4.test(path.basename(entry)))) {
      return []; // it is its own launcher
    }
    throw new Error('There is no JUnit on the class path of this project: add org.junit.jupiter:junit-jupiter to it.');
  }
  const version = engine.match![2]!;
  const name = `junit-platform-launcher-${version}.jar`;
  const found = [...besideInMaven(engine.entry, version), ...besideInGradle(engine.entry, version)].map(folder => path.join(folder, name))
    .find(file => fs.existsSync(file));
  if (found === undefined) {
    throw new LauncherMissing(version);
  }
  return [found];
}

/** repository/org/junit/platform/junit-platform-engine/VERSION/JAR */
function besideInMaven(engine: string, version: string): string[] {
  return [path.join(path.dirname(engine), '..', '..', 'junit-platform-launcher', version)];
}

/** files-2.1/org.junit.platform/junit-platform-engine/VERSION/HASH/JAR */
function besideInGradle(engine: string, version: string): string[] {
  const folder = path.join(path.dirname(engine), '..', '..', '..', 'junit-platform-launcher', version);
  try {
    return fs.readdirSync(folder).map(hash => path.join(folder, hash));
  } catch {
    return []; // not Gradle's
  }
}
