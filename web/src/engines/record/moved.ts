import { api } from '@/api/client'
import { readPack } from '@/api/mechanisms'
import type { FigureView, HomeFigure, HomeView, RecordView } from '@/api/types'
import { today } from '@/telling/days'

/** A figure a record adds to: what it adds, how it stands now, and the plan's figure where a plan aims at it. */
export interface Moved {
  figure: FigureView
  /** What the record adds; null where heads are counted, because they do not add up. */
  added: number | null
  units: string[]
  plan?: HomeFigure
}

/** The figures of its pack that a record adds to, for its own unit and year. */
export async function movedFigures(record: RecordView): Promise<Moved[]> {
  const pack = await readPack(record.pack)
  const counted = pack.indicators.filter((indicator) => record.facts.some((fact) => fact.kind === indicator.kind))
  if (!counted.length) return []
  const year = record.day.slice(0, 4)
  const to = today().startsWith(year) ? today() : `${year}-12-31`
  const [home, ...figures] = await Promise.all([
    api.get<HomeView>('/api/home').catch(() => undefined),
    ...counted.map((indicator) =>
      api.get<FigureView>(`/api/indicators/${encodeURIComponent(indicator.id)}/figure`, { unit: record.unit.id, from: `${year}-01-01`, to }),
    ),
  ])
  return figures.map((figure, index) => {
    const indicator = counted[index]!
    const fact = record.facts.find((one) => one.kind === indicator.kind)
    const shared = pack.indicators.filter((one) => one.kind === indicator.kind).indexOf(indicator) > 0
    return {
      figure,
      added: shared ? null : (fact?.quantity ?? null),
      units: fact?.units ?? [],
      plan: home?.figures.find((one) => one.indicator === figure.indicator && one.target !== null && one.target !== undefined),
    }
  })
}
