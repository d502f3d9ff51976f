import { api } from '@/api/client'
import { readPack } from '@/api/mechanisms'
import type { FigureView, HomeFigure, HomeView, RecordView } from '@/api/types'

/** A figure a record adds to: what it adds, how it stands now, and the plan's figure where a plan aims at it. */
export interface Moved {
  figure: FigureView
  /** What the record adds; null where heads are counted, because they do not add up. */
  added: number | null
  units: string[]
  plan?: HomeFigure
}

/** The figures of its pack that a record adds to, as they stand now for its own unit. */
export async function movedFigures(record: RecordView): Promise<Moved[]> {
  const [pack, home] = await Promise.all([readPack(record.pack), api.get<HomeView>('/api/home').catch(() => undefined)])
  return pack.indicators.flatMap((indicator) => {
    const fact = record.facts.find((one) => one.kind === indicator.kind)
    const figure = record.moved.find((one) => one.indicator === indicator.id)
    if (!fact || !figure) return []
    const heads = pack.indicators.find((one) => one.kind === indicator.kind) !== indicator
    return [
      {
        figure,
        added: heads ? null : fact.quantity,
        units: fact.units,
        plan: home?.figures.find((one) => one.indicator === indicator.id && typeof one.target === 'number'),
      },
    ]
  })
}
