import { execFile } from 'node:child_process';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { BuildError, builtClassPath, type Run, type Scope } from './build';
import { conventionalClassPath, projectOf } from './classPath';
import { environmentOf } from './program';
import { javaHome } from './settings';

const run: Run = (command, args, folder) => new Promise(resolve => {
  execFile(command, args, { cwd: folder, env: environmentOf(javaHome(), process.env), maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
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

/**
 * The class path of a project: what the Java extension knows, else what the build says, else what lies where builds put it.
 *
 * @param mainClass that the Java extension is asked for
 * @throws Error that says what is missing
 */
export async function classPathOf(project: string, mainClass: string, scope: Scope): Promise<string[]> {
  const known = scope === 'main' ? await javaExtensionClassPath(mainClass) : undefined;
  if (known) {
    return known;
  }
  let problem = 'No compiled classes found: build the project, or give "classPaths" in the launch configuration.';
  try {
    const built = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'Backstep: building…' },
      () => builtClassPath(project, homeOf(project), scope, run));
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

/** What the Java extension knows; undefined if it is not there or does not know the class. */
async function javaExtensionClassPath(mainClass: string): Promise<string[] | undefined> {
  if (!vscode.extensions.getExtension('redhat.java')?.isActive) {
    return undefined;
  }
  try {
    const found = await vscode.commands.executeCommand<string[][]>('java.execute.workspaceCommand', 'vscode.java.resolveClasspath', mainClass, null);
    const entries = [...(found?.[0] ?? []), ...(found?.[1] ?? [])];
    return entries.length > 0 ? entries : undefined;
  } catch {
    return undefined; // the debugger for Java, which brings that command, is not installed
  }
}
