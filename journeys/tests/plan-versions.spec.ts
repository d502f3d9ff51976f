import { type Page, expect, test } from '@playwright/test';
import { signIn } from './accounts.js';

test.skip(({ viewport }) => (viewport?.width ?? 0) < 800, 'done at the desk');
test.use({ actionTimeout: 20_000 });

const PLAN = `青溪镇2027年重点工作安排

一、产业兴旺，做活经济

（一）做强特色农业。一是扩大林下种植，新增林下黄精种植900亩以上，6月底前完成栽植（牵头单位：县农业农村局；配合单位：茶岭村、云峰村）。二是组织周四夜学46期以上，培训干部群众（牵头单位：镇党建办；配合单位：各村（社区））。三是改造低产茶园300亩，三季度完成（牵头单位：农办）。

（二）抓实招商引资。一是全年走访企业50家次以上，诉求及时回应（牵头单位：经发办）。

二、生态保护，守牢底线

（一）管好一片山林。一是与相邻村开展联防联治巡护300次以上（牵头单位：林业站；配合单位：各村）。二是清理枯死松木500株（牵头单位：林草站）。
`;

const SPEECH = `
在全县高新区发展大会上的讲话

同志们：

一、认清形势

（一）抢抓机遇。一是新引进企业30家以上。二是建成标准厂房5万平方米。
`;

const CORRECTED = PLAN.replace('900亩以上', '800亩以上')
  .replace('二是清理枯死松木500株（牵头单位：林草站）。', '二是修复退化林地400亩（牵头单位：林业站）。');

const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text, 'utf8') });

/**
 * A plan through two versions: of a file with two documents the first is taken; units are suggested with reasons and taken
 * by key and in bulk; it is published, revised with a reason, a corrected document is read again without losing what was
 * decided, and what changed is told word by word.
 */
test('a plan is suggested, published, revised with a reason, and read again', async ({ page: office }) => {
  test.setTimeout(240_000);
  await signIn(office, 'office');

  const plan = await test.step('of two documents in a file the first is the plan', async () => {
    await office.goto('/desk/plans');
    await office.getByRole('button', { name: '导入计划' }).click();
    const dialog = office.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles(file('青溪镇2027年重点工作安排.txt', PLAN + SPEECH));
    await dialog.getByLabel('哪一年的').selectOption({ label: '2027年' });
    await dialog.getByRole('button', { name: '开始导入' }).click();
    await expect(dialog.getByText('这个文件里有 2 篇')).toBeVisible({ timeout: 60_000 });
    await expect(dialog.getByText('讲话')).toBeVisible();
    await dialog.getByRole('button', { name: '只取第一篇' }).click();
    await office.waitForURL(/\/desk\/plans\/[0-9a-f-]+\/read/, { timeout: 60_000 });
    await expect(office.locator('.rows .leaf')).toHaveCount(6);
    return /plans\/([0-9a-f-]+)\/read/.exec(office.url())?.[1] ?? '';
  });

  await test.step('a suggestion says why and is accepted by one key, undone, dismissed', async () => {
    await office.locator('.rows .leaf', { hasText: '林下种植' }).first().click();
    await office.keyboard.press('Escape');
    await office.locator('.rows .leaf', { hasText: '林下种植' }).first().click();
    const units = office.locator('[data-suggestion=units]');
    await expect(units).toContainText('农业农村办');
    await expect(units).toContainText('县农业农村局');
    await office.keyboard.press('a');
    await expect(units).toHaveCount(0);
    await expect(office.locator('.rows .leaf.on')).toContainText('农业农村办');
    await office.keyboard.press('Control+z');
    await expect(units).toHaveCount(1);
    await office.keyboard.press('Shift+A');
    await expect(units).toHaveCount(0);
    await office.keyboard.press('n');
    await expect(office.locator('.rows .leaf.on')).toContainText('周四夜学');
    const left = office.locator('[data-suggestion]');
    const before = await left.count();
    expect(before).toBeGreaterThan(1);
    await office.keyboard.press('x');
    await expect(left).toHaveCount(before - 1);
    await office.locator('.toast', { hasText: '不再这样建议' }).getByRole('button', { name: '撤销' }).click();
    await expect(left).toHaveCount(before);
  });

  await test.step('all suggested units are taken at once, after a look at them', async () => {
    await takeUnits(office);
    await expect(office.locator('.rows .leaf', { hasText: '未定牵头' })).toHaveCount(0);
    await expect(office.locator('.rows .leaf', { hasText: '走访企业' })).toContainText('经济发展办');
  });

  await test.step('it is looked at and published', async () => {
    await lookThrough(office);
    await publish(office);
    await office.waitForURL(new RegExp(`/desk/plans/${plan}$`));
  });

  await test.step('a new version needs a reason', async () => {
    await office.getByRole('button', { name: '改版' }).click();
    const dialog = office.getByRole('dialog');
    await dialog.getByRole('button', { name: '开始修订' }).click();
    await expect(dialog.getByRole('alert')).toBeVisible();
    await dialog.getByLabel('为什么修订').fill('年中调减种植目标');
    await dialog.getByLabel(/依据文件/).fill('青政发〔2027〕12号');
    await dialog.getByRole('button', { name: '开始修订' }).click();
    await office.waitForURL(/read\?version=2/);
    await expect(office.locator('.rows .leaf')).toHaveCount(6);
  });

  await test.step('the corrected document is read again and keeps what was decided', async () => {
    await office.getByRole('button', { name: '更正稿' }).click();
    const dialog = office.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles(file('更正稿.txt', CORRECTED));
    await expect(dialog.locator('[data-finding=changed]')).toContainText('林下种植', { timeout: 30_000 });
    await expect(dialog.locator('[data-finding=changed] ins').first()).toContainText('800');
    await expect(dialog.locator('[data-finding=changed]')).toContainText('单位');
    await expect(dialog.locator('[data-finding=gone]')).toContainText('枯死松木');
    await expect(dialog.locator('[data-finding=new]')).toContainText('退化林地');
    await dialog.locator('[data-finding=changed]').getByLabel('看过了，仍算已核').check();
    await dialog.getByRole('button', { name: '换上这一稿' }).click();
    await expect(dialog).toBeHidden();
    await expect(office.locator('.rows .leaf', { hasText: '林下种植' })).toContainText('800');
    await expect(office.locator('.rows .leaf', { hasText: '林下种植' })).toContainText('农业农村办');
    await expect(office.locator('.rows .leaf', { hasText: '退化林地' })).toHaveCount(1);
    await takeUnits(office);
    await lookThrough(office);
    await publish(office);
    await office.waitForURL(new RegExp(`/desk/plans/${plan}$`));
  });

  await test.step('what changed and what was taken out stays to be read', async () => {
    await expect(office.getByText('年中调减种植目标').first()).toBeVisible();
    await expect(office.locator('.removed')).toContainText('枯死松木');
    await office.getByRole('link', { name: '看改了什么' }).first().click();
    await office.waitForURL(/difference/);
    const changes = office.locator('.changes');
    await expect(changes.locator('del').first()).toContainText('900');
    await expect(changes.locator('ins').first()).toContainText('800');
    await expect(changes).toContainText('≥900亩');
    await expect(changes.locator('[data-kinds=removed]')).toContainText('枯死松木');
    await expect(changes.locator('[data-kinds=added]')).toContainText('退化林地');
    const [table] = await Promise.all([office.waitForEvent('download'), office.getByRole('link', { name: '对照表' }).click()]);
    expect(table.suggestedFilename()).toContain('修改对照表');
  });
});

async function takeUnits(office: Page): Promise<void> {
  await office.getByRole('button', { name: /^建议 \d+ 条/ }).click();
  const dialog = office.getByRole('dialog');
  await dialog.getByLabel('范围').selectOption({ index: 0 });
  await dialog.getByRole('button', { name: '单位', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('将采纳');
  await dialog.getByRole('button', { name: /^采纳 \d+ 条/ }).click();
  await expect(dialog).toBeHidden();
}

/** Every commitment is looked at: the space bar goes from one to the next. */
async function lookThrough(office: Page): Promise<void> {
  const open = office.getByRole('button', { name: /^未核/ }).locator('.count');
  for (let round = 0; round < 20 && (await open.innerText()) !== '0'; round++) {
    const before = await open.innerText();
    const row = office.locator('.rows .leaf', { has: office.locator('.running') }).first();
    if ((await row.getAttribute('aria-current')) !== 'true') await row.click();
    await row.focus();
    await office.keyboard.press('Space');
    await expect(open).not.toHaveText(before);
  }
  await expect(open).toHaveText('0');
}

async function publish(office: Page): Promise<void> {
  await office.getByRole('button', { name: '发布', exact: true }).click();
  await office.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click();
}
