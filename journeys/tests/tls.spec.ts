import { expect, test } from '@playwright/test';
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A browser opens a server that speaks TLS with a certificate of its own making, once it is told to trust it. */
test('a browser opens the server over TLS', async ({ browser }, testInfo) => {
  test.skip(testInfo.project.name !== 'pocket', 'it is the phones that need TLS');
  test.setTimeout(300_000);
  const data = mkdtempSync(join(tmpdir(), 'shiji-tls-'));
  // Where we are root, the database runs as another user, who must be able to enter.
  chmodSync(data, 0o755);
  const root = resolve(import.meta.dirname, '..', '..');
  const server = spawn(
    join(root, 'shiji'),
    ['run', '--tls', '--address', '127.0.0.1', '--port', '0', '--data', data, '--no-demo', '--unit', '云岭县'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const told = await started(server);
    const address = /(https:\/\/localhost:\d+)\/pocket\/\s/.exec(told)?.[1] ?? '';
    expect(told).toMatch(/([0-9A-F]{2}:){15}[0-9A-F]{2}/);

    const stranger = await browser.newContext();
    await expect((await stranger.newPage()).goto(`${address}/pocket/`)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');

    const trusting = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await trusting.newPage();
    const answer = await page.goto(`${address}/pocket/`);
    expect(answer?.headers()['strict-transport-security']).toContain('max-age=');
    await expect(page.locator('input[type=password]')).toBeVisible();
    // What camera, place and work without a network ask for.
    expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
    expect((await answer?.securityDetails())?.protocol).toBe('TLS 1.3');
  } finally {
    await stopped(server);
    rmSync(data, { recursive: true, force: true });
  }
});

function started(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = '';
    server.stdout?.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
      if (printed.includes('stops it')) found(printed);
    });
    server.once('exit', (status) => failed(new Error(`The server ended with status ${status}\n${printed}`)));
  });
}

function stopped(server: ChildProcess): Promise<void> {
  return new Promise((done) => {
    server.once('exit', () => done());
    if (server.exitCode !== null || !server.kill('SIGTERM')) done();
  });
}
