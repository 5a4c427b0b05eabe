import * as fs from 'node:fs';
import * as path from 'node:path';

/** Where Maven, Gradle, IntelliJ and Eclipse put compiled classes, relative to the project. */
const OUTPUT_FOLDERS = [
  'target/classes', 'target/test-classes',
  'build/classes/java/main', 'build/classes/java/test', 'build/classes/kotlin/main', 'build/resources/main', 'build/resources/test',
  'out/production', 'bin',
];
const PROJECT_FILES = ['pom.xml', 'build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts'];
/** What lists the libraries: `mvn dependency:copy-dependencies` and Gradle's `installDist` leave them there. */
const LIBRARY_FOLDERS = ['target/dependency', 'target/lib', 'build/libs', 'lib', 'libs'];

/** The folder of the build that a file belongs to: the nearest one with a build file, or the workspace folder. */
export function projectOf(file: string, workspaceFolder: string): string {
  for (let folder = path.dirname(file); folder.startsWith(workspaceFolder); folder = path.dirname(folder)) {
    if (PROJECT_FILES.some(name => fs.existsSync(path.join(folder, name)))) {
      return folder;
    }
    if (folder === path.dirname(folder)) {
      break;
    }
  }
  return workspaceFolder;
}

/** Class path by convention, for when nobody is there to ask. Empty if nothing is compiled. */
export function conventionalClassPath(project: string): string[] {
  const outputs = OUTPUT_FOLDERS.map(name => path.join(project, name)).filter(folder => fs.existsSync(folder));
  if (outputs.length === 0) {
    return [];
  }
  const jars = LIBRARY_FOLDERS.map(name => path.join(project, name)).filter(folder => fs.existsSync(folder))
    .flatMap(folder => fs.readdirSync(folder).filter(name => name.endsWith('.jar') && !/-(sources|javadoc)\.jar$/.test(name)).sort()
      .map(name => path.join(folder, name)));
  return [...outputs, ...jars];
}
