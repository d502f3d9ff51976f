import { expect, test } from '@playwright/test';
import { signIn } from './accounts.js';

/**
 * The office looks for a person by pinyin, sees a number in full for a purpose, and the trail says so without the number; a
 * vacant post is given, and the board of posts tells how it stood before and stands now.
 */
test('a number is shown for a purpose that the trail keeps, and a vacant post is given from a day', async ({ page, browser }, testInfo) => {
  test.setTimeout(120_000);
  await signIn(page, 'office');

  await test.step('somebody is found by the initials of the name', async () => {
    await page.goto('/desk/people?q=wwq');
    const row = page.getByRole('row').filter({ hasText: '王婉清' });
    await expect(row).toContainText('石桥村');
    await expect(row).toContainText('154****');
    await row.getByRole('link', { name: '王婉清' }).click();
    await expect(page.getByRole('heading', { name: '王婉清' })).toBeVisible();
    await expect(page.getByText('《个人信息保护法》').first()).toBeVisible();
  });

  await test.step('the whole number is shown for a purpose, and hidden again', async () => {
    await page.getByRole('button', { name: '查看完整号码' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText('补贴、报酬发放').click();
    await sheet.getByRole('textbox').fill('核对护林补贴名单');
    await sheet.getByRole('button', { name: '查看', exact: true }).click();
    await expect(sheet).toContainText(/99\d{15}[0-9X]/);
    await expect(sheet).toContainText('秒后隐去');
    await sheet.getByRole('button', { name: '隐去' }).click();
    await expect(sheet).toBeHidden();
  });

  await test.step('the trail keeps the purpose and not the number', async () => {
    const context = await browser.newContext({ baseURL: testInfo.project.use.baseURL });
    const auditor = await context.newPage();
    await signIn(auditor, 'auditor');
    await auditor.goto('/desk/audit?verb=person.reveal');
    await auditor.getByRole('row').nth(1).click();
    const sheet = auditor.getByRole('dialog');
    await expect(sheet).toContainText('核对护林补贴名单');
    expect(await sheet.textContent()).not.toMatch(/99\d{15}[0-9X]/);
    await context.close();
  });

  await test.step('a vacancy shows, is filled from today, and was one the day before', async () => {
    const posts = (await (await page.request.get('/api/posts?kind=village_head&state=vacant')).json()).posts as { unit: { id: number } }[];
    const unit = posts[0]!.unit.id;
    const board = `/desk/posts?unit=${unit}&kind=village_head`;
    await page.goto(board);
    await expect(page.getByRole('listitem').filter({ hasText: '村（居）委会主任' })).toContainText('空缺');
    await page.getByRole('button', { name: '任职' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('combobox', { name: '人员' }).fill('田桂香');
    await page.getByRole('option', { name: /田桂香/ }).click();
    await sheet.getByRole('button', { name: '任职' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: '村（居）委会主任' })).toContainText('田桂香');
    await page.goto(`${board}&on=2026-11-01`);
    await expect(page.getByRole('main')).not.toContainText('田桂香');
  });
});
