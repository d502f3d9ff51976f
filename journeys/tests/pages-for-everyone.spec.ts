import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { type Account, signIn } from './accounts.js';

/** A page as somebody meets it; `opens` is pressed first, for the sheet behind it. */
interface Sight {
  path: string | ((page: Page) => Promise<string>);
  opens?: RegExp;
}

async function first(page: Page, list: string): Promise<string> {
  const answer = (await (await page.request.get(list)).json()) as { items?: { id: string | number }[] } & { id: string | number }[];
  return String((answer.items ?? answer)[0]?.id);
}

const account = async (page: Page) => `/desk/accounts/${await first(page, '/api/accounts?q=grid')}`;
const person = async (page: Page) => `/desk/people/${await first(page, '/api/people/list')}`;
const village = async (page: Page) => `/desk/units/${await first(page, '/api/units?q=龙潭村')}`;
const pair = async (page: Page) => `/desk/units/merge?units=${await first(page, '/api/units?q=柳湾村')},${await first(page, '/api/units?q=白果村')}`;

const sights: [Account | undefined, Sight[]][] = [
  [undefined, [{ path: '/desk/sign-in' }, { path: '/desk/welcome#gone' }]],
  [
    'system',
    [
      { path: '/desk/' },
      { path: '/desk/accounts' },
      { path: '/desk/accounts', opens: /^开账号$/ },
      { path: '/desk/units' },
      { path: '/desk/units?tree=river&on=2025-11-23' },
      { path: village },
      { path: pair },
      { path: '/desk/import' },
    ],
  ],
  [
    'security',
    [
      { path: account, opens: /^给角色$/ },
      { path: '/desk/rights' },
      { path: '/desk/rights?by=roles' },
      { path: '/desk/approvals' },
      { path: '/desk/security' },
    ],
  ],
  ['auditor', [{ path: '/desk/audit' }, { path: '/desk/security' }]],
  [
    'office',
    [
      { path: '/desk/people' },
      { path: '/desk/people', opens: /^导出$/ },
      { path: person },
      { path: person, opens: /^查看完整号码$/ },
      { path: person, opens: /^任职$/ },
      { path: '/desk/posts' },
      { path: '/desk/me/security' },
      { path: '/desk/import' },
    ],
  ],
  ['shiqiao', [{ path: '/desk/accounts' }, { path: '/desk/me/security' }, { path: '/pocket/me/security' }]],
];

for (const [who, list] of sights) {
  test(`the pages of accounts, people and units hold WCAG 2.2 AA for ${who ?? 'a visitor'}`, async ({ page }) => {
    test.setTimeout(120_000);
    if (who) await signIn(page, who);
    for (const { path, opens } of list) {
      const address = typeof path === 'string' ? path : await path(page);
      await page.goto(address);
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expect(page.locator('.skeleton')).toHaveCount(0);
      if (opens) {
        await page.getByRole('button', { name: opens }).first().click();
        await expect(page.getByRole('dialog')).toBeVisible();
      }
      const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      expect(
        found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join('; ')}`),
        `${address} ${opens ?? ''}`,
      ).toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider, `${address} is wider than the window`).toBeLessThanOrEqual(0);
      if (opens) {
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
      }
    }
  });
}
