import { expect, test } from '@playwright/test';
import { signIn } from './accounts.js';

/**
 * Who tries what is not theirs is refused and stands in the trail at once; the auditor finds it, reads a change with what stood
 * before and after, takes the list away and verifies the chain.
 */
test('the auditor reads who was refused and what was changed, and verifies the chain', async ({ page, browser }, testInfo) => {
  test.setTimeout(120_000);
  const wanted = `/api/records/${crypto.randomUUID()}`;

  await test.step('a clerk looks for a record of another village and finds nothing', async () => {
    const context = await browser.newContext({ baseURL: testInfo.project.use.baseURL });
    const clerk = await context.newPage();
    await signIn(clerk, 'longtan');
    expect((await clerk.request.get(wanted)).status()).toBe(404);
    expect((await clerk.request.get('/api/audit')).status()).toBe(403);
    await context.close();
  });

  await signIn(page, 'auditor');

  await test.step('the trail says so', async () => {
    await page.goto('/desk/audit?outcome=refused');
    await expect(page.getByRole('heading', { name: '审计日志' })).toBeVisible();
    await page.getByRole('searchbox', { name: '在内容中检索' }).fill(wanted);
    const row = page.getByRole('row').filter({ hasText: wanted });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText('被拒绝');
    await row.click();
    const sheet = page.getByRole('dialog');
    await expect(sheet).toContainText('访问被拒绝');
    await expect(sheet).toContainText('record.missing');
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('a change is read with what stood before and after', async () => {
    await page.goto('/desk/audit?verb=record.correct');
    await page.getByRole('row').nth(1).click();
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByRole('columnheader', { name: '改前' })).toBeVisible();
    await expect(sheet.locator('del').first()).toBeVisible();
    await expect(sheet.locator('ins').first()).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('the list is taken away, and that stands in the trail', async () => {
    const answer = await page.request.get('/api/audit/export?format=csv&verb=record.correct');
    expect(answer.status()).toBe(200);
    expect(await answer.text()).toContain('更正记录');
    await page.goto('/desk/audit?verb=audit.export');
    await expect(page.getByRole('row').nth(1)).toContainText('导出审计日志');
  });

  await test.step('the chain is verified', async () => {
    await page.getByRole('button', { name: '立即校验' }).click();
    await expect(page.getByRole('status').filter({ hasText: '全部完好' })).toBeVisible({ timeout: 30_000 });
  });
});
