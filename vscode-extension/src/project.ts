import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { BuildError, builtClassPath, fetchedByMaven, type Run, type Scope } from './build';
import { conventionalClassPath, projectOf } from './classPath';
import { javaExtensionClassPath } from './javaExtension';
import { LauncherMissing, launcherFor } from './junit';
import { environmentOf } from './program';
import { javaHome } from './settings';

const run: Run = (command, args, folder, jdk) => new Promise(resolve => {
  const env = environmentOf(jdk === 'recorder' ? javaHome() : '', process.env);
  execFile(command, args, { cwd: folder, env, maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
    const missing = error !== null && (error as NodeJS.ErrnoException).code === 'ENOENT';
    resolve({ status: error === null ? 0 : 1, output: missing ? `[ERROR] ${command} is not installed, and the project has no wrapper for it` : stdout + stderr });
  });
});

/** The folder of the build that a file belongs to. */
export function projectFolder(file: vscode.Uri): string {
  return projectOf(file.fsPath, homeOf(file.fsPath));
}

function homeOf(file: string): string {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file))?.uri.fsPath ?? path.dirname(file);
}

/** The source of a class, if it lies in the workspace; else the file in front if it is Java; else the folder. */
export async function sourceOf(mainClass: string, front: vscode.Uri | undefined, folder: string): Promise<vscode.Uri> {
  const file = mainClass.replace(/^.*\//, '').replace(/\$.*$/, '').replaceAll('.', '/');
  const inFront = front !== undefined && front.fsPath.endsWith(`/${file}.java`);
  const found = inFront ? [front] : await vscode.workspace.findFiles(new vscode.RelativePattern(folder, `**/${file}.java`), undefined, 1);
  return found[0] ?? front ?? vscode.Uri.file(folder);
}

/** What a file is compiled with: test code sees more than the program does. */
export function scopeOf(source: vscode.Uri): Scope {
  return /\/src\/test\//.test(source.fsPath) ? 'test' : 'main';
}

/**
 * The class path of a project: what the Java extension knows, else what the build says, else what lies where builds put it. The
 * first two compile what has changed.
 *
 * @param source a file of the project, or its folder
 * @throws Error that says what is missing
 */
export async function classPathOf(source: vscode.Uri, scope: Scope): Promise<string[]> {
  await vscode.workspace.saveAll(false);
  return await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'Backstep: building…' },
    async () => await javaExtensionClassPath(source, scope) ?? await ownClassPath(source, scope));
}

async function ownClassPath(source: vscode.Uri, scope: Scope): Promise<string[]> {
  const project = fs.statSync(source.fsPath).isDirectory() ? source.fsPath : projectFolder(source);
  let problem = 'No compiled classes found: build the project, or give "classPaths" in the launch configuration.';
  try {
    const built = await builtClassPath(project, homeOf(project), scope, run);
    if (built?.length) {
      return built;
    }
  } catch (e) {
    if (!(e instanceof BuildError)) {
      throw e;
    }
    problem = `${e.message}. Build it so that its classes can be found, or give "classPaths" in the launch configuration.`;
  }
  const conventional = conventionalClassPath(project);
  if (conventional.length === 0) {
    throw new Error(problem);
  }
  return conventional;
}

/**
 * What must be added to a class path so that tests can be run from it; fetched if it is not there yet, as the build would.
 *
 * @throws Error that says what is missing
 */
export async function launcherOf(project: string, classPath: string[]): Promise<string[]> {
  try {
    return launcherFor(classPath);
  } catch (e) {
    if (e instanceof LauncherMissing && await fetchedByMaven(e.artifact, project, homeOf(project), run)) {
      return launcherFor(classPath);
    }
    throw e;
  }
}
