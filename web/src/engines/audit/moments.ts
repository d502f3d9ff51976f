const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** A moment to the second, as an auditor notes it: `2026-11-24 05:24:45`, China time. */
export function tellSecond(moment: string): string {
  return parts.format(new Date(moment)).replace(', ', ' ')
}
