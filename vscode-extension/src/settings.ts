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

/** Shows what is missing, with a button to the setting. */
export async function showMissing(problem: string): Promise<void> {
  if (await vscode.window.showErrorMessage(problem, 'Open Settings') === 'Open Settings') {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'backstep.');
  }
}
