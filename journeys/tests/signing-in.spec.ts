import AxeBuilder from '@axe-core/playwright';
import { createHmac } from 'node:crypto';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { PASSWORD, signIn } from './accounts.js';

/** The code an authenticator shows now, or some steps of thirty seconds later (RFC 6238). */
function code(secret: string, later = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac('sha1', key).update(step).digest();
  const offset = (hash.at(-1) ?? 0) & 0xf;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function clean(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
}

async function enter(page: Page, face: string, username: string): Promise<void> {
  await page.goto(`/${face}/sign-in`);
  await page.getByLabel('账号', { exact: true }).fill(username);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Takes the second factor away again, so that other journeys sign in as before. */
async function withoutFactor(page: Page, face: string): Promise<void> {
  await page.goto(`/${face}/me/security`);
  await page.getByRole('button', { name: '关闭两步验证' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '关闭两步验证' }).click();
  await expect(page.getByRole('button', { name: '开始设置' })).toBeVisible();
}

async function another(browser: Browser): Promise<Page> {
  return (await browser.newContext({ locale: 'zh-CN' })).newPage();
}

test('a second factor is set up, asked for, and a recovery code helps where the phone is gone', async ({ page, browser }, testInfo) => {
  const face = testInfo.project.name;
  await signIn(page, 'leader');
  await page.goto(`/${face}/me/security`);
  await expect(page.getByRole('heading', { name: '两步验证' })).toBeVisible();
  await clean(page);
  await page.getByRole('button', { name: '开始设置' }).click();
  const secret = (await page.locator('code.secret').textContent()) ?? '';
  await expect(page.getByRole('img', { name: '给验证器扫的二维码' })).toBeVisible();
  await clean(page);
  await page.getByLabel('验证器上显示的 6 位数字').fill(code(secret));
  await page.getByRole('button', { name: '开启两步验证' }).click();
  const recovery = (await page.locator('.codes li').first().textContent()) ?? '';
  await page.getByRole('button', { name: '我收好了' }).click();
  await expect(page.getByText('还有 10 个恢复码可用')).toBeVisible();

  const other = await another(browser);
  await enter(other, face, 'leader');
  await expect(other.getByRole('heading', { name: '两步验证' })).toBeVisible();
  await clean(other);
  await other.getByLabel('验证码或恢复码').fill('000000');
  await other.getByRole('button', { name: '继续' }).click();
  await expect(other.getByRole('alert')).toContainText('验证码不对');
  await other.getByLabel('验证码或恢复码').fill(code(secret, 1));
  await other.getByRole('button', { name: '继续' }).click();
  await other.waitForURL(`**/${face}/`);

  const third = await another(browser);
  await enter(third, face, 'leader');
  await third.getByLabel('验证码或恢复码').fill(recovery.toLowerCase());
  await third.getByRole('button', { name: '继续' }).click();
  await third.waitForURL(`**/${face}/`);
  await withoutFactor(page, face);
});

test('own sessions are listed and one of them is ended; what was typed there stays', async ({ page, browser }, testInfo) => {
  const face = testInfo.project.name;
  await enter(page, face, 'longtan');
  await page.waitForURL(`**/${face}/`);
  const other = await another(browser);
  await enter(other, face, 'longtan');
  await other.waitForURL(`**/${face}/`);
  await other.goto(`/${face}/me/security`);
  await other.getByRole('button', { name: '修改密码' }).click();
  await other.getByLabel('新密码', { exact: true }).fill('half written');

  await page.goto(`/${face}/me/security`);
  await expect(page.getByText('这一台')).toBeVisible();
  await page.getByRole('button', { name: '结束其他所有登录' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '结束其他所有登录' }).click();
  await expect(page.getByText('其他登录都已结束')).toBeVisible();

  await other.getByLabel('现在的密码').fill(PASSWORD);
  await other.getByLabel('再输一次新密码').fill('half written');
  await other.getByRole('button', { name: '保存新密码' }).click();
  const again = other.getByRole('dialog', { name: '请重新登录' });
  await expect(again).toBeVisible();
  await again.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await again.getByRole('button', { name: '登录', exact: true }).click();
  await expect(again).toBeHidden();
  await expect(other.getByLabel('新密码', { exact: true })).toHaveValue('half written');
});

test('somebody binds the account to the county’s identity provider and signs in there', async ({ page, browser }, testInfo) => {
  test.skip(!!process.env.SHIJI_ADDRESS && !process.env.SHIJI_DATA, 'the server met has no provider of ours');
  const face = testInfo.project.name;
  const person = `p-${face}`;

  const stranger = await another(browser);
  await stranger.goto(`/${face}/sign-in`);
  await stranger.getByRole('button', { name: '用县统一身份认证登录' }).click();
  await atProvider(stranger, person);
  await stranger.waitForURL('**/sign-in?provider=unbound');
  await expect(stranger.getByRole('alert')).toContainText('还没有账号绑定到它');
  await expect(stranger.getByText(person, { exact: true })).toBeVisible();
  await clean(stranger);

  await signIn(page, 'shiqiao');
  await page.goto(`/${face}/me/security`);
  await page.getByRole('button', { name: '去绑定' }).click();
  await atProvider(page, person);
  await page.getByRole('button', { name: '绑定', exact: true }).click();
  await expect(page.getByText('已绑定', { exact: true })).toBeVisible();
  await clean(page);

  await stranger.goto(`/${face}/sign-in`);
  await stranger.getByRole('button', { name: '用县统一身份认证登录' }).click();
  await agree(stranger);
  await stranger.waitForURL(`**/${face}/`);
  await expect.poll(async () => (await stranger.request.get('/api/session')).status()).toBe(200);

  await page.getByRole('button', { name: '解除绑定' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '解除绑定' }).click();
  await expect(page.getByRole('button', { name: '去绑定' }).or(page.getByRole('button', { name: '绑定', exact: true }))).toBeVisible();
});

/** On the provider's own pages: who one is, and that one agrees. */
async function atProvider(page: Page, person: string): Promise<void> {
  await page.locator('input[name=login]').fill(person);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  await agree(page);
}

/** The provider knows the person still, but asks each time whether this program may know too. */
async function agree(page: Page): Promise<void> {
  await page.locator('button[type=submit]', { hasText: /continue/i }).click();
}
