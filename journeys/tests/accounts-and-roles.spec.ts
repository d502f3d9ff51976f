import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { signIn } from './accounts.js';

const PASSWORD = 'Rain over 7 hills, no umbrella';

test.beforeEach(({ page: _ }, testInfo) => {
  test.skip(testInfo.project.name !== 'desk', 'accounts are kept at the desk');
});

/** An installation nobody has used, with the link its first start printed. */
async function founded(): Promise<{ address: string; link: string; stop: () => Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), 'shiji-founded-'));
  chmodSync(data, 0o755);
  const root = resolve(import.meta.dirname, '..', '..');
  const server: ChildProcess = spawn(join(root, 'shiji'), ['run', '--port', '0', '--data', data, '--no-demo', '--unit', '云岭县'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const stop = () =>
    new Promise<void>((done) => {
      server.once('exit', () => {
        rmSync(data, { recursive: true, force: true });
        done();
      });
      server.kill('SIGTERM');
    });
  const link = await new Promise<string>((found, failed) => {
    let printed = '';
    const late = setTimeout(() => failed(new Error(`no link was printed:\n${printed}`)), 150_000);
    server.stdout?.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
      const at = /(http:\/\/127\.0\.0\.1:\d+\/desk\/welcome#\S+)/.exec(printed);
      if (at) {
        clearTimeout(late);
        found(at[1] ?? '');
      }
    });
  });
  return { address: new URL(link).origin, link, stop };
}

/** Opens a one-time link, sets the password and signs in. */
async function enter(page: Page, link: string, username: string, name?: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto('about:blank');
  await page.goto(link);
  if (name) {
    await page.getByLabel('账号名').fill(username);
    await page.getByLabel('姓名').fill(name);
  }
  await page.locator('input[name=fresh]').fill(PASSWORD);
  await page.locator('input[name=again]').fill(PASSWORD);
  await page.getByRole('button', { name: '保存新密码' }).click();
  await page.getByRole('button', { name: '去登录' }).click();
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();
}

/** Opens an account and tells the link that is shown for it, this once. */
async function open(page: Page, button: string, name: string, username: string): Promise<string> {
  await page.getByRole('button', { name: button }).first().click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('姓名').fill(name);
  await sheet.getByLabel('账号名').fill(username);
  await sheet.getByRole('button', { name: '开账号，生成链接' }).click();
  const shown = page.getByRole('dialog').getByLabel('链接');
  await expect(shown).toHaveValue(/welcome#/);
  const link = await shown.inputValue();
  await page.getByRole('dialog').getByRole('button', { name: '关上' }).last().click();
  return link;
}

test('an installation is founded by one link, and a role given until a day is exactly what its holder has', async ({ page }) => {
  test.setTimeout(300_000);
  const site = await founded();
  try {
    await enter(page, site.link, 'sunwei', '孙维');
    await page.goto(`${site.address}/desk/accounts`);
    await expect(page.getByText('先把三员配齐')).toBeVisible();
    const security = await open(page, '开安全管理员账号', '安全员', 'anquan');
    await open(page, '开审计员账号', '审计员', 'shenji');
    await expect(page.getByText('先把三员配齐')).toBeHidden();
    const office = await open(page, '开账号', '吴主任', 'wu');
    await page.getByRole('link', { name: '吴主任' }).click();
    await expect(page.getByText('吴主任现在没有角色')).toBeVisible();
    await expect(page.getByRole('button', { name: '给角色' })).toBeHidden();

    await page.goto('about:blank');
    await page.goto(site.link);
    await expect(page.getByText('这个链接已经用过或过期了')).toBeVisible();

    await enter(page, security, 'anquan');
    await page.goto(`${site.address}/desk/accounts`);
    await expect(page.getByRole('button', { name: '开账号' })).toBeHidden();
    await page.getByRole('link', { name: '吴主任' }).click();
    await page.getByRole('button', { name: '给角色' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('角色').selectOption('party_office');
    await sheet.getByLabel('最后一天').fill('2031-12-31');
    await sheet.getByRole('button', { name: '给予' }).click();
    await expect(page.getByText(/吴主任在云岭县可以.*发布工作计划.*（党政办，到2031年12月31日为止）/)).toBeVisible();

    await enter(page, office, 'wu');
    const may = (await (await page.request.get(`${site.address}/api/session`)).json()) as { roles: string[]; may: string[] };
    expect(may.roles).toEqual(['party_office']);
    expect(may.may).toContain('plan.publish');
    expect(may.may).not.toContain('grant.give');
    expect((await page.request.get(`${site.address}/api/accounts`)).status()).toBe(403);
    await expect(page.getByRole('link', { name: '账号', exact: true })).toBeHidden();
  } finally {
    await site.stop();
  }
});

test('what wants a second person waits for one, and nobody agrees to the own change', async ({ page }) => {
  const line = (words: string) => page.getByRole('checkbox', { name: new RegExp(words) });
  await signIn(page, 'security');
  await page.goto('/desk/security');
  await line('授予角色').check();
  await page.getByRole('button', { name: '保存规则' }).click();
  await expect(page.getByText('规则已生效')).toBeVisible();

  await page.goto('/desk/accounts?');
  await page.getByRole('searchbox').fill('grid');
  await page.getByRole('link', { name: '罗网格' }).click();
  await page.getByRole('button', { name: '给角色' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('角色').selectOption('patroller');
  await sheet.getByRole('button', { name: '给予' }).click();
  const waiting = page.getByRole('region', { name: '等第二人同意' });
  await expect(waiting.getByText('要另一个人同意')).toBeVisible();
  await expect(waiting.getByRole('button', { name: '同意', exact: true })).toBeHidden();

  await signIn(page, 'security2');
  await page.goto('/desk/approvals');
  await page.getByRole('button', { name: '同意', exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click();
  await expect(page.getByText('已同意，变更生效')).toBeVisible();
  await page.goto('/desk/rights?by=person');
  await page.getByRole('searchbox').fill('罗网格');
  await expect(page.getByRole('row', { name: /罗网格.*护林员、河湖长/ })).toBeVisible();

  await page.goto('/desk/security');
  await line('授予角色').uncheck();
  await page.getByRole('button', { name: '保存规则' }).click();
  await expect(page.getByText('规则已生效')).toBeVisible();
});
