import * as vscode from 'vscode';
import { conventionalClassPath, junitLauncherOn, projectOf } from './classPath';
import { findEntries, type Entry } from './javaCode';
import { DEBUG_TYPE } from './sessions';
import { codeLensWanted } from './settings';

/** "Record" above main methods and tests. */
export class RecordLenses implements vscode.CodeLensProvider {
  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!codeLensWanted()) {
      return [];
    }
    return findEntries(document.getText()).map(entry => new vscode.CodeLens(document.lineAt(entry.line).range, {
      title: '$(record) Record',
      tooltip: 'Run under recording and stop where it fails, ready to step back',
      command: entry.kind === 'main' ? 'backstep.recordMain' : 'backstep.recordTest',
      arguments: [document.uri, entry],
    }));
  }
}

/** Records a main class; without arguments that of the open file. */
export async function recordMain(uri?: vscode.Uri, entry?: Entry): Promise<void> {
  const file = uri ?? vscode.window.activeTextEditor?.document.uri;
  const folder = file && vscode.workspace.getWorkspaceFolder(file);
  await vscode.debug.startDebugging(folder, {
    type: DEBUG_TYPE, request: 'launch', name: `Record ${entry?.className ?? 'the current file'}`, mainClass: entry?.className ?? '',
  });
}

/** Records one JUnit test by JUnit's console launcher, which must be on the class path. */
export async function recordTest(uri: vscode.Uri, entry: Entry): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const classPath = conventionalClassPath(projectOf(uri.fsPath, folder?.uri.fsPath ?? '/'));
  if (!junitLauncherOn(classPath)) {
    void vscode.window.showErrorMessage('JUnit\'s console launcher is not among the libraries of this project: add '
      + 'org.junit.platform:junit-platform-console-standalone in scope test, and copy the libraries ("mvn dependency:copy-dependencies").');
    return;
  }
  await vscode.debug.startDebugging(folder, {
    type: DEBUG_TYPE, request: 'launch', name: `Record ${entry.method}`, mainClass: 'org.junit.platform.console.ConsoleLauncher', classPaths: classPath,
    args: ['execute', '--disable-banner', '--disable-ansi-colors', `--select-method=${entry.className}#${entry.method}`],
  });
}

export async function pickRecording(): Promise<string | undefined> {
  const files = await vscode.workspace.findFiles('**/*.backstep', '**/node_modules/**', 200);
  const other = { label: '$(folder-opened) Another file…', path: '' };
  const items = files.map(file => ({ label: vscode.workspace.asRelativePath(file), path: file.fsPath }));
  const chosen = await vscode.window.showQuickPick([...items, other], { title: 'Which recording?' });
  if (chosen !== other) {
    return chosen?.path;
  }
  const opened = await vscode.window.showOpenDialog({ filters: { 'Backstep recordings': ['backstep'] } });
  return opened?.[0]?.fsPath;
}

/** @param startAt failure, start or end */
export async function debugRecording(file: string | undefined, startAt = 'failure'): Promise<void> {
  const recording = file ?? await pickRecording();
  if (recording) {
    await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(vscode.Uri.file(recording)), {
      type: DEBUG_TYPE, request: 'launch', name: recording.replace(/^.*\//, ''), recording, startAt,
    });
  }
}
