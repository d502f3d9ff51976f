import { type Browser, type Page, expect, test } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { type Account, signIn } from './accounts.js';

test.skip(({ viewport }) => (viewport?.width ?? 0) < 800, 'done at the desk');
test.use({ actionTimeout: 20_000 });

const lastYear = `${new Date().getFullYear() - 1}-06-30`;

async function send(page: Page, path: string, data: unknown, status = 200): Promise<{ unit: number }> {
  const token = (await page.context().cookies()).find((cookie) => cookie.name === 'XSRF-TOKEN')?.value ?? '';
  const answer = await page.request.post(path, { data, headers: { 'X-XSRF-TOKEN': token } });
  expect(answer.status(), await answer.text()).toBe(status);
  return (await answer.json().catch(() => ({}))) as { unit: number };
}

/** Somebody with a browser of their own. */
async function as(browser: Browser, username: Account): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })).newPage();
  await signIn(page, username);
  return page;
}

/** The first Thursday of last June, when evenings of the night school may be held. */
function evening(): string {
  const day = new Date(`${new Date().getFullYear() - 1}-06-01T00:00:00Z`);
  while (day.getUTCDay() !== 4) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

async function heldLastYear(office: Page, unit: number): Promise<string> {
  const id = randomUUID();
  const token = (await office.context().cookies()).find((cookie) => cookie.name === 'XSRF-TOKEN')?.value ?? '';
  const data = { pack: 'night-school', kind: 'session', unit, day: evening(), values: { number: 1, topic: '茶园管护' } };
  const answer = await office.request.put(`/api/records/${id}`, { data, headers: { 'X-XSRF-TOKEN': token } });
  expect(answer.status(), await answer.text()).toBe(201);
  return id;
}

/**
 * Two villages become one, and last year they are still two: in the tree, on their pages, in what stands below them and in a
 * table of figures; who held a post is told before and goes on in the new village. The
 * merger is taken back, and all is as before.
 */
test('two villages are merged, and last year they are still two', async ({ page, browser }) => {
  test.setTimeout(300_000);
  await signIn(page, 'system');
  const found = (await (await page.request.get('/api/units/search?q=青溪镇')).json()) as { items: { id: number; name: string }[] };
  const town = found.items.find((unit) => unit.name === '青溪镇')?.id ?? 0;
  const since = '2020-01-01';
  const east = await send(page, '/api/units', { name: '东溪村', kind: 'village', parent: town, since });
  const west = await send(page, '/api/units', { name: '西溪村', kind: 'village', parent: town, since });
  await send(page, '/api/units', { name: '一组', kind: 'group', parent: east.unit, since });
  await send(page, '/api/units', { name: '一组', kind: 'group', parent: west.unit, since });

  const office = await as(browser, 'office');
  const held = [await heldLastYear(office, east.unit), await heldLastYear(office, west.unit)];
  for (const [unit, name] of [
    [east.unit, '东小溪'],
    [west.unit, '西小溪'],
  ] as const) {
    const { id: person } = (await send(page, '/api/people', { unit, since, data: { name, title: '村文书', cadre: true } }, 201)) as unknown as { id: string };
    const post = (await send(page, '/api/posts', { unit, kind: 'village_clerk', since: '2024-01-01' }, 201)) as unknown as { id: string };
    await send(page, `/api/posts/${post.id}/holdings`, { person, since: '2024-01-01' }, 200);
  }

  await test.step('both are found by the initials of their pinyin and chosen in the tree', async () => {
    await page.goto('/desk/units');
    await expect(page.getByRole('tree')).toBeVisible();
    await page.getByRole('combobox').fill('dxc');
    await expect(page.getByRole('option', { name: /东溪村/ })).toBeVisible();
    await page.goto(`/desk/units/merge?units=${east.unit},${west.unit}`);
    await expect(page.getByRole('heading', { name: '东溪村' })).toBeVisible();
    await expect(page.getByRole('heading', { name: '西溪村' })).toBeVisible();
  });

  await test.step('the preview names what is touched, and a new name for groups of one name', async () => {
    await expect(page.getByLabel('“西溪村”的“一组”改名为')).toHaveValue('西溪村一组');
    await expect(page.getByText('村（社区）文书：东小溪').first()).toBeVisible();
    await expect(page.getByRole('note')).toContainText(/村（社区）文书：(东小溪、西小溪|西小溪、东小溪)/);
    await page.getByRole('textbox', { name: '名称' }).fill('双溪村');
    await page.getByRole('button', { name: '合并', exact: true }).click();
    await page.waitForURL(/\/desk\/units\/\d+$/);
    await expect(page.getByRole('heading', { name: '双溪村', level: 1 })).toBeVisible();
    await expect(page.getByRole('row', { name: /西溪村一组/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /东溪村 已撤销/ })).toBeVisible();
  });
  const merged = page.url();

  await test.step('as of last year there are two villages with their own groups', async () => {
    await page.goto(`/desk/units/${west.unit}?on=${lastYear}`);
    await expect(page.getByRole('heading', { name: '西溪村', level: 1 })).toBeVisible();
    await expect(page.getByRole('row', { name: /^一组/ })).toBeVisible();
    await page.goto(`/desk/units/${town}?on=${lastYear}`);
    await expect(page.getByRole('row', { name: /西溪村/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /双溪村/ })).toHaveCount(0);
  });

  await test.step('a table of figures has two rows for last year, and one for the new village this year', async () => {
    await office.goto('/desk/indicators/night-school/sessions');
    const rows = office.getByRole('complementary').getByRole('listitem');
    await expect(rows.filter({ hasText: '双溪村' })).toHaveCount(1);
    await expect(rows.filter({ hasText: '东溪村' })).toHaveCount(0);
    await office.getByLabel('年份').selectOption(String(new Date().getFullYear() - 1));
    await expect(rows.filter({ hasText: '东溪村' })).toContainText('1');
    await expect(rows.filter({ hasText: '西溪村' })).toContainText('1');
    await expect(rows.filter({ hasText: '双溪村' })).toHaveCount(0);
  });

  await test.step('the post went over with both who held it, which the board shows', async () => {
    await page.goto(merged);
    await expect(page.getByText('东小溪').first()).toBeVisible();
    await expect(page.getByText('西小溪').first()).toBeVisible();
  });

  await test.step('the merger is taken back while nothing was done since', async () => {
    await page.goto(merged);
    await page.getByRole('button', { name: '撤回' }).click();
    const done = page.waitForResponse((answer) => answer.url().endsWith('/undo'));
    await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
    expect((await done).status()).toBe(200);
    await page.goto(`/desk/units/${town}`);
    await expect(page.getByRole('row', { name: /西溪村/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /双溪村/ })).toHaveCount(0);
  });
  for (const id of held) await send(office, `/api/records/${id}/withdrawal`, { version: 1, reason: '试填' });
  await office.context().close();
});
