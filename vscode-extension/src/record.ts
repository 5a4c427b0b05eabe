import * as vscode from 'vscode';
import { findEntries, type Entry } from './javaCode';
import { classPathOf, launcherOf, projectFolder } from './project';
import { isReady } from './readiness';
import { DEBUG_TYPE } from './sessions';
import { codeLensWanted } from './settings';

/** Of the module junit, which is bundled. The debug adapter knows it: it shows where the test failed, not where this ends. */
const TEST_RUNNER = 'dev.backstep.junit.TestRun';

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

/** Records one JUnit test: our runner runs it by the project's own JUnit, and ends with what the test threw. */
export async function recordTest(runner: string, uri: vscode.Uri, entry: Entry): Promise<void> {
  if (!await isReady()) {
    return;
  }
  const project = projectFolder(uri);
  const classPath = await classPathOf(uri, 'test');
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(uri), {
    type: DEBUG_TYPE, request: 'launch', name: `Record ${entry.method}`, mainClass: TEST_RUNNER, args: [entry.className, entry.method], cwd: project,
    classPaths: [...classPath, ...await launcherOf(project, classPath), runner],
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
