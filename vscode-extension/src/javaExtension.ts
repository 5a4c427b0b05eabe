import * as vscode from 'vscode';
import type { Scope } from './build';

/** What we use of what "Language Support for Java by Red Hat" exports; described in its src/extension.api.ts. */
interface JavaApi {
  serverMode?: 'Standard' | 'Hybrid' | 'LightWeight';
  /** From version 0.7 of the API on. */
  serverReady?: () => Promise<boolean>;
  /** @throws if the file belongs to no project that it knows */
  getClasspaths: (uri: string, options: { scope: 'runtime' | 'test' }) => Promise<{ classpaths: string[]; modulepaths: string[] }>;
}

/** Answers of its command that compiles. */
const SUCCEEDED = 1;

/** How long a project may be imported before the project's own build is asked instead. */
const PATIENCE_MILLIS = 60_000;

/**
 * What the Java extension knows of the project of a file, after it has compiled it. Libraries of modules are among the entries: a
 * recording needs no modules.
 *
 * @returns undefined if the extension is not there, or does not know the project
 * @throws Error if it cannot compile the project, and nobody wants to go on with what was compiled before
 */
export async function javaExtensionClassPath(file: vscode.Uri, scope: Scope): Promise<string[] | undefined> {
  const extension = vscode.extensions.getExtension<JavaApi>('redhat.java');
  if (!extension) {
    return undefined;
  }
  const api = await extension.activate();
  if (typeof api?.getClasspaths !== 'function' || api.serverMode === 'LightWeight' || !await isReady(api)) {
    return undefined;
  }
  const entries = async () => {
    const { classpaths, modulepaths } = await api.getClasspaths(file.toString(), { scope: scope === 'test' ? 'test' : 'runtime' });
    return [...new Set([...classpaths, ...modulepaths])];
  };
  const known = await entries().catch(() => undefined); // none of its projects: no error for whoever asks
  if (!known?.length) {
    return undefined;
  }
  await compile();
  return await entries();
}

async function isReady(api: JavaApi): Promise<boolean> {
  const late = new Promise<boolean>(resolve => setTimeout(() => resolve(false), PATIENCE_MILLIS).unref());
  return await Promise.race([api.serverReady?.() ?? true, late]);
}

async function compile(): Promise<void> {
  const result = await vscode.commands.executeCommand<number>('java.workspace.compile', false).then(undefined, () => undefined);
  if (result !== SUCCEEDED && await vscode.window.showErrorMessage('The Java extension found errors in the project.', { modal: true }, 'Run What Is Compiled') === undefined) {
    throw new vscode.CancellationError();
  }
}
