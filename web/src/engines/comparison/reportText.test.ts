import { describe, expect, it } from 'vitest'
import type { ReportView } from '@/engines/report/shapes'
import { fileName, reportText } from './reportText'

describe('a report written here', () => {
  it('becomes the text an office would send', () => {
    const report = {
      title: '青溪镇2025年工作情况报告',
      chips: { a: { text: '42期' } },
      sections: [{ marker: '一、', heading: '党建引领', sentences: [{ pieces: [{ text: '办夜学' }, { chip: 'a' }] }, { pieces: [{ text: '走访到户。' }] }] }],
    } as unknown as ReportView
    expect(reportText(report)).toBe('青溪镇2025年工作情况报告\n\n一、党建引领\n办夜学42期。走访到户。')
  })

  it('gets a name a file system takes', () => {
    expect(fileName('2025/2026 计划：总结?', '.txt')).toBe('2025 2026 计划：总结.txt')
  })
})
