import * as vscode from 'vscode';
import { findProgram } from './program';

export function javaHome(): string {
  return vscode.workspace.getConfiguration('backstep').get<string>('javaHome', '');
}

export function codeLensWanted(): boolean {
  return vscode.workspace.getConfiguration('backstep').get<boolean>('codeLens', true);
}

/** @throws Error that says what is missing */
export function backstepCommand(): string {
  const found = findProgram({
    setting: vscode.workspace.getConfiguration('backstep').get<string>('command', ''),
    folders: (vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.fsPath),
    pathVariable: process.env.PATH ?? '',
  });
  if ('problem' in found) {
    throw new Error(found.problem);
  }
  return found.command;
}

/** Whether the program is there; else says what is missing. Asked before a project is built for it. */
export function isReady(): boolean {
  try {
    backstepCommand();
    return true;
  } catch (e) {
    void showMissing((e as Error).message);
    return false;
  }
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
