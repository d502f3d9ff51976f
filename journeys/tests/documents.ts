import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where real plans lie on machines that have some; set SHIJI_SEED to another folder. */
const SEED = process.env.SHIJI_SEED ?? resolve(import.meta.dirname, '../../../shared/data/seed');

const OWN = `清河镇2026年工作安排

一、强化党建引领,夯实发展根基
一是抓好干部教育。坚持“周四夜学”制度,用身边事教身边人,切实提高干部做群众工作的能力。二是抓好基层组织。打造示范支部**个,年底前全部验收。
二、推进产业兴旺,促进群众增收
一是持之以恒推进招商引资。确保新签约亿元项目**个以上。二是发展林下经济。新增林下黄精种植500亩以上,6月底前完成栽植。
三、守牢生态底线,建设美丽乡村
一是管好山林。与邻镇联防联治巡护12次以上。
`;

/** A plan's document to import: a real one where there is one, else a text of our own. */
export function planDocument(): string {
  if (existsSync(SEED)) {
    const text = readdirSync(SEED).find((name) => name.endsWith('.txt'));
    if (text) {
      return join(SEED, text);
    }
  }
  const file = join(mkdtempSync(join(tmpdir(), 'shiji-plan-')), '清河镇2026年工作安排.txt');
  writeFileSync(file, OWN);
  return file;
}
