import { type Page, expect, test } from '@playwright/test';
import { signIn } from './accounts.js';
import { ownDocument, provincialReport } from './documents.js';

test.use({ actionTimeout: 20_000 });

/** Sends one file as a plan; the page on which it is checked opens by itself. */
async function importPlan(page: Page, file: string): Promise<void> {
  await page.goto('/desk/plans');
  await page.getByRole('button', { name: '导入计划' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByRole('button', { name: '开始导入' }).click();
  await page.waitForURL(/\/desk\/plans\/[0-9a-f-]+\/read/, { timeout: 60_000 });
  await expect(page.getByRole('heading', { name: '核对识别结果' })).toBeVisible();
}

async function showDocument(page: Page, narrow: boolean): Promise<void> {
  if (narrow) await page.getByRole('tab', { name: '原文' }).click();
}

/** The same town plan, in each format an office sends: chapters, figures and the table of tasks are the same in all. */
for (const format of ['doc', 'wps', 'pdf', 'docx']) {
  test(`a town plan comes in as .${format}`, async ({ page }, testInfo) => {
    test.setTimeout(120_000);
    const narrow = testInfo.project.name === 'pocket';
    await signIn(page, 'office');
    await importPlan(page, ownDocument(`town-plan.${format}`));
    await expect(page.locator('.rows')).toContainText('产业发展');
    await showDocument(page, narrow);
    const paper = page.locator('article.leaf').first();
    await expect(paper).toContainText('（二）做精蜂业');
    await expect(paper).toContainText('改良老茶园600亩，新建标准化茶园350亩');
    await expect(paper).not.toContainText('PAGE');
    await page.screenshot({ path: testInfo.outputPath(`${format}.png`) });
  });
}

test('a task table comes in as .xlsx, and a page and a note as they are', async ({ page }, testInfo) => {
  test.setTimeout(120_000);
  const narrow = testInfo.project.name === 'pocket';
  await signIn(page, 'office');
  for (const [file, words] of [
    ['tasks.xlsx', '硬化通组路6公里'],
    ['page.html', '全年接待游客6万人次'],
    ['plan.md', '改造校舍2栋'],
    ['gb18030.txt', '新聘教师8人'],
  ] as const) {
    await importPlan(page, ownDocument(file));
    await showDocument(page, narrow);
    await expect(page.locator('article.leaf').first()).toContainText(words);
    await page.screenshot({ path: testInfo.outputPath(`${file}.png`) });
  }
});

test('a report as long as a province’s comes in', async ({ page }, testInfo) => {
  test.setTimeout(180_000);
  const narrow = testInfo.project.name === 'pocket';
  await signIn(page, 'office');
  await importPlan(page, provincialReport());
  await showDocument(page, narrow);
  await expect(page.locator('article.leaf').first()).toContainText('云川省2031年政府工作报告');
  await page.screenshot({ path: testInfo.outputPath('report.png') });
});

test('what cannot be read is refused in words that say what to do', async ({ page }) => {
  await signIn(page, 'office');
  await page.goto('/desk/plans');
  await page.getByRole('button', { name: '导入计划' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles(ownDocument('pictures-only.docx'));
  await dialog.getByRole('button', { name: '开始导入' }).click();
  await expect(dialog).toContainText('扫描件');
  await expect(dialog).toContainText('原来的 Word 文件');
});
