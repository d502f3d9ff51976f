import { expect, type Page } from '@playwright/test';

/** The demo county's accounts; all have the same, public password. */
export type Account = 'auditor' | 'leader' | 'longtan' | 'office' | 'security' | 'security2' | 'shiqiao' | 'system';

export const PASSWORD = 'shiji-demo-2026';

/** Signs in through the API, as the sign-in page does, so that the page's cookies are set. */
export async function signIn(page: Page, username: Account): Promise<void> {
  await page.request.get('/api/session');
  const token = (await page.context().cookies()).find((cookie) => cookie.name === 'XSRF-TOKEN')?.value ?? '';
  const answer = await page.request.post('/api/session', {
    data: { username, password: PASSWORD },
    headers: { 'X-XSRF-TOKEN': token },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}
