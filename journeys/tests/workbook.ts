import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A cell's text, and how the sheet writes it. */
type Cell = { text: string; written: string };

/**
 * A workbook as a person has it open: cells are read and written by their address (`B7`), everything else stays, byte for
 * byte, as it was downloaded.
 */
export class Workbook {
  private readonly files: Map<string, Buffer>;
  private readonly sheet: string;
  private readonly cells = new Map<string, Cell>();
  private xml: string;

  constructor(bytes: Buffer) {
    this.files = unzipped(bytes);
    this.sheet = [...this.files.keys()].find((name) => name.startsWith('xl/worksheets/')) ?? '';
    this.xml = this.text(this.sheet);
    const shared = [...this.text('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map((one) => words(one[1] ?? ''));
    for (const [written, address = '', kind = '', inside = ''] of this.xml.matchAll(/<c r="([A-Z]+\d+)"((?:\s[^>]*?)?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const value = /<v>(.*?)<\/v>/s.exec(inside)?.[1] ?? '';
      this.cells.set(address, { text: kind.includes('t="s"') ? (shared[Number(value)] ?? '') : kind.includes('inlineStr') ? words(inside) : plain(value), written });
    }
  }

  /** The number of the last row. */
  get rows(): number {
    return Math.max(...[...this.cells.keys()].map((address) => Number(address.replace(/\D+/, ''))));
  }

  read(address: string): string {
    return this.cells.get(address)?.text ?? '';
  }

  /** Writes into a cell that stands in the sheet. */
  write(address: string, text: string): void {
    const cell = this.cells.get(address);
    if (!cell) throw new Error(`The sheet has no cell ${address}`);
    const style = /\ss="\d+"/.exec(cell.written)?.[0] ?? '';
    const written = `<c r="${address}"${style} t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
    this.xml = this.xml.replace(cell.written, () => written);
    this.cells.set(address, { text, written });
  }

  bytes(): Buffer {
    return zipped(new Map([...this.files, [this.sheet, Buffer.from(this.xml)]]));
  }

  private text(name: string): string {
    return this.files.get(name)?.toString() ?? '';
  }
}

function words(xml: string): string {
  return [...xml.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map((one) => plain(one[1] ?? '')).join('');
}

function plain(xml: string): string {
  return xml
    .replace(/&#(x?)([0-9a-fA-F]+);/g, (_, hex: string, code: string) => String.fromCodePoint(parseInt(code, hex ? 16 : 10)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The files of a ZIP, found by its directory at the end. */
function unzipped(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [named, extra, told] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [number, number, number];
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20));
    files.set(zip.toString('utf8', at + 46, at + 46 + named), zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed));
    at += 46 + named + extra + told;
  }
  return files;
}

function zipped(files: Map<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of files) {
    const packed = deflateRawSync(content);
    // Version 2.0, names in UTF-8, deflated, no time; then the sums, which both heads share.
    const about = Buffer.alloc(26);
    [20, 0x0800, 8, 0, 0x21].forEach((value, field) => about.writeUInt16LE(value, field * 2));
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, Buffer.from(name), packed]);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, place, Buffer.from(name));
    bodies.push(body);
    at += body.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, listed, end]);
}
