import { type APIResponse, type Browser, type Page, expect, test } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { type Account, signIn } from './accounts.js';

/**
 * The clerk of one village wants to see what another village wrote down: by the address of its page, through the API, in
 * an export, by searching, in a report. Nothing comes out, not even that it is there; and the auditor finds the tries.
 */
test('a clerk tries another village: nothing comes out, and the trail says so', async ({ browser }) => {
  test.setTimeout(120_000);
  const secret = `茶园${Date.now() % 100_000}号会`;
  const record = randomUUID();

  const shiqiao = await as(browser, 'shiqiao');
  await test.step('Shiqiao writes an evening down', async () => {
    const session = await (await shiqiao.request.get('/api/session')).json();
    const kept = await send(shiqiao, 'put', `/api/records/${record}`, {
      pack: 'night-school',
      kind: 'session',
      unit: session.unit.id,
      day: '2026-10-15',
      values: { number: 77, topic: secret },
    });
    expect(kept.status(), await kept.text()).toBe(201);
    await shiqiao.goto(`/desk/records/${record}`);
    await expect(shiqiao.getByText(secret).first()).toBeVisible();
  });
  const home = (await (await shiqiao.request.get('/api/session')).json()).unit.id;

  const longtan = await as(browser, 'longtan');
  await test.step('Longtan opens its page by the address', async () => {
    await longtan.goto(`/desk/records/${record}`);
    await expect(longtan.getByText('没有这条记录，或者您看不到它').first()).toBeVisible();
    await expect(longtan.getByText(secret)).toHaveCount(0);
  });

  await test.step('Longtan asks the API', async () => {
    const read = await longtan.request.get(`/api/records/${record}`);
    expect(read.status()).toBe(404);
    expect(await read.json()).toMatchObject({ code: 'record.missing' });
    // As one that never was.
    const never = await longtan.request.get(`/api/records/${randomUUID()}`);
    expect((await never.json()).detail).toBe((await read.json()).detail);
    for (const [method, path, body] of [
      ['post', `/api/records/${record}/corrections`, { version: 1, values: { topic: '改' }, reason: '改' }],
      ['post', `/api/records/${record}/withdrawal`, { version: 1, reason: '撤' }],
    ] as const) {
      expect((await send(longtan, method, path, body)).status(), path).toBe(404);
    }
    const planted = await send(longtan, 'put', `/api/records/${randomUUID()}`, {
      pack: 'night-school',
      kind: 'session',
      unit: home,
      day: '2026-10-15',
      values: { number: 78, topic: '冒名' },
    });
    expect(planted.status()).toBe(404);
  });

  await test.step('Longtan lists, searches, exports and counts', async () => {
    const words = encodeURIComponent(secret);
    for (const path of [
      `/api/records?q=${words}`,
      `/api/records?unit=${home}&q=${words}`,
      `/api/search?q=${words}`,
      '/api/records?size=100',
      `/api/records/days?month=2026-10&unit=${home}`,
      '/api/records/suggestions?pack=night-school&kind=session&field=speaker',
    ]) {
      expect(await (await longtan.request.get(path)).text(), path).not.toContain(secret);
    }
    for (const path of [
      `/api/records/export?pack=night-school&kind=session&q=${words}`,
      `/api/records/export?pack=night-school&kind=session&unit=${home}`,
    ]) {
      const workbook = await longtan.request.get(path);
      expect(await unzipped(longtan, workbook), path).not.toContain(secret);
    }
    const hers = await shiqiao.request.get(`/api/records/export?pack=night-school&kind=session&q=${words}`);
    expect(await unzipped(shiqiao, hers), 'the words can be found where they may be').toContain(secret);
  });

  await test.step('Longtan builds a report', async () => {
    const plans = await (await longtan.request.get('/api/plans')).json();
    const plan = plans.find((one: { state: string; year: number }) => one.state === 'published' && one.year <= new Date().getFullYear());
    const made = await send(longtan, 'post', '/api/reports', { plan: plan.id, title: '龙潭小结' });
    expect(made.status(), await made.text()).toBe(201);
    const report = (await made.json()).id as string;
    expect(await (await longtan.request.get(`/api/reports/${report}`)).text()).not.toContain(secret);
    const paper = await longtan.request.get(`/api/reports/${report}/export.docx`);
    expect(await unzipped(longtan, paper)).not.toContain(secret);
    await send(longtan, 'delete', `/api/reports/${report}`);
  });

  await test.step('the auditor finds the tries, and who made them', async () => {
    const auditor = await as(browser, 'auditor');
    const rows = await (await auditor.request.get('/api/audit?outcome=refused&size=100')).json();
    const tries = JSON.stringify(rows.items.filter((row: { name: string }) => row.name === '龙文书'));
    expect(tries).toContain(record);
    await auditor.goto('/desk/audit?outcome=refused');
    await expect(auditor.getByText('龙文书').filter({ visible: true }).first()).toBeVisible();
  });
});

async function as(browser: Browser, account: Account): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, account);
  return page;
}

async function send(page: Page, method: 'post' | 'put' | 'delete', path: string, data?: unknown): Promise<APIResponse> {
  const token = (await page.context().cookies()).find((cookie) => cookie.name === 'XSRF-TOKEN')?.value ?? '';
  return page.request[method](path, { data, headers: { 'X-XSRF-TOKEN': token } });
}

/** The words within a workbook or Word file; the browser unpacks them. */
async function unzipped(page: Page, answer: APIResponse): Promise<string> {
  if (!answer.headers()['content-type']?.includes('openxmlformats')) return answer.text();
  const packed = (await answer.body()).toString('base64');
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    let text = '';
    let end = bytes.length - 22;
    while (end > 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    let at = view.getUint32(end + 16, true);
    for (let part = view.getUint16(end + 10, true); part > 0; part--) {
      const method = view.getUint16(at + 10, true);
      const size = view.getUint32(at + 20, true);
      const local = view.getUint32(at + 42, true);
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const content = new Blob([bytes.slice(from, from + size)]);
      text += await (method === 0
        ? content.text()
        : new Response(content.stream().pipeThrough(new DecompressionStream('deflate-raw'))).text());
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return text;
  }, packed);
}
