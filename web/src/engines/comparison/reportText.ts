import type { ReportView } from '@/engines/report/shapes'

/** A report written here, as the plain text an office would send: title, headings, and each division's sentences in a line. */
export function reportText(report: Pick<ReportView, 'title' | 'sections' | 'chips'>): string {
  const lines = [report.title, '']
  for (const section of report.sections) {
    lines.push(section.marker + section.heading)
    const words = section.sentences
      .map((sentence) => sentence.pieces.map((piece) => piece.text ?? (piece.chip ? (report.chips[piece.chip]?.text ?? '') : '')).join(''))
      .map((sentence) => (/[。；！？!?;]$/.test(sentence.trim()) ? sentence.trim() : `${sentence.trim()}。`))
      .join('')
    if (words) lines.push(words)
  }
  return lines.join('\n')
}

/** A name without what no file system takes. */
export function fileName(title: string, ending: string): string {
  return `${title.replace(/[\\/:*?"<>|\s]+/g, ' ').trim() || 'document'}${ending}`
}
