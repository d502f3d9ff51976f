import { type Browser, type BrowserContext, type Page, expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { type Account, signIn } from './accounts.js';
import { planDocument } from './documents.js';

test.use({ actionTimeout: 20_000 });

/**
 * The whole line: a plan comes in as a file, is corrected and published; a village writes down an evening on a phone and
 * the plan's figure moves; the report is built from both, frozen, and tells which figure differs when the evening is
 * corrected; and a figure opens down to the record.
 *
 * The office works on a screen of the project's size, the village always on a phone.
 */
test('from the plan to the report and back to the record', async ({ browser, page: office }, testInfo) => {
  test.setTimeout(240_000);
  const narrow = testInfo.project.name === 'pocket';
  await signIn(office, 'office');

  const plan = await test.step('the office imports a plan', async () => {
    await office.goto('/desk/plans');
    await office.getByRole('button', { name: '导入计划' }).click();
    const dialog = office.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles(planDocument());
    await dialog.getByLabel('哪一年的').selectOption({ label: '2026年' });
    await dialog.getByRole('button', { name: '开始导入' }).click();
    const firstOnly = dialog.getByRole('button', { name: '只取第一篇' });
    const read = office.waitForURL(/\/desk\/plans\/[0-9a-f-]+\/read/, { timeout: 60_000 });
    await Promise.race([read, firstOnly.waitFor({ timeout: 60_000 }).catch(() => {})]);
    if (await firstOnly.isVisible()) await firstOnly.click();
    await read;
    await expect(office.getByRole('heading', { name: '核对识别结果' })).toBeVisible();
    await expect(office.locator('.rows').getByRole('listitem').first()).toBeVisible();
    return /plans\/([0-9a-f-]+)\/read/.exec(office.url())?.[1] ?? '';
  });

  await test.step('document and tasks light up together', async () => {
    if (narrow) await office.getByRole('tab', { name: '原文' }).click();
    await office.locator('.leaf .task', { hasText: '周四夜学' }).first().click();
    await expect(office.locator('[data-editor]')).toBeVisible();
    await expect(office.locator('.rows [aria-current=true]')).toHaveCount(1);
    if (!narrow) await expect(office.locator('.leaf .task.on').first()).toBeVisible();
  });

  const evening = await test.step('a target is added and counted by the night school', async () => {
    const editor = office.locator('[data-editor]');
    const name = await editor.getByLabel('名称').inputValue();
    await editor.getByRole('button', { name: '加一个目标' }).click();
    await editor.getByLabel('数的是什么').fill('夜学期数');
    await editor.getByLabel('填数').last().fill('40');
    await editor.locator('form.new').getByLabel('单位').fill('期');
    await editor.getByRole('button', { name: '加上' }).click();
    await editor.getByRole('button', { name: /^夜学期数用哪个指标/ }).click();
    await editor.getByLabel('夜学期数用哪个指标').fill('夜学期数');
    await office.locator('.el-select-dropdown__item:visible', { hasText: '夜学期数' }).first().click();
    await saved(office, plan);
    return name;
  });

  await test.step('hidden numbers are filled in', async () => {
    await office.getByRole('button', { name: /^待补数字/ }).click();
    const open = office.getByRole('button', { name: /^待补数字/ }).locator('.count');
    for (let round = 0; round < 40 && (await open.innerText()) !== '0'; round++) {
      const row = office.locator('.rows .leaf', { hasText: '待补数字' }).first();
      if ((await row.getAttribute('aria-current')) !== 'true') await row.click();
      const field = office.locator('[data-editor] input.need').first();
      await field.fill('3');
      await field.press('Enter');
      await saved(office, plan);
    }
    await expect(open).toHaveText('0');
    await office.getByRole('button', { name: /^全部/ }).first().click();
  });

  await test.step('every part gets a leading unit and is looked at', async () => {
    await office.keyboard.press('Escape');
    const parts = office.locator('.rows .division.depth-0');
    for (let at = 0; at < (await parts.count()); at++) {
      const part = parts.nth(at);
      if ((await part.getAttribute('aria-current')) !== 'true') await part.click();
      const editor = office.locator('[data-editor]');
      await editor.getByRole('button', { name: /^牵头/ }).click();
      await editor.getByLabel('牵头', { exact: true }).fill('党政办');
      await office.locator('.el-select-dropdown__item:visible', { hasText: '党政办' }).first().click();
      await saved(office, plan);
      const all = editor.getByRole('button', { name: /条都核过/ });
      if (await all.isEnabled()) await all.click();
      await saved(office, plan);
    }
  });

  await test.step('the plan is published, and then fixed', async () => {
    await office.reload();
    await office.getByRole('button', { name: '发布', exact: true }).click();
    await office.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click();
    await office.waitForURL(new RegExp(`/desk/plans/${plan}$`));
    const refused = await office.request.post(`/api/plans/${plan}/publish`, { headers: await token(office.context()) });
    expect([404, 409]).toContain(refused.status());
  });

  const before = await recordedOf(office, plan, evening);

  const clerk = await phone(browser, 'shiqiao');
  const record = await test.step('the village writes an evening down on a phone', async () => {
    await clerk.goto('/pocket/mechanisms/night-school/session/new');
    await clerk.getByLabel('期次').fill(narrow ? '902' : '901');
    await clerk.getByLabel('主题').fill('入户走访：听得懂的话怎么说');
    const roll = clerk.getByRole('group', { name: '点名' });
    await expect(roll.getByRole('button').first()).toBeVisible();
    await roll.getByRole('button').first().click();
    await clerk.getByRole('button', { name: '存好' }).click();
    await clerk.waitForURL(/\/saved/);
    await expect(clerk.getByText('数字跟着动了')).toBeVisible();
    return /records\/([0-9a-f-]+)\/saved/.exec(clerk.url())?.[1] ?? '';
  });

  await test.step("the plan's figure has moved by one", async () => {
    expect(await recordedOf(office, plan, evening)).toBe(before + 1);
  });

  await test.step('the office declares something, apart from what is recorded', async () => {
    await openCommitment(office, plan, evening);
    await office.getByRole('button', { name: '填完成情况' }).click();
    const form = office.getByRole('dialog').filter({ hasText: '报上去' });
    await form.getByLabel('一句话说清').fill('按月办夜学，干部轮流上台');
    await form.getByLabel(/夜学期数/).fill('41');
    await form.getByRole('button', { name: '报上去' }).click();
    await expect(office.locator('.entries').getByText('按月办夜学，干部轮流上台')).toBeVisible();
    const target = office.locator('.panel .target', { hasText: '夜学期数' });
    await expect(target.locator('.three > div').nth(1)).toContainText('41');
    await expect(target.locator('.three > div').nth(0)).toContainText(String(before + 1));
  });

  const report = await test.step('the report is built from the plan', async () => {
    await office.goto('/desk/reports');
    await office.getByRole('button', { name: '新写一份报告' }).first().click();
    const dialog = office.getByRole('dialog');
    await dialog.getByLabel('按哪份计划写').selectOption(plan);
    await dialog.getByLabel('标题').fill(`走完全程的报告 ${testInfo.project.name}`);
    await dialog.getByRole('button', { name: '写出来' }).click();
    await office.waitForURL(/\/desk\/reports\/[0-9a-f-]+/);
    await expect(figure(office, '夜学期数')).toContainText(`${before + 1}期`);
    return /reports\/([0-9a-f-]+)/.exec(office.url())?.[1] ?? '';
  });

  await test.step('a sentence is edited around its figures', async () => {
    const sentence = office.locator('.sentence', { has: office.locator('[data-chip][title^="夜学期数"]') }).first();
    await sentence.focus();
    await office.keyboard.press('Control+End');
    await office.keyboard.type('，越办越有人听');
    await office.locator('.strip h1, .strip .title').first().click();
    await expect(office.locator('.strip .saved')).toContainText('已存');
    await office.reload();
    await expect(office.locator('.sentence', { hasText: '越办越有人听' }).locator('[data-chip]').first()).toBeVisible();
  });

  await test.step('its figures are frozen', async () => {
    await office.getByRole('button', { name: '冻结' }).click();
    await office.getByRole('dialog').getByRole('button', { name: '冻结' }).click();
    await expect(office.getByRole('button', { name: '解冻' })).toBeVisible();
    await expect(figure(office, '夜学期数')).toHaveClass(/supported/);
  });

  await test.step('the village corrects who came, not that there was an evening', async () => {
    const desk = await clerk.context().newPage();
    await desk.goto(`/desk/records/${record}/correct`);
    const roll = desk.getByRole('group', { name: '点名' });
    await expect(roll.getByRole('button').nth(1)).toBeVisible();
    await roll.getByRole('button').nth(1).click();
    await desk.locator('.reason textarea').fill('点名点错一人');
    await desk.getByRole('button', { name: '存好改正' }).click();
    await desk.waitForURL(new RegExp(`/desk/records/${record}$`));
    await desk.close();
  });

  await test.step('exactly the figure that differs is shown', async () => {
    await office.reload();
    await expect(office.locator('.leaf .chip-figure.changed').first()).toBeVisible();
    const changed = await office.locator('.leaf .chip-figure.changed').evaluateAll((found) => found.map((one) => (one as HTMLElement).title.split(' · ')[0]));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.every((label) => label.includes('人'))).toBe(true);
    await expect(figure(office, '夜学期数')).toHaveClass(/supported/);
    await office.locator('.leaf .chip-figure.changed').first().click();
    await expect(office.locator('.was')).toContainText('冻结值');
  });

  await test.step('the report leaves as a Word file', async () => {
    const leaving = office.waitForEvent('download');
    await office.getByRole('button', { name: '导出 docx' }).click();
    const file = await (await leaving).path();
    const bytes = readFileSync(file);
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(bytes.length).toBeGreaterThan(4_000);
  });

  await test.step('a figure opens down to the record', async () => {
    if (narrow) await office.getByRole('tab', { name: '正文' }).click();
    await figure(office, '夜学期数').click();
    const evidence = office.locator('.evidence');
    await expect(evidence).toContainText('口径');
    await evidence.locator('a.record', { hasText: narrow ? '902' : '901' }).first().click();
    await office.waitForURL(new RegExp(`/desk/records/${record}`));
    await expect(office.getByRole('heading', { name: /入户走访/ })).toBeVisible();
  });

  await test.step('the next village learns nothing of it', async () => {
    const other = await phone(browser, 'longtan');
    expect((await other.request.get(`/api/records/${record}`)).status()).toBe(404);
    expect((await other.request.get(`/api/reports/${report}`)).status()).toBe(404);
    const list = await other.request.get('/api/records?pack=night-school&q=入户走访&size=100');
    expect(await list.text()).not.toContain(record);
    await other.goto(`/pocket/records/${record}`);
    await expect(other.getByText('找不到，或不在您的范围内').first()).toBeVisible();
    await other.context().close();
  });
  await clerk.context().close();
});

/** A phone in the hands of somebody. */
async function phone(browser: Browser, account: Account): Promise<Page> {
  const context = await browser.newContext({
    baseURL: process.env.SHIJI_ADDRESS,
    viewport: { width: 390, height: 844 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  await signIn(page, account);
  return page;
}

async function token(context: BrowserContext): Promise<Record<string, string>> {
  const cookie = (await context.cookies()).find((one) => one.name === 'XSRF-TOKEN');
  return { 'X-XSRF-TOKEN': cookie?.value ?? '' };
}

/** Waits until everything typed into the draft has reached the server. */
async function saved(page: Page, plan: string): Promise<void> {
  await expect(page.locator(`.reader`)).toHaveAttribute('data-open', '0', { timeout: 15_000 });
  await expect(page.locator('.edit .state.failed'), plan).toHaveCount(0);
}

async function openCommitment(page: Page, plan: string, heading: string): Promise<void> {
  await page.goto(`/desk/plans/${plan}?q=${encodeURIComponent(heading)}`);
  await page.locator('.tree .item', { hasText: heading }).first().click();
  await expect(page.locator('.panel .target', { hasText: '夜学期数' })).toBeVisible();
}

/** What is on record for the added target, read from the plan page. */
async function recordedOf(page: Page, plan: string, heading: string): Promise<number> {
  await openCommitment(page, plan, heading);
  const told = await page.locator('.panel .target', { hasText: '夜学期数' }).locator('.three .door b').innerText();
  return Number(told.replace(/,/g, ''));
}

/** The figure of that name in the report's text. */
function figure(page: Page, label: string) {
  return page.locator(`.leaf [data-chip][title^="${label}"]`).first();
}
