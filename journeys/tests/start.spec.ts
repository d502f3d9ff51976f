import { expect, test } from '@playwright/test';
import { signIn } from './accounts.js';

test('a newcomer finds the server well and a page to sign in', async ({ page }, testInfo) => {
  const health = await page.request.get('/actuator/health');
  expect(health.status()).toBe(200);
  expect(await health.json()).toMatchObject({ status: 'UP' });

  await page.goto(`/${testInfo.project.name}/`);
  await expect(page.locator('input[type=password]')).toBeVisible();
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
});

test('nobody reads figures without signing in', async ({ request }) => {
  const answer = await request.get('/api/indicators');
  expect(answer.status()).toBe(401);
  expect(await answer.json()).toMatchObject({ code: 'access.sign-in-first' });
});

test('what is due and what is found open at their commitment', async ({ page }) => {
  await signIn(page, 'office');
  await page.goto('/desk/');
  const due = page.getByRole('link', { name: '填进展' }).first();
  await due.click();
  await page.waitForURL(/\/desk\/plans\/[0-9a-f-]+\?commitment=/);
  await expect(page.getByRole('button', { name: '填完成情况' })).toBeVisible();
});
