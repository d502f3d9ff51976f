import { type Page, expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { signIn } from './accounts.js';
import { planAndReport } from './documents.js';

test.use({ actionTimeout: 20_000 });

/**
 * Plan against report: two Word files are dropped, each commitment is marked by what the report tells of it, the office
 * walks through by keyboard (or by finger), corrects one, finds it kept, and takes the table away as Excel and Word.
 */
test('a plan is held against a report and corrected', async ({ page }, testInfo) => {
  test.setTimeout(120_000);
  const narrow = testInfo.project.name === 'pocket';
  const { plan, report } = planAndReport();
  const title = `清河镇2025年对照 ${testInfo.project.name} ${Date.now().toString(36)}`;
  await signIn(page, 'office');

  const id = await test.step('two files become a comparison', async () => {
    await page.goto('/desk/comparisons');
    await page.getByRole('button', { name: '新建对照' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('region', { name: '计划' }).locator('input[type=file]').setInputFiles(plan);
    await dialog.getByRole('region', { name: '总结' }).locator('input[type=file]').setInputFiles(report);
    await dialog.getByLabel('名称').fill(title);
    await dialog.getByRole('button', { name: '开始对照' }).click();
    await page.waitForURL(/\/desk\/comparisons\/[0-9a-f-]+/);
    return /comparisons\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
  });

  await test.step('commitments are told, told with another figure, not told; the rest is beyond the plan', async () => {
    await expect(row(page, '养老服务站5个')).toContainText('已写到');
    await expect(row(page, '茶园道路8公里')).toContainText('数字不同');
    await expect(row(page, '亿元项目3个')).toContainText('未写到');
    await page.getByRole('button', { name: /^计划外/ }).click();
    await expect(row(page, '枫香音乐节')).toBeVisible();
    await page.getByRole('button', { name: /^全部承诺/ }).click();
  });

  await test.step('choosing a commitment lights what tells it, and the other way round', async () => {
    await row(page, '养老服务站5个').click();
    const card = page.locator('[data-commitment]');
    await expect(card.getByRole('radio', { name: /已写到/ })).toHaveAttribute('aria-checked', 'true');
    await expect(card).toContainText('把握');
    if (narrow) await page.getByRole('tab', { name: '总结原文' }).click();
    await expect(page.locator('.doc.report .piece.on').first()).toBeVisible();
    await expect(page.locator('.doc.report')).toContainText('建成村级养老服务站5个');
    if (narrow) await page.getByRole('button', { name: '收起或展开' }).click();
    await page.locator('.doc.report .piece.v-answers', { hasText: '560' }).or(page.locator('.doc.report .piece.v-answers', { hasText: '黄精' })).first().click();
    await expect(page.locator('[data-statement]')).toContainText('写到计划的');
    if (!narrow) await expect(page.locator('.doc.plan .piece.on').first()).toBeVisible();
    if (narrow) await page.getByRole('button', { name: '清单' }).click();
    else await page.keyboard.press('Escape');
  });

  await test.step('one is corrected', async () => {
    if (narrow) {
      await page.getByRole('tab', { name: '清单' }).click();
      await row(page, '亿元项目3个').click();
      await page.locator('[data-commitment]').getByRole('button', { name: '在总结里选语句' }).click();
      await page.locator('.doc.report .piece', { hasText: '举办首届枫香音乐节' }).first().click();
      await page.getByRole('button', { name: '连好了' }).click();
      await page.getByRole('button', { name: '收起或展开' }).click();
    } else {
      await page.keyboard.press('n');
      for (let at = 0; at < 10 && !(await page.locator('[data-commitment]', { hasText: '亿元项目3个' }).count()); at++) await page.keyboard.press('n');
      await expect(page.locator('[data-commitment]')).toContainText('亿元项目3个');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toContainText('下一条未写到的');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      await expect(page.getByText('在总结里点一句连到第')).toBeVisible();
      for (let at = 0; at < 20 && !(await page.locator('.piece.cursor', { hasText: '音乐节' }).count()); at++) await page.keyboard.press('k');
      for (let at = 0; at < 20 && !(await page.locator('.piece.cursor', { hasText: '音乐节' }).count()); at++) await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await expect(page.getByText('已连到第')).toBeVisible();
      await page.keyboard.press('Escape');
    }
    const card = page.locator('[data-commitment]');
    await expect(card.getByRole('radio', { name: /已写到/ })).toHaveAttribute('aria-checked', 'true');
    if (narrow) await card.getByRole('radio', { name: /数字不同/ }).click();
    else await page.keyboard.press('2');
    await expect(card.getByRole('radio', { name: /数字不同/ })).toHaveAttribute('aria-checked', 'true');
    if (narrow) await page.locator('.strip').getByRole('button', { name: '撤销' }).click();
    else await page.keyboard.press('u');
    await expect(card.getByRole('radio', { name: /已写到/ })).toHaveAttribute('aria-checked', 'true');
    await card.getByLabel('说明').fill('音乐节上签的约');
    await card.getByLabel('说明').blur();
    await saved(page);
  });

  await test.step('the correction is kept, also when the two are matched again', async () => {
    await page.reload();
    const card = page.locator('[data-commitment]');
    await expect(card).toContainText('亿元项目3个');
    await expect(card.getByRole('radio', { name: /已写到/ })).toHaveAttribute('aria-checked', 'true');
    await expect(card).toContainText('吴主任');
    await expect(card).toContainText('系统判断');
    await expect(card.getByLabel('说明')).toHaveValue('音乐节上签的约');
    if (narrow) await page.getByRole('button', { name: '收起或展开' }).click();
    await page.locator('.strip').getByRole('button', { name: '重新对照' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '就用这两份重新对照' }).click();
    await expect(page.getByText('人工核定都保留')).toBeVisible();
    await expect(page.getByRole('button', { name: /^人工核定/ }).locator('.count')).toHaveText('1');
  });

  await test.step('an edit on what somebody else changed is refused in words', async () => {
    const token = (await page.context().cookies()).find((cookie) => cookie.name === 'XSRF-TOKEN')?.value ?? '';
    const stale = await page.request.patch(`/api/comparisons/${id}/commitments/1`, { data: { version: 1, verdict: 'told' }, headers: { 'X-XSRF-TOKEN': token, 'Accept-Language': 'zh-CN' } });
    expect(stale.status()).toBe(409);
    expect((await stale.json()).detail).toContain('没有保存');
  });

  await test.step('the table goes out as Excel and as Word', async () => {
    for (const [name, start] of [
      ['Excel', 'PK'],
      ['Word', 'PK'],
    ] as const) {
      const waits = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      const file = await waits;
      expect(file.suggestedFilename()).toBe(`${title}.${name === 'Excel' ? 'xlsx' : 'docx'}`);
      const content = readFileSync(await file.path());
      expect(content.subarray(0, 2).toString()).toBe(start);
      expect(content.length).toBeGreaterThan(4000);
    }
  });

  await test.step('it is removed and put back', async () => {
    await page.goto('/desk/comparisons');
    await page.getByRole('button', { name: `删除“${title}”` }).click();
    await expect(page.getByRole('row', { name: new RegExp(title) })).toHaveCount(0);
    await page.getByRole('button', { name: '撤销' }).click();
    await expect(page.getByRole('row', { name: new RegExp(title) })).toBeVisible();
  });
});

function row(page: Page, words: string) {
  return page.getByRole('list', { name: '清单' }).getByRole('button', { name: new RegExp(words) });
}

async function saved(page: Page): Promise<void> {
  await expect(page.locator('.compares')).toHaveAttribute('data-saving', 'false');
}
