'use strict';
// Records a program with the client that adapters of VS Code are tested with, and goes back in it. Arguments: the backstep command, a
// folder of classes, the source file of Orders, a folder to work in, the port of a served session and its token.

const assert = require('node:assert');
const fs = require('node:fs');
const { DebugClient } = require('@vscode/debugadapter-testsupport');

const [backstep, classes, source, work, port, token] = process.argv.slice(2);
const lines = fs.readFileSync(source, 'utf8').split('\n');
const line = comment => lines.findIndex(each => each.endsWith('// ' + comment)) + 1;

async function overStandardStreams() {
  const client = new DebugClient(backstep, 'dap', 'backstep');
  client.defaultTimeout = 120000;
  await client.start();
  const stopped = client.waitForEvent('stopped');
  await Promise.all([
    client.waitForEvent('initialized')
      .then(() => client.setBreakpointsRequest({ source: { path: source }, breakpoints: [{ line: line('add') }] }))
      .then(() => client.configurationDoneRequest()),
    client.launch({ mainClass: 'dev.backstep.tests.debuggees.Orders', classPaths: [classes], cwd: work, startAt: 'end' }),
    client.assertOutput('stdout', 'order-5: 5'),
  ]);
  let threadId = (await stopped).body.threadId;
  const top = async () => (await client.stackTraceRequest({ threadId })).body.stackFrames[0];
  const move = async (request, args) => {
    const stop = client.waitForEvent('stopped');
    await request.call(client, args);
    return (await stop).body;
  };
  threadId = (await move(client.stepBackRequest, { threadId })).threadId;
  assert.strictEqual((await top()).line, line('fail'));
  await move(client.stepBackRequest, { threadId });
  assert.strictEqual((await top()).line, line('fail') - 1);
  assert.strictEqual((await move(client.reverseContinueRequest, { threadId })).reason, 'breakpoint');
  const frame = await top();
  assert.strictEqual(frame.line, line('add'));
  assert.strictEqual((await client.evaluateRequest({ expression: 'amount', frameId: frame.id, context: 'watch' })).body.result, '30');
  const seek = () => client.customRequest('backstep/seek', { to: 'end' });
  assert.strictEqual((await move(seek)).reason, 'end');
  await client.stop();
}

async function overTcp() {
  const client = new DebugClient(backstep, 'dap', 'backstep');
  client.defaultTimeout = 120000;
  await client.start(Number(port));
  const stopped = client.waitForEvent('stopped');
  await client.initializeRequest();
  await Promise.all([
    client.waitForEvent('initialized').then(() => client.configurationDoneRequest()),
    client.attachRequest({ token }),
  ]);
  const threadId = (await stopped).body.threadId;
  assert.ok((await client.threadsRequest()).body.threads.some(each => each.id === threadId));
  await client.disconnectRequest();
}

async function main() {
  await overStandardStreams();
  await overTcp();
  console.log('good');
}

main().then(() => process.exit(0), failure => {
  console.error(failure);
  process.exit(1);
});
