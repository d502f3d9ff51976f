import { expect, test } from '@playwright/test';
import { signIn } from './accounts.js';

/** Everything a page is made of comes from the server itself; the browser is told so, and finds nothing to refuse. */
test('no page breaks the rules the server gives the browser', async ({ page }) => {
  test.setTimeout(120_000);
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content.Security.Policy/i.test(message.text())) refused.push(message.text());
  });
  await signIn(page, 'office');
  const plans = await (await page.request.get('/api/plans')).json();
  const reports = await (await page.request.get('/api/reports')).json();
  const indicators = await (await page.request.get('/api/indicators')).json();
  const paths = [
    '/desk/',
    '/desk/plans',
    `/desk/plans/${plans[0].id}`,
    '/desk/mechanisms',
    '/desk/mechanisms/night-school',
    '/desk/mechanisms/night-school/session/new',
    '/desk/indicators',
    `/desk/indicators/${indicators[0].id.replace('.', '/')}`,
    '/desk/reports',
    ...(reports.length ? [`/desk/reports/${reports[0].id}`] : []),
    '/desk/comparisons',
    '/desk/people',
    '/desk/units',
    '/desk/me/security',
    '/pocket/',
  ];
  for (const path of paths) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    expect(refused, path).toEqual([]);
  }
  const answer = await page.goto('/desk/');
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'");
});
