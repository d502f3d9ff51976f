import { expect, test } from '@playwright/test';
import { signIn } from './accounts.js';

test.skip(({ viewport }) => (viewport?.width ?? 0) < 800, 'done at the desk');

/** A county's towns and villages made by rule, with forty rows that are wrong, each in its own way or place. */
function list(mark: string): { rows: string[][]; faults: number } {
  const code = `51${mark}`;
  const rows: string[][] = [['代码', '名称', '级别', '上级']];
  let faults = 0;
  const plant = (row: string[]) => {
    rows.push(row);
    faults++;
  };
  for (let town = 1; town <= 8; town++) {
    const townCode = `${code}${100 + town}000`;
    rows.push([townCode, `试验${town}镇${mark}`, '乡镇', '']);
    for (let village = 1; village <= 10; village++) {
      rows.push([`${code}${100 + town}${String(village).padStart(3, '0')}`, `第${village}村`, '村', townCode]);
    }
    plant([`${code}${100 + town}01`, `短码${town}村`, '村', townCode]);
    plant([`${code}${100 + town}021`, '', '村', townCode]);
    plant([`${code}${100 + town}022`, `怪级${town}村`, '村寨寨', townCode]);
    plant([`${code}${100 + town}001`, `重码${town}村`, '村', townCode]);
    plant([`${code}${100 + town}023`, `无根${town}村`, '村', `${code}99${town}000`]);
  }
  return { rows, faults };
}

test('a list with forty faults is mended, sent again, taken and undone', async ({ page }) => {
  const mark = String(1000 + Math.floor(Math.random() * 8999));
  const { rows, faults } = list(mark);
  expect(faults).toBe(40);
  await signIn(page, 'system');
  await page.goto('/desk/import');
  await page.getByRole('button', { name: '从 Excel 粘贴' }).click();
  await page.getByLabel('从 Excel 复制后粘贴在这里').fill(rows.map((row) => row.join('\t')).join('\n'));
  await page.getByRole('button', { name: '读取' }).click();

  await expect(page.getByRole('heading', { name: '哪一列是什么' })).toBeVisible();
  await page.getByRole('button', { name: '检查全部行' }).click();
  await expect(page.getByRole('button', { name: /有问题 40/ })).toBeVisible({ timeout: 30_000 });

  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载待改清单' }).click()]);
  expect(file.suggestedFilename()).toContain('待改');

  // Mended: every planted row is put right, and the whole list is sent again.
  const mended = rows.map((row, at) => {
    const [code = '', name = '', , parent = ''] = row;
    if (at === 0) return row;
    if (name.startsWith('短码')) return [`${code.slice(0, 9)}041`, name, '村', parent];
    if (!name) return [code, `补名村`, '村', parent];
    if (name.startsWith('怪级')) return [code, name, '村', parent];
    if (name.startsWith('重码')) return [`${code.slice(0, 9)}042`, name, '村', parent];
    if (name.startsWith('无根')) return [code, name, '村', `${code.slice(0, 9)}000`];
    return row;
  });
  await page.goto('/desk/import');
  await page.locator('input[type=file]').setInputFiles({
    name: `单位${mark}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(mended.map((row) => row.join(',')).join('\r\n')),
  });
  await page.getByRole('button', { name: '检查全部行' }).click();
  await page.getByRole('button', { name: '全部导入' }).click({ timeout: 30_000 });
  await expect(page.getByText('新增 128')).toBeVisible({ timeout: 30_000 });

  await page.getByRole('button', { name: '撤销导入' }).click();
  await expect(page.getByText('可以全部撤销')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click();
  await expect(page.getByText('撤销 128 处')).toBeVisible({ timeout: 30_000 });
});
