// A stand-in for "Language Support for Java by Red Hat", which is in no registry that our builds may use. It bears its name, so that
// the workbench finds it for whoever asks for redhat.java, and exports the part of its API (extension.api.ts, version 0.7) and the
// command that other extensions use. It answers from the workspace as far as that is of use here: it knows the projects of Eclipse
// (.classpath in the folder of the workspace), and compiles them by javac.
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { promisify } = require('node:util');
const vscode = require('vscode');

const SUCCEEDED = 1;
const WITH_ERRORS = 2;

/** An entry of .classpath: what kind it is, its places, and whether it is of the tests alone. */
function entriesOf(root) {
  const text = fs.readFileSync(path.join(root, '.classpath'), 'utf8');
  return [...text.matchAll(/<classpathentry([^>]*?)\/>/g)].map(([, attributes]) => {
    const value = name => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
    return { kind: value('kind'), path: path.resolve(root, value('path')), output: value('output') && path.resolve(root, value('output')), test: value('test') === 'true' };
  });
}

function rootOf(uri) {
  const root = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri))?.uri.fsPath;
  if (root === undefined || !fs.existsSync(path.join(root, '.classpath'))) {
    throw new Error(`Given URI does not belong to any Java project: ${uri}`);
  }
  return root;
}

function classPath(root, withTests) {
  const entries = entriesOf(root).filter(entry => withTests || !entry.test);
  return [...entries.filter(entry => entry.kind === 'src').map(entry => entry.output), ...entries.filter(entry => entry.kind === 'lib').map(entry => entry.path)];
}

async function compile(root) {
  for (const { kind, path: source, output } of entriesOf(root)) {
    if (kind === 'src') {
      const files = fs.readdirSync(source, { recursive: true }).filter(file => file.endsWith('.java')).map(file => path.join(source, file));
      await promisify(execFile)(path.join(process.env.JAVA_HOME, 'bin/javac'), ['-g', '-d', output, '-cp', classPath(root, true).join(':'), ...files]);
    }
  }
}

exports.activate = context => {
  context.subscriptions.push(vscode.commands.registerCommand('java.workspace.compile', async () => {
    try {
      for (const { uri } of vscode.workspace.workspaceFolders) {
        await compile(rootOf(uri.toString()));
      }
      return SUCCEEDED;
    } catch {
      return Promise.reject(WITH_ERRORS); // as the real one does
    }
  }));
  return {
    apiVersion: '0.7',
    status: 'Started',
    serverMode: 'Standard',
    serverReady: async () => true,
    getClasspaths: async (uri, { scope }) => {
      const root = rootOf(uri);
      return { projectRoot: vscode.Uri.file(root).toString(), classpaths: classPath(root, scope === 'test'), modulepaths: [] };
    },
  };
};
