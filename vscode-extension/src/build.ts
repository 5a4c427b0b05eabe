import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** What is wanted of a build: its classes, or its tests as well. */
export type Scope = 'main' | 'test';
/** Runs a program in a folder; its output is what it printed on both streams. */
export type Run = (command: string, args: string[], folder: string) => Promise<{ status: number; output: string }>;

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
        doLast { new File(${text(file)}).text = classPath.asPath }
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
 * Without network at first; with it if that fails.
 *
 * @param home folder above which no wrapper is looked for
 * @returns undefined if the project has no such build
 * @throws BuildError
 */
export async function builtClassPath(project: string, home: string, scope: Scope, run: Run): Promise<string[] | undefined> {
  const has = (...names: string[]) => names.some(name => fs.existsSync(path.join(project, name)));
  if (has('pom.xml')) {
    const libraries = await asked(wrapperOf(project, home, 'mvnw') ?? 'mvn', project, run, (file, offline) => [
      '-q', '-B', ...(offline ? ['-o'] : []), scope === 'test' ? 'test-compile' : 'compile', `${MAVEN_DEPENDENCY_PLUGIN}:build-classpath`,
      `-Dmdep.outputFile=${file}`, `-Dmdep.includeScope=${scope === 'test' ? 'test' : 'runtime'}`,
    ]);
    const outputs = [...(scope === 'test' ? ['target/test-classes'] : []), 'target/classes'].map(name => path.join(project, name));
    return [...outputs.filter(folder => fs.existsSync(folder)), ...libraries];
  }
  if (has('build.gradle', 'build.gradle.kts')) {
    return await asked(wrapperOf(project, home, 'gradlew') ?? 'gradle', project, run, (file, offline) => {
      const script = path.join(path.dirname(file), 'backstep.gradle');
      fs.writeFileSync(script, gradleScript(project, scope, file));
      return ['-q', ...(offline ? ['--offline'] : []), '-I', script, '-p', project, 'backstepClassPath'];
    });
  }
  return undefined;
}

async function asked(command: string, project: string, run: Run, argsFor: (file: string, offline: boolean) => string[]): Promise<string[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'backstep-build-'));
  const file = path.join(folder, 'class-path');
  try {
    let output = '';
    for (const offline of [true, false]) {
      const result = await run(command, argsFor(file, offline), project);
      if (result.status === 0 && fs.existsSync(file)) {
        return fs.readFileSync(file, 'utf8').trim().split(path.delimiter).filter(entry => entry);
      }
      output = result.output;
    }
    throw new BuildError(`${path.basename(command)} could not build the project: ${sentenceOf(output)}`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
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
