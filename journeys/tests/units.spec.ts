import { type Page, expect, test } from '@playwright/test';
import { signIn } from './accounts.js';

test.skip(({ viewport }) => (viewport?.width ?? 0) < 800, 'done at the desk');
test.use({ actionTimeout: 20_000 });

const lastYear = `${new Date().getFullYear() - 1}-06-30`;

async function send(page: Page, path: string, data: unknown): Promise<{ unit: number }> {
  const token = (await page.context().cookies()).find((cookie) => cookie.name === 'XSRF-TOKEN')?.value ?? '';
  const answer = await page.request.post(path, { data, headers: { 'X-XSRF-TOKEN': token } });
  expect(answer.status(), await answer.text()).toBe(200);
  return (await answer.json()) as { unit: number };
}

/**
 * Two villages become one, and last year they are still two: in the tree, on their pages and in what stands below them. The
 * merger is taken back, and all is as before.
 */
test('two villages are merged, and last year they are still two', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, 'system');
  const found = (await (await page.request.get('/api/units/search?q=青溪镇')).json()) as { items: { id: number; name: string }[] };
  const town = found.items.find((unit) => unit.name === '青溪镇')?.id ?? 0;
  const since = '2020-01-01';
  const east = await send(page, '/api/units', { name: '东溪村', kind: 'village', parent: town, since });
  const west = await send(page, '/api/units', { name: '西溪村', kind: 'village', parent: town, since });
  await send(page, '/api/units', { name: '一组', kind: 'group', parent: east.unit, since });
  await send(page, '/api/units', { name: '一组', kind: 'group', parent: west.unit, since });

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

  await test.step('the merger is taken back while nothing was done since', async () => {
    await page.goto(merged);
    await page.getByRole('button', { name: '撤回' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
    await page.goto(`/desk/units/${town}`);
    await expect(page.getByRole('row', { name: /西溪村/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /双溪村/ })).toHaveCount(0);
  });
});
