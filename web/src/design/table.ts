/** A column of a DataTable. `sort` is the name the server sorts by; columns without it cannot be sorted. */
export interface Column {
  key: string
  label: string
  sort?: string
  right?: boolean
  width?: string
  /** True where a narrow screen does without this column. */
  wideOnly?: boolean
}

/** `-day` from `day` and back: what a click on a head asks for next. Dates and figures begin with the largest. */
export function nextSort(now: string, column: Column): string {
  const by = column.sort ?? ''
  if (now === by) return `-${by}`
  if (now === `-${by}`) return by
  return column.right || by === 'day' ? `-${by}` : by
}
