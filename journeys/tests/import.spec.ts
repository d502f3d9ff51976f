import { expect, type Page, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { signIn } from './accounts.js';
import { Workbook } from './workbook.js';

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

test('of a list with forty faults the right rows are taken, the downloaded rest is mended, taken and undone', async ({ page }) => {
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

  // What is right goes first; the rest is given back as a workbook that says of every row what is wrong with it.
  await page.getByRole('button', { name: '先导入正确的' }).click();
  await expect(page.getByText('新增 88')).toBeVisible({ timeout: 30_000 });
  const first = page.url();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载没有导入的 40 行' }).click()]);
  expect(file.suggestedFilename()).toContain('待改');
  const book = new Workbook(await readFile(await file.path()));
  expect(['A1', 'B1', 'C1', 'D1', 'E1'].map((address) => book.read(address))).toEqual(['代码', '名称', '级别', '上级', '问题']);
  expect(book.rows).toBe(41);

  for (let row = 2; row <= book.rows; row++) {
    const [code, name, why] = ['A', 'B', 'E'].map((column) => book.read(`${column}${row}`)) as [string, string, string];
    expect(why, `row ${row} says what is wrong`).not.toBe('');
    const town = code.slice(0, 9);
    if (name.startsWith('短码')) book.write(`A${row}`, `${town}041`);
    else if (!name) book.write(`B${row}`, '补名村');
    else if (name.startsWith('怪级')) book.write(`C${row}`, '村');
    else if (name.startsWith('重码')) book.write(`A${row}`, `${town}042`);
    else book.write(`D${row}`, `${town}000`);
  }
  await page.goto('/desk/import');
  await page.locator('input[type=file]').setInputFiles({
    name: file.suggestedFilename(),
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: book.bytes(),
  });
  await page.getByRole('button', { name: '检查全部行' }).click();
  await page.getByRole('button', { name: '全部导入' }).click({ timeout: 30_000 });
  await expect(page.getByText('新增 40')).toBeVisible({ timeout: 30_000 });

  // The mended rows stand below the first ones, so they go first.
  await undone(page, 40);
  await page.goto(first);
  await undone(page, 88);
});

async function undone(page: Page, many: number): Promise<void> {
  await page.getByRole('button', { name: '撤销导入' }).click();
  await expect(page.getByText('可以全部撤销')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click();
  await expect(page.getByText(`撤销 ${many} 处`)).toBeVisible({ timeout: 30_000 });
}
