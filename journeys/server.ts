import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startProvider } from './provider.js';

const PATIENCE_MS = 300_000;

/**
 * Starts the server with a fresh demo county for all journeys, as a newcomer would, and stops it afterwards.
 * With SHIJI_ADDRESS set, the journeys meet that server instead.
 */
export default async function startServer(): Promise<() => Promise<void>> {
  if (process.env.SHIJI_ADDRESS) {
    return async () => {};
  }
  const data = mkdtempSync(join(tmpdir(), 'shiji-journeys-'));
  // Where we are root, the database runs as another user, who must be able to enter.
  chmodSync(data, 0o755);
  const root = resolve(import.meta.dirname, '..');
  const provider = await startProvider();
  const server = spawn(join(root, 'shiji'), ['run', '--port', '0', '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...provider.environment },
  });
  const log = createWriteStream(join(import.meta.dirname, 'server.log'));
  server.stderr.pipe(log);
  process.env.SHIJI_ADDRESS = await addressOf(server, (text) => log.write(text));
  process.env.SHIJI_DATA = data;
  return async () => {
    await stopped(server);
    await provider.close();
    rmSync(data, { recursive: true, force: true });
  };
}

/** The address the server prints when it is ready. */
function addressOf(server: ChildProcess, keep: (text: string) => void): Promise<string> {
  return new Promise((found, failed) => {
    let printed = '';
    const late = setTimeout(() => failed(new Error(`The server was not ready in time:\n${printed}`)), PATIENCE_MS);
    server.stdout?.on('data', (bytes: Buffer) => {
      const text = bytes.toString();
      keep(text);
      printed += text;
      const address = /(http:\/\/127\.0\.0\.1:\d+)\/desk\/\s/.exec(printed);
      if (address) {
        clearTimeout(late);
        found(address[1]);
      }
    });
    server.once('exit', (status) => {
      clearTimeout(late);
      failed(new Error(`The server ended with status ${status}; see journeys/server.log\n${printed}`));
    });
  });
}

function stopped(server: ChildProcess): Promise<void> {
  return new Promise((done) => {
    server.once('exit', () => done());
    if (server.exitCode !== null || !server.kill('SIGTERM')) {
      done();
    }
  });
}
