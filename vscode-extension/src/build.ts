import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** What is wanted of a build: its classes, or its tests as well. */
export type Scope = 'main' | 'test';
/** The JDK that a build tool runs on: the one we record with, or what the environment of VS Code says. */
export type Jdk = 'recorder' | 'environment';
/** Runs a program in a folder; its output is what it printed on both streams. */
export type Run = (command: string, args: string[], folder: string, jdk: Jdk) => Promise<{ status: number; output: string }>;

interface Try { offline: boolean; jdk: Jdk }
/** Without network at first. */
const MAVEN_TRIES: Try[] = [{ offline: true, jdk: 'recorder' }, { offline: false, jdk: 'recorder' }];
/** A Gradle runs on no JDK that is younger than itself: so at first on the one that the user runs it on. */
const GRADLE_TRIES: Try[] = [{ offline: true, jdk: 'environment' }, { offline: true, jdk: 'recorder' }, { offline: false, jdk: 'environment' },
  { offline: false, jdk: 'recorder' }];

/** Has the goal that tells the class path; the version that most local repositories have, as Maven's own plugins use it. */
const MAVEN_DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.9.0';

/** A script for Gradle with a task that compiles, and writes the class path of one project into a file. */
function gradleScript(project: string, scope: Scope, file: string): string {
  const text = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;
  return `
gradle.projectsEvaluated {
  gradle.rootProject.allprojects { project ->
    def sets = project.findProperty('sourceSets') // an extension, or in old versions a convention
    if (sets != null && project.projectDir.canonicalPath == new File(${text(project)}).canonicalPath) {
      def classPath = sets.getByName(${text(scope)}).runtimeClasspath
      project.tasks.create('backstepClassPath') {
        dependsOn classPath
        doLast {
          // JUnit's launcher is no dependency of a project: its builds bring their own.
          def engine = classPath.files.find { it.name ==~ /junit-platform-engine-\\d.*\\.jar/ }
          def complete = classPath
          if (engine != null && !classPath.files.any { it.name.startsWith('junit-platform-launcher-') }) {
            def version = engine.name.substring('junit-platform-engine-'.length(), engine.name.length() - '.jar'.length())
            def launcher = project.configurations.detachedConfiguration(project.dependencies.create('org.junit.platform:junit-platform-launcher:' + version))
            launcher.transitive = false
            complete = classPath + launcher
          }
          new File(${text(file)}).text = complete.asPath
        }
      }
    }
  }
}
`;
}

/** The build tool did not do what we asked; the message has what it said. */
export class BuildError extends Error {}

/**
 * Lets the project's own build tool compile, and tell the class path: Maven or Gradle, by the wrapper of the project if it has one.
 * Without network at first; with it if that fails. A module of a Maven project is built together with the modules that it needs.
 *
 * @param home the folder of the workspace: nothing above it is looked at
 * @returns undefined if the project has no such build
 * @throws BuildError
 */
export async function builtClassPath(project: string, home: string, scope: Scope, run: Run): Promise<string[] | undefined> {
  const has = (...names: string[]) => names.some(name => fs.existsSync(path.join(project, name)));
  if (has('pom.xml')) {
    const root = reactorOf(project, home);
    const alone = root === project ? [] : ['-pl', path.relative(root, project), '-am']; // with the modules that it needs
    const libraries = await asked(wrapperOf(project, home, 'mvnw') ?? 'mvn', root, MAVEN_TRIES, run, (file, offline) => [
      '-q', '-B', ...(offline ? ['-o'] : []), ...alone, scope === 'test' ? 'test-compile' : 'compile', `${MAVEN_DEPENDENCY_PLUGIN}:build-classpath`,
      `-Dmdep.outputFile=${file}`, `-Dmdep.includeScope=${scope === 'test' ? 'test' : 'runtime'}`,
    ]);
    const outputs = [...(scope === 'test' ? ['target/test-classes'] : []), 'target/classes'].map(name => path.join(project, name));
    return [...outputs.filter(folder => fs.existsSync(folder)), ...libraries];
  }
  if (has('build.gradle', 'build.gradle.kts')) {
    return await asked(wrapperOf(project, home, 'gradlew') ?? 'gradle', project, GRADLE_TRIES, run, (file, offline) => {
      const script = path.join(path.dirname(file), 'backstep.gradle');
      fs.writeFileSync(script, gradleScript(project, scope, file));
      return ['-q', ...(offline ? ['--offline'] : []), '-I', script, '-p', project, 'backstepClassPath'];
    });
  }
  return undefined;
}

/** Has Maven put an artifact into its local repository. Other builds put their class path together themselves. */
export async function fetchedByMaven(artifact: string, project: string, home: string, run: Run): Promise<boolean> {
  if (!fs.existsSync(path.join(project, 'pom.xml'))) {
    return false;
  }
  const result = await run(wrapperOf(project, home, 'mvnw') ?? 'mvn', ['-q', '-B', `${MAVEN_DEPENDENCY_PLUGIN}:get`, `-Dartifact=${artifact}`, '-Dtransitive=false'],
    project, 'recorder');
  return result.status === 0;
}

async function asked(command: string, folder: string, tries: Try[], run: Run, argsFor: (file: string, offline: boolean) => string[]): Promise<string[]> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'backstep-build-'));
  const file = path.join(scratch, 'class-path');
  try {
    let output = '';
    for (const { offline, jdk } of tries) {
      const result = await run(command, argsFor(file, offline), folder, jdk);
      if (result.status === 0 && fs.existsSync(file)) {
        return fs.readFileSync(file, 'utf8').trim().split(path.delimiter).filter(entry => entry);
      }
      output = result.output;
    }
    throw new BuildError(`${path.basename(command)} could not build the project: ${sentenceOf(output)}`);
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

/** The first thing that went wrong, as both tools print it. */
export function sentenceOf(output: string): string {
  const lines = output.split('\n').map(line => line.replace(/\u001b\[[\d;]*m/g, '').trim());
  const heading = lines.findIndex(line => line.startsWith('* What went wrong'));
  const error = lines.find(line => /^\[ERROR\] ./.test(line)) ?? (heading < 0 ? '' : lines.slice(heading + 1, heading + 3).join(' '));
  return error.replace(/^\[ERROR\] /, '').trim().slice(0, 300) || 'it said nothing';
}

/** The nearest wrapper script in the project's folder or above. */
function wrapperOf(project: string, home: string, name: string): string | undefined {
  for (let folder = project; folder.startsWith(home) && folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, name))) {
      return path.join(folder, name);
    }
  }
  return undefined;
}

/** The folder of the outermost project of Maven that has this one among its modules. */
function reactorOf(project: string, home: string): string {
  let root = project;
  for (let folder = path.dirname(project); folder.startsWith(home) && folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const pom = path.join(folder, 'pom.xml');
    const modules = fs.existsSync(pom) ? [...fs.readFileSync(pom, 'utf8').matchAll(/<module>\s*([^<]*?)\s*<\/module>/g)] : [];
    if (modules.some(match => path.resolve(folder, match[1]!) === root)) {
      root = folder;
    }
  }
  return root;
}
