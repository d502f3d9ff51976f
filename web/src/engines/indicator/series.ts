/** Running totals of the months so far; months ahead of `through` (1–12) stay empty. */
export function runningTotal(months: number[], through: number): (number | null)[] {
  let sum = 0
  return months.map((value, index) => {
    sum += value
    return index < through ? Math.round(sum * 100) / 100 : null
  })
}

/** The months as they are; those ahead of `through` stay empty. */
export function upTo(months: number[], through: number): (number | null)[] {
  return months.map((value, index) => (index < through ? value : null))
}

/** The sum of the first months, to compare a running year with the same part of the last one. */
export function sumThrough(months: number[], through: number): number {
  return Math.round(months.slice(0, through).reduce((sum, value) => sum + value, 0) * 100) / 100
}
