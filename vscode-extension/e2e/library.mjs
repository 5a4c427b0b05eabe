import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy';

/**
 * Makes a project of Maven of what a library has published: its sources, its tests and its pom. Nobody here wrote any of it. Maven
 * fetches that once into its local repository.
 */
export function unpackLibrary(group, name, version, folder) {
  fs.mkdirSync(folder, { recursive: true });
  const fetched = path.join(folder, '.fetched');
  for (const [artifact, file] of [[':pom', 'pom.xml'], [':jar:sources', 'main'], [':jar:test-sources', 'test']]) {
    maven(folder, [COPY, `-Dartifact=${group}:${name}:${version}${artifact}`, `-DoutputDirectory=${path.join(fetched, file)}`]);
    const [jar] = fs.readdirSync(path.join(fetched, file)).map(each => path.join(fetched, file, each));
    if (file === 'pom.xml') {
      fs.renameSync(jar, path.join(folder, file));
    } else {
      unpackSources(jar, path.join(folder, 'src', file));
    }
  }
  fs.rmSync(fetched, { recursive: true });
}

/** Without network at first: what is there need not be looked for. */
export function maven(folder, args) {
  try {
    execFileSync('mvn', ['-q', '-B', '-o', ...args], { cwd: folder, stdio: 'ignore' });
  } catch {
    execFileSync('mvn', ['-q', '-B', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

/** Code to java, all else but what the jar says about itself to resources. */
function unpackSources(jar, folder) {
  const all = path.join(folder, 'all');
  fs.mkdirSync(all, { recursive: true });
  execFileSync(path.join(process.env.JAVA_HOME, 'bin/jar'), ['xf', jar], { cwd: all });
  for (const entry of fs.readdirSync(all, { recursive: true, withFileTypes: true })) {
    const from = path.join(entry.parentPath, entry.name);
    const relative = path.relative(all, from);
    if (entry.isFile() && !relative.startsWith('META-INF')) {
      const to = path.join(folder, entry.name.endsWith('.java') ? 'java' : 'resources', relative);
      fs.mkdirSync(path.dirname(to), { recursive: true });
      fs.renameSync(from, to);
    }
  }
  fs.rmSync(all, { recursive: true });
}
