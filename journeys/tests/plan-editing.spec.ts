import { type Locator, type Page, expect, test } from '@playwright/test';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn } from './accounts.js';

test.skip(({ viewport }) => (viewport?.width ?? 0) < 800, 'done at the desk');
test.use({ viewport: { width: 1440, height: 900 }, actionTimeout: 15_000 });

const TEXT = `清河镇2026年工作安排

一、党建引领聚合力

（一）建强干部队伍。一是办周四夜学48期，培训党员干部4800人次，选派6名年轻干部到村，1月底前完成。二是办好村级培训。

二、产业兴旺增动能

（一）做强特色农业。一是种林下黄精1200亩。二是肉牛存栏达到2600头。三是建烤房12座。

（二）抓实招商引资。一是签约亿元项目3个。二是开工率达到80%。
`;

/** The commitments of the list, in their order, by the first words of their names. */
async function names(page: Page): Promise<string[]> {
  const found = await page.locator('.rows .leaf .what').allInnerTexts();
  return found.map((name) => name.slice(0, 4));
}

function row(page: Page, words: string): Locator {
  return page.locator('.rows [data-row]').filter({ hasText: words }).first();
}

/** The list reads so, once what is under way is done. */
async function reads(page: Page, ...wanted: string[]): Promise<void> {
  await expect.poll(() => names(page)).toEqual(wanted);
}

/**
 * An office corrects the shape of what was read: splits, merges, drags, moves with the keyboard; takes it back, does it
 * again, also after the page was loaded anew; and meets a colleague who works on the same draft.
 */
test('the shape of a draft is changed, taken back and done again', async ({ page, browser }) => {
  test.setTimeout(180_000);
  await signIn(page, 'office');
  const file = join(mkdtempSync(join(tmpdir(), 'shiji-editing-')), '清河镇2026年工作安排.txt');
  writeFileSync(file, TEXT);
  const first = ['办周四夜', '办好村级', '种林下黄', '肉牛存栏', '建烤房1', '签约亿元', '开工率达'];

  await test.step('a plan is imported', async () => {
    await page.goto('/desk/plans');
    await page.getByRole('button', { name: '导入计划' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles(file);
    await dialog.getByLabel('哪一年的').selectOption({ label: '2026年' });
    await dialog.getByRole('button', { name: '开始导入' }).click();
    await page.waitForURL(/\/desk\/plans\/[0-9a-f-]+\/read/, { timeout: 60_000 });
    await reads(page, ...first);
  });

  await test.step('one commitment is split in three, and figures and deadline go with their words', async () => {
    await row(page, '办周四夜学').focus();
    if ((await row(page, '办周四夜学').getAttribute('aria-current')) !== 'true') await row(page, '办周四夜学').click();
    await page.locator('.rows [aria-current=true]').focus();
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: '拆开' });
    await dialog.getByRole('button', { name: '从“培训党员干部48”前分开' }).click();
    await dialog.getByRole('button', { name: '从“选派6名年轻干部”前分开' }).click();
    await dialog.getByRole('button', { name: '拆成 3 条' }).click();
    await reads(page, '办周四夜', '培训党员', '选派6名', ...first.slice(1));
    await expect(row(page, '培训党员')).toContainText('4,800');
    await expect(row(page, '选派6名')).toContainText('1月31日');
    await expect(row(page, '办周四夜')).not.toContainText('1月31日');
  });

  await test.step('M merges two of them again', async () => {
    await expect(row(page, '培训党员')).toBeFocused();
    await page.keyboard.press('m');
    await reads(page, '办周四夜', '选派6名', ...first.slice(1));
    await expect(row(page, '办周四夜')).toBeFocused();
  });

  await test.step('a commitment is dragged to another division', async () => {
    const dragged = row(page, '建烤房');
    await page.keyboard.press('Escape');
    await dragged.hover();
    const grip = await dragged.locator('[data-grip]').boundingBox();
    const target = await row(page, '开工率').boundingBox();
    if (!grip || !target) throw new Error('nothing to drag');
    await page.mouse.move(grip.x + 6, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(grip.x + 6, target.y + 3, { steps: 6 });
    await expect(page.locator('.drop')).toContainText('抓实招商引资');
    await page.mouse.up();
    await reads(page, '办周四夜', '选派6名', '办好村级', '种林下黄', '肉牛存栏', '签约亿元', '建烤房1', '开工率达');
  });

  await test.step('it is moved on with the keyboard, and the focus stays on it', async () => {
    await expect(row(page, '建烤房')).toBeFocused();
    await page.keyboard.press('Alt+ArrowUp');
    await reads(page, '办周四夜', '选派6名', '办好村级', '种林下黄', '肉牛存栏', '建烤房1', '签约亿元', '开工率达');
    await page.keyboard.press('Alt+ArrowUp');
    await expect(page.getByText('已经是这一类的第一条').first()).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await reads(page, '办周四夜', '选派6名', '办好村级', '种林下黄', '肉牛存栏', '签约亿元', '开工率达', '建烤房1');
    await expect(row(page, '建烤房')).toBeFocused();
    await expect(page.locator('[aria-live=polite]').filter({ hasText: '建烤房' }).first()).toContainText('产业兴旺增动能');
  });

  const shaped = ['办周四夜', '选派6名', '办好村级', '种林下黄', '肉牛存栏', '签约亿元', '开工率达', '建烤房1'];

  await test.step('all is taken back, step by step', async () => {
    for (let steps = 0; steps < 5; steps++) {
      await page.keyboard.press('Control+z');
      await expect(page.locator('.toast, [role=status]').filter({ hasText: '撤销了' }).first()).toBeVisible();
      await expect(page.locator('.reader')).toHaveAttribute('data-open', '0');
    }
    await reads(page, ...first);
    await expect(page.getByRole('button', { name: '撤销', exact: true }).first()).toBeDisabled();
  });

  await test.step('after the page was loaded anew it can still be done again', async () => {
    await page.keyboard.press('Control+Shift+z');
    await reads(page, '办周四夜', '培训党员', '选派6名', ...first.slice(1));
    await page.reload();
    await reads(page, '办周四夜', '培训党员', '选派6名', ...first.slice(1));
    for (let steps = 0; steps < 4; steps++) {
      await page.getByRole('button', { name: '重做', exact: true }).first().click();
      await expect(page.locator('.reader')).toHaveAttribute('data-open', '0');
    }
    await reads(page, ...shaped);
    await expect(page.getByRole('button', { name: '重做', exact: true }).first()).toBeDisabled();
  });

  await test.step('the history says who did what, and leads there', async () => {
    await page.getByRole('button', { name: '修改记录' }).click();
    const history = page.getByRole('dialog', { name: '修改记录' });
    await expect(history.getByText('拆成 3 条').first()).toBeVisible();
    await history.locator('button.turn', { hasText: '合并' }).first().click();
    await expect(history).toBeHidden();
    await expect(page.locator('.rows [aria-current=true]')).toHaveCount(1);
  });

  await test.step('Back undoes a filter', async () => {
    await page.getByRole('button', { name: /^有目标/ }).click();
    await expect(page).toHaveURL(/show=targets/);
    await page.goBack();
    await expect(page).not.toHaveURL(/show=targets/);
    await expect(page.getByRole('button', { name: /^全部/ }).first()).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('a change that meets a colleague’s is not lost, nor theirs', async () => {
    const other = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
    const colleague = await other.newPage();
    await signIn(colleague, 'office');
    await colleague.goto(page.url());
    const change = async (who: Page, name: string): Promise<void> => {
      if ((await row(who, '存栏').getAttribute('aria-current')) !== 'true') await row(who, '存栏').click();
      const field = who.locator('[data-editor]').getByLabel('名称');
      await field.fill(name);
      await field.press('Tab');
    };
    await row(page, '存栏').click();
    await change(colleague, '肉牛存栏两千六');
    await expect(colleague.locator('.reader')).toHaveAttribute('data-open', '0');
    await change(page, '稳住存栏');
    const conflict = page.locator('.conflict');
    await expect(conflict).toContainText('稳住存栏');
    await expect(conflict).toContainText('肉牛存栏两千六');
    await conflict.getByRole('button', { name: '仍用我的' }).click();
    await expect(conflict).toBeHidden();
    await expect(row(page, '稳住存栏')).toBeVisible();
    await other.close();
  });
});
