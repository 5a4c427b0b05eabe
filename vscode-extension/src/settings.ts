import * as vscode from 'vscode';
import { environmentOf, findProgram, problemOfJdk } from './program';

export function javaHome(): string {
  return vscode.workspace.getConfiguration('backstep').get<string>('javaHome', '');
}

export function codeLensWanted(): boolean {
  return vscode.workspace.getConfiguration('backstep').get<boolean>('codeLens', true);
}

/**
 * The `backstep` program, and the environment that it runs in.
 *
 * @throws Error that says what is missing
 */
export function backstepProgram(): { command: string; env: Record<string, string> } {
  const found = findProgram({
    setting: vscode.workspace.getConfiguration('backstep').get<string>('command', ''),
    folders: (vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.fsPath),
    pathVariable: process.env.PATH ?? '',
  });
  if ('problem' in found) {
    throw new Error(found.problem);
  }
  const problem = problemOfJdk(javaHome());
  if (problem !== undefined) {
    throw new Error(problem);
  }
  return { command: found.command, env: environmentOf(javaHome(), process.env) };
}

/** Shows what is missing, with a button to the setting, and one to where a JDK is to be had if that is it. */
export async function showMissing(problem: string): Promise<void> {
  const buttons = ['Open Settings', ...(problem.includes('JDK 25') ? ['Get a JDK 25'] : [])];
  const chosen = await vscode.window.showErrorMessage(problem, ...buttons);
  if (chosen === 'Open Settings') {
    // Those of the workspace: on another machine the user's own do not have these.
    const scope = vscode.workspace.workspaceFolders ? 'openWorkspaceSettings' : 'openSettings';
    await vscode.commands.executeCommand(`workbench.action.${scope}`, '@ext:backstep.backstep');
  } else if (chosen !== undefined) {
    await vscode.env.openExternal(vscode.Uri.parse('https://adoptium.net/temurin/releases/?version=25'));
  }
}
