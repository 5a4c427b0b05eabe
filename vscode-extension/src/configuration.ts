import * as path from 'node:path';
import * as vscode from 'vscode';
import { problemOfPort } from './attach';
import { mainClassOf } from './javaCode';
import { classPathOf, scopeOf, sourceOf } from './project';
import { isReady } from './readiness';
import { DEBUG_TYPE } from './sessions';

/** Completes launch configurations: the class of the open file, its class path. */
export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  async resolveDebugConfiguration(_folder: vscode.WorkspaceFolder | undefined, configuration: vscode.DebugConfiguration)
    : Promise<vscode.DebugConfiguration | undefined> {
    if (!configuration.type) { // F5 without a launch.json
      if (vscode.window.activeTextEditor?.document.languageId !== 'java') {
        return configuration;
      }
      configuration.type = DEBUG_TYPE;
      configuration.request = 'launch';
      configuration.name = 'Record and debug the current file';
    }
    return configuration;
  }

  async resolveDebugConfigurationWithSubstitutedVariables(folder: vscode.WorkspaceFolder | undefined, configuration: vscode.DebugConfiguration)
    : Promise<vscode.DebugConfiguration | undefined> {
    if (configuration.request === 'attach') {
      const problem = problemOfPort(configuration.port);
      return problem === undefined ? configuration : refuse(problem);
    }
    if (!await isReady()) {
      return undefined;
    }
    if (configuration.recording) {
      return configuration;
    }
    const document = vscode.window.activeTextEditor?.document;
    const javaFile = document?.languageId === 'java' ? document : undefined;
    configuration.mainClass ||= javaFile && mainClassOf(javaFile.getText());
    if (!configuration.mainClass) {
      return refuse('No main class: open a Java file with a main method, or name one as "mainClass" in the launch configuration.');
    }
    const root = folder?.uri.fsPath ?? (javaFile && path.dirname(javaFile.uri.fsPath));
    configuration.cwd ||= root;
    if (!configuration.classPaths?.length && !configuration.modulePaths?.length && root !== undefined) {
      try {
        const source = await sourceOf(configuration.mainClass, javaFile?.uri, root);
        configuration.classPaths = await classPathOf(source, scopeOf(source));
      } catch (e) {
        return e instanceof vscode.CancellationError ? undefined : refuse((e as Error).message);
      }
    }
    return configuration;
  }
}

function refuse(problem: string): undefined {
  void vscode.window.showErrorMessage(problem);
  return undefined;
}
