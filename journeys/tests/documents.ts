import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';

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

const PROMISED = `清河镇2025年工作计划
一、发展特色产业
一是发展林下经济。新增林下黄精种植500亩以上。二是改造茶园道路8公里。三是新签约亿元项目3个以上。
二、建设和美乡村
一是建成村级养老服务站5个。二是开展人居环境整治评比12次。三是修订村规民约。
`;

const TOLD = `清河镇2025年工作总结
一、特色产业有了新进展
新增林下黄精种植560亩。改造茶园道路6公里。举办首届枫香音乐节，接待游客2万人次。
二、和美乡村有了新面貌
建成村级养老服务站5个。开展人居环境整治评比12次。村里的事大家商量着办。
`;

/** A plan and the report of the same year, as Word files of our own: told, told with another figure, left out, beyond it. */
export function planAndReport(): { plan: string; report: string } {
  const folder = mkdtempSync(join(tmpdir(), 'shiji-comparison-'));
  const plan = join(folder, '清河镇2025年工作计划.docx');
  const report = join(folder, '清河镇2025年工作总结.docx');
  writeFileSync(plan, wordFile(PROMISED));
  writeFileSync(report, wordFile(TOLD));
  return { plan, report };
}

const FIELDS = ['产业升级', '科技创新', '乡村振兴', '城镇建设', '生态保护', '教育事业', '医疗卫生', '社会保障', '文化旅游', '交通水利', '商贸流通', '安全生产'];
const WORKS = ['标准厂房', '试验基地', '灌溉水渠', '便民步道', '污水处理站', '幼儿园', '社区卫生站', '养老服务站', '村史馆', '农村公路', '冷链仓库', '应急广播'];
const COUNTED = ['万平方米', '个', '公里', '公里', '座', '所', '个', '个', '座', '公里', '座', '套'];

/** A report as long as a province's, of our own: what was done, then what is planned, in twelve fields and more. */
function provincialText(characters: number): string {
  const lines = ['云川省2031年政府工作报告', '——2031年1月15日在云川省人民代表大会上', '各位代表：', '现在，我代表省人民政府，向大会报告工作，请予审议。'];
  let length = 0;
  const say = (line: string): void => {
    lines.push(line);
    length += line.length + 1;
  };
  const parts = [
    { head: '一、2030年工作回顾', verb: '建成', end: '群众满意度提高', half: characters / 2 },
    { head: '二、2031年重点工作', verb: '新建', end: '群众满意度力争提高', half: characters },
  ];
  for (const { head, verb, end, half } of parts) {
    say(head);
    for (let at = 0; length < half; at++) {
      const field = FIELDS[at % FIELDS.length] ?? '';
      const round = Math.floor(at / FIELDS.length) + 1;
      say(`（${numeral(at + 1)}）${field}第${numeral(round)}组工作。`);
      for (let one = 0; one < 3; one++) {
        const which = (at + one * 5) % WORKS.length;
        const count = 10 + ((at * 37 + one * 11) % 480);
        say(
          `${['一', '二', '三'][one]}是做实${field}。${verb}${WORKS[which]}${count}${COUNTED[which]}，投入资金${1 + (count % 90)}.${count % 10}亿元，带动就业${count * 12}人，比上一年增长${1 + (count % 20)}.${one}%。各地围绕${field}细化分工，逐项列出清单，按月调度、按季通报，${end}${1 + (count % 5)}个百分点。`,
        );
      }
    }
  }
  return lines.join('\n');
}

function numeral(n: number): string {
  const digits = '〇一二三四五六七八九';
  const tens = Math.floor(n / 10);
  return `${tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`}${n % 10 === 0 && tens > 0 ? '' : digits[n % 10]}`;
}

/** A Word file of 25,000 characters. */
export function provincialReport(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'shiji-report-')), '云川省2031年政府工作报告.docx');
  writeFileSync(file, wordFile(provincialText(25_000)));
  return file;
}

/** The documents the reader is tested with, in every format. */
export function ownDocument(name: string): string {
  return resolve(import.meta.dirname, '../../server/src/test/resources/documents', name);
}

/** The smallest Word file that holds these lines, one paragraph each. */
function wordFile(text: string): Buffer {
  const paragraphs = text
    .trim()
    .split('\n')
    .map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`)
    .join('');
  return zip({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs}</w:body></w:document>`,
  });
}

/** A ZIP archive whose entries are stored as they are. */
function zip(entries: Record<string, string>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const content = Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`);
    const called = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(called.length, 22);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, called, content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, place, called]));
    files.push(file);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}
